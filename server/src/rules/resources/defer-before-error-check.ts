import { declaredCallee } from "../../analyze/declared-callee.ts";
import { insertAfter } from "../../analyze/edits/insert-statement.ts";
import { removeLines } from "../../analyze/obligations/defer-fix.ts";
import { leaves } from "../../analyze/obligations/statement-place.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { calledBy } from "../../flow/called.ts";
import { isErrorType, soundsLikeRelease } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, DeferStmt, Expr, IfStmt, Node, Stmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { expressionText } from "../../flow/expression-text.ts";
import { firstLine } from "./first-line.ts";

export default rule({
  id: "defer-before-error-check",
  family: "resources",
  summary: "Finds defers that stand between a call and the check of its error",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["defer"],
  covers: ["staticcheck:SA5001", "govet:httpresponse", "httpresponse"],
  messages: {
    early:
      "`{call}` is deferred before `{error}` is checked: if the call failed, `{name}` is nil, and the deferred call panics on it. Move it behind the check.",
    harmless:
      "`{call}` is deferred before `{error}` is checked: if the call failed, `{name}` is nil. Its `{method}` bears that, but few others do, and a reader cannot tell. Move it behind the check.",
  },
  check(fn, report) {
    walkFunction(fn.node, (node) => {
      const list = statementsOf(node);
      list.forEach((stmt, index) => {
        const acquired = acquiredBy(stmt, fn);
        if (acquired === undefined) return;
        for (const found of misplaced(list, index, acquired, fn)) report(problem(found, acquired, fn));
      });
    });
  },
});

interface Acquired {
  /** By result; undefined for what is no variable. */
  readonly values: readonly (VarObj | undefined)[];
  readonly error: VarObj;
  readonly call: CallExpr;
  /** False where the error's type is not known. */
  readonly proven: boolean;
}

interface Released {
  readonly name: string;
  /** The method that asks by itself whether it is called on nil. */
  readonly method: string | undefined;
}

interface Misplaced {
  readonly stmt: DeferStmt;
  readonly released: Released;
  readonly check: IfStmt;
}

function statementsOf(node: Node): readonly Stmt[] {
  if (node.kind === "BlockStmt") return node.stmts;
  return node.kind === "CaseClause" || node.kind === "CommClause" ? node.body : [];
}

/** `x, err := f()`: the variables and the error. */
function acquiredBy(stmt: Stmt, fn: FunctionUnit): Acquired | undefined {
  if (stmt.kind !== "AssignStmt" || stmt.rhs.length !== 1 || stmt.lhs.length < 2) return undefined;
  const call = stmt.rhs[0] === undefined ? undefined : unparen(stmt.rhs[0]);
  if (call?.kind !== "CallExpr") return undefined;
  const variables = stmt.lhs.map((target) => variableOf(target, fn));
  const error = variables.at(-1);
  if (error === undefined) return undefined;
  const known = error.type.kind !== "unknown";
  if (known ? !isErrorType(error.type) : !/err/i.test(error.name)) return undefined;
  return { values: variables.slice(0, -1), error, call, proven: known };
}

function variableOf(expr: Expr, fn: FunctionUnit): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" && inner.name !== "_" ? fn.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

/** The defers directly behind the call, if then its error is checked. */
function misplaced(list: readonly Stmt[], index: number, acquired: Acquired, fn: FunctionUnit): readonly Misplaced[] {
  const defers: DeferStmt[] = [];
  for (const stmt of list.slice(index + 1)) {
    if (stmt.kind === "DeferStmt") defers.push(stmt);
    else if (stmt.kind === "IfStmt" && asksFor(stmt, acquired.error, fn)) {
      return defers.flatMap((each) => {
        const released = releasedBy(each, acquired, fn);
        return released === undefined ? [] : [{ stmt: each, released, check: stmt }];
      });
    } else return [];
  }
  return [];
}

function asksFor({ init, cond }: IfStmt, error: VarObj, fn: FunctionUnit): boolean {
  const test = unparen(cond);
  if (init !== undefined || test.kind !== "BinaryExpr" || test.op !== "!=") return false;
  const nil = unparen(test.y);
  return variableOf(test.x, fn) === error && nil.kind === "Ident" && fn.info.objectOf(nil)?.kind === "nil";
}

/** What runs in the end: `f.Close()` of `defer f.Close()` and of `defer func() { _ = f.Close() }()`. */
function deferredCall({ call }: DeferStmt): CallExpr | undefined {
  const outer = unparen(call);
  if (outer.kind !== "CallExpr") return undefined;
  const fun = unparen(outer.fun);
  if (fun.kind !== "FuncLit") return outer;
  const [only] = fun.body.stmts;
  if (only === undefined || fun.body.stmts.length > 1) return undefined;
  const value = only.kind === "ExprStmt" ? only.x : only.kind === "AssignStmt" ? only.rhs[0] : undefined;
  const inner = value === undefined ? undefined : unparen(value);
  return inner?.kind === "CallExpr" ? inner : undefined;
}

/** The variable of which the deferred call releases something: `resp` of `resp.Body.Close()`, `cancel` of `cancel()`. */
function releasedBy(stmt: DeferStmt, acquired: Acquired, fn: FunctionUnit): Released | undefined {
  const inner = deferredCall(stmt);
  if (inner === undefined) return undefined;
  const fun = unparen(inner.fun);
  let root: Expr = fun;
  while (root.kind === "SelectorExpr") root = unparen(root.x);
  const variable = variableOf(root, fn);
  const index = variable === undefined ? -1 : acquired.values.indexOf(variable);
  if (variable === undefined || index < 0) return undefined;
  const releases = fun.kind === "SelectorExpr" ? soundsLikeRelease(fun.sel.name) : variable.type.kind === "func";
  if (!releases || !canBeNil(variable, fn)) return undefined;
  const { name } = variable;
  if (fun.kind !== "SelectorExpr")
    return isNilOnError(acquired.call, index, fn) ? { name, method: undefined } : undefined;
  const isOwn = unparen(fun.x) === root;
  return { name, method: isOwn && bearsNil(inner, fn) ? fun.sel.name : undefined };
}

/** True for a method that begins with the question whether its receiver is nil, as that of os.File does. */
function bearsNil(call: CallExpr, fn: FunctionUnit): boolean {
  const callee = fn.info.calleeOf(call);
  if (callee.kind === "method" && callee.pkg === "os" && callee.recv === "File") return true;
  const method = declaredCallee(call, fn.file)?.node;
  if (method?.kind !== "FuncDecl") return false;
  const receiver = method.recv?.names[0]?.name;
  const [first] = method.body?.stmts ?? [];
  if (receiver === undefined || first?.kind !== "IfStmt" || !leaves(first.then)) return false;
  return asksForNil(first.cond, receiver);
}

/** `c == nil`, `c == nil || c.closed` */
function asksForNil(condition: Expr, name: string): boolean {
  const test = unparen(condition);
  if (test.kind !== "BinaryExpr") return false;
  if (test.op === "||") return asksForNil(test.x, name);
  return test.op === "==" && expressionText(test.x) === name && expressionText(test.y) === "nil";
}

/** A function that cleans up is often given with an error as well, to undo what was done until then. */
function isNilOnError(call: CallExpr, index: number, fn: FunctionUnit): boolean {
  const called = calledBy(call, fn.info);
  if (called !== undefined && fn.file.catalog.acquire(called.ref).some((fact) => fact.result === index)) return true;
  return fn.file.summaryOf(fn.info.calleeOf(call))?.results[index]?.nilWithError === true;
}

/** A struct or a number is there even when the call failed. */
function canBeNil({ type }: VarObj, { info }: FunctionUnit): boolean {
  const { kind } = underlying(type, info.world);
  return kind === "pointer" || kind === "func" || kind === "unknown" || kind === "interface";
}

function problem(
  { stmt, released: { name, method }, check }: Misplaced,
  { error, proven }: Acquired,
  fn: FunctionUnit,
) {
  const fix = moveFix(stmt, check, fn, proven);
  return {
    at: firstLine(stmt, fn.file),
    message: method === undefined ? ("early" as const) : ("harmless" as const),
    ...(method === undefined ? {} : { severity: "info" as const }),
    data: { call: expressionText(deferredCall(stmt) ?? stmt.call), error: error.name, name, method: method ?? "" },
    confidence: proven ? ("proven" as const) : ("likely" as const),
    fixes: fix === undefined ? [] : [fix],
  };
}

function moveFix(stmt: DeferStmt, check: IfStmt, fn: FunctionUnit, proven: boolean): ProposedFix | undefined {
  const text = fn.file.text.slice(stmt.start, stmt.end);
  if (text.includes("\n") || check.else !== undefined || !leaves(check.then)) return undefined;
  const removed = removeLines(fn, stmt);
  const inserted = insertAfter(fn.file, check, [text]);
  if (removed === undefined || inserted === undefined) return undefined;
  return {
    title: "Move the defer behind the error check",
    safe: proven && isNextTo(stmt, check, fn),
    edits: [removed, inserted],
  };
}

/** With another defer between, the two would run in another order; that one is moved first. */
function isNextTo(stmt: DeferStmt, check: IfStmt, fn: FunctionUnit): boolean {
  return !/^\s*defer\b/m.test(fn.file.text.slice(stmt.end, check.start));
}
