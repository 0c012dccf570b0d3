import { isConstructorName } from "../../catalog/cleanup-names.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/**
 * Where the value comes from that a `return` takes out of a pointer, when nobody else has that: `return &T{*c}` moves it.
 * "made" is a literal of the function's own, "constructed" what a constructor has given, who may have kept it.
 */
export function movedFrom(value: Expr, fn: FunctionUnit): "made" | "constructed" | undefined {
  const star = unparen(value);
  if (star.kind !== "StarExpr" || !isInReturn(star, fn)) return undefined;
  const variable = variableOf(withoutAssertion(star.x), fn);
  const values = variable?.scope === "local" ? valuesOf(variable, fn) : [];
  const [only] = values;
  if (only === undefined || values.length > 1) return undefined;
  const from = unparen(only);
  if (from.kind === "UnaryExpr") return unparen(from.x).kind === "CompositeLit" ? "made" : undefined;
  return from.kind === "CallExpr" && isMaker(from.fun) ? "constructed" : undefined;
}

function isMaker(fun: Expr): boolean {
  const inner = unparen(fun);
  const name = inner.kind === "SelectorExpr" ? inner.sel.name : inner.kind === "Ident" ? inner.name : "";
  return isConstructorName(name) || /^(clone|copy|make|build)/i.test(name);
}

function withoutAssertion(expr: Expr): Expr {
  const inner = unparen(expr);
  return inner.kind === "TypeAssertExpr" ? unparen(inner.x) : inner;
}

function isInReturn(value: Node, fn: FunctionUnit): boolean {
  let found = false;
  walkFunction(fn.node, (node) => {
    found ||= node.kind === "ReturnStmt" && contains(node, value);
  });
  return found;
}

/** All that the variable is given in the function. */
function valuesOf(variable: VarObj, fn: FunctionUnit): readonly Expr[] {
  const values: Expr[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "AssignStmt" && node.kind !== "ValueSpec") return;
    const [targets, given] = node.kind === "AssignStmt" ? [node.lhs, node.rhs] : [node.names, node.values];
    targets.forEach((target, index) => {
      const value = given[Math.min(index, given.length - 1)];
      if (value !== undefined && variableOf(target, fn) === variable) values.push(value);
    });
  });
  return values;
}

function variableOf(expr: Expr, { info }: FunctionUnit): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" ? info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

/** `c2 := *c; c2.mu = sync.Mutex{}`: the copy gets a lock of its own at once. */
export function getsOwnLock(copier: Node, value: Expr, lock: string, fn: FunctionUnit): boolean {
  if (copier.kind !== "AssignStmt" || copier.lhs.length !== copier.rhs.length) return false;
  const target = copier.lhs[copier.rhs.indexOf(value)];
  const variable = target === undefined ? undefined : variableOf(target, fn);
  const field = lock.slice(0, lock.indexOf(" "));
  let found = false;
  if (variable === undefined || field.includes(".")) return false;
  walkFunction(fn.node, (node) => {
    if (node.kind !== "AssignStmt" || node.start < copier.end) return;
    found ||= node.lhs.some(
      (each) => each.kind === "SelectorExpr" && each.sel.name === field && variableOf(each.x, fn) === variable,
    );
  });
  return found;
}
