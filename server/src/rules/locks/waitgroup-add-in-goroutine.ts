import { indentationAt, lineBreakOf } from "../../analyze/edits/indentation.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obj } from "../../semantic/info.ts";
import type { CallExpr, Expr, ExprStmt, FuncLit, FuncNode, GoStmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { removeStatement } from "./remove-statement.ts";

export default rule({
  id: "waitgroup-add-in-goroutine",
  family: "locks",
  summary: "Finds WaitGroup.Add inside the goroutine that is waited for",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: [".Add("],
  covers: ["SA2000", "staticcheck", "govet", "waitgroup"],
  messages: {
    add: "`{group}.Add` runs inside the goroutine that `{group}.Wait` is to wait for: Wait may return before it has begun. Call Add before the `go` statement.",
  },
  check(fn, report) {
    walkFunction(fn.node, (node) => {
      if (node.kind !== "GoStmt") return;
      const literal = startedLiteral(node);
      if (literal === undefined || startsOthers(literal)) return;
      for (const stmt of literal.body.stmts) {
        const add = stmt.kind === "ExprStmt" ? groupCall(fn, stmt.x, "Add") : undefined;
        if (add === undefined || stmt.kind !== "ExprStmt" || declaredIn(literal, add.root)) continue;
        if (!callsOn(fn, literal, "Done", add.key) || !waitsOutside(fn, literal, add.key)) continue;
        const fix = moveFix(fn, node, stmt, add.call, isFirst(literal, stmt));
        report({ at: add.call, message: "add", data: { group: add.key }, fixes: fix === undefined ? [] : [fix] });
      }
    });
  },
});

function startedLiteral(stmt: GoStmt): FuncLit | undefined {
  const call = unparen(stmt.call);
  const fun = call.kind === "CallExpr" ? unparen(call.fun) : undefined;
  return fun?.kind === "FuncLit" ? fun : undefined;
}

/** A goroutine that starts others may well add for them. */
function startsOthers(literal: FuncLit): boolean {
  let starts = false;
  walk(literal.body, (node) => {
    if (node.kind === "GoStmt") starts = true;
    return !starts;
  });
  return starts;
}

interface GroupCall {
  readonly call: CallExpr;
  readonly root: Obj | undefined;
  /** The group as the source writes it. */
  readonly key: string;
}

function groupCall(fn: FunctionUnit, expr: Expr, method: string): GroupCall | undefined {
  const call = unparen(expr);
  if (call.kind !== "CallExpr") return undefined;
  const callee = fn.info.calleeOf(call);
  if (callee.kind !== "method" || callee.pkg !== "sync" || callee.recv !== "WaitGroup" || callee.name !== method) {
    return undefined;
  }
  const group = callee.receiver;
  if (group === undefined) return undefined;
  return { call, root: rootOf(fn, group), key: fn.file.text.slice(group.start, group.end) };
}

function rootOf(fn: FunctionUnit, expr: Expr): Obj | undefined {
  const inner = unparen(expr);
  if (inner.kind === "Ident") return fn.info.objectOf(inner);
  return inner.kind === "SelectorExpr" ? rootOf(fn, inner.x) : undefined;
}

function declaredIn(literal: FuncLit, root: Obj | undefined): boolean {
  return root?.kind !== "var" || root.owner === literal;
}

function callsOn(fn: FunctionUnit, func: FuncNode, method: string, key: string): boolean {
  let found = false;
  if (func.body === undefined) return false;
  walk(func.body, (node) => {
    if (node.kind === "CallExpr" && groupCall(fn, node, method)?.key === key) found = true;
    return !found;
  });
  return found;
}

/** Somebody outside the goroutine waits: in the function, or in the literals around and beside it. */
function waitsOutside(fn: FunctionUnit, literal: FuncLit, key: string): boolean {
  let found = false;
  const outer = fn.decl ?? fn.node;
  if (outer.body === undefined) return false;
  walk(outer.body, (node) => {
    if (node === literal) return false;
    if (node.kind === "CallExpr" && groupCall(fn, node, "Wait")?.key === key) found = true;
    return !found;
  });
  return found;
}

/** Behind other statements it may not be reached, or only later: they are for the reader to look at. */
function isFirst(literal: FuncLit, add: ExprStmt): boolean {
  return literal.body.stmts.every((stmt) => stmt.start >= add.start || stmt.kind === "DeferStmt");
}

/** Moves the Add before the `go`; only with a constant, which means the same there. */
function moveFix(
  fn: FunctionUnit,
  stmt: GoStmt,
  add: ExprStmt,
  call: CallExpr,
  safe: boolean,
): ProposedFix | undefined {
  const { file } = fn;
  const removal = removeStatement(file, add);
  const [count] = call.args;
  const lineStart = file.lines.lineStart(file.lines.lineAt(stmt.start));
  const indentation = indentationAt(file, stmt.start);
  if (removal === undefined || count?.kind !== "BasicLit" || lineStart + indentation.length !== stmt.start)
    return undefined;
  const newText = `${indentation}${file.text.slice(add.start, add.end)}${lineBreakOf(file.text)}`;
  return {
    title: "Call Add before the `go` statement",
    safe,
    edits: [{ span: { start: lineStart, end: lineStart }, newText }, removal],
  };
}
