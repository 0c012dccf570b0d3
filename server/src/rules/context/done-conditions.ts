import { calledBy } from "../../analyze/called.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr, Expr, Node, Stmt } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { isContextType } from "./context-types.ts";

/** What a condition says of a context when it holds. */
export type DoneMeaning = "done" | "alive" | "nil-check" | undefined;

/**
 * What it means for the context that `cond` is true: `ctx.Err() != nil` and `errors.Is(err, context.Canceled)` say it is done;
 * `ctx == nil` says that the code deals with a missing one.
 */
export function meaningOf(cond: Expr, init: Stmt | undefined, info: FileInfo): DoneMeaning {
  const expr = unparen(cond);
  if (expr.kind === "UnaryExpr" && expr.op === "!") return opposite(meaningOf(expr.x, init, info));
  if (expr.kind === "CallExpr") return isCancelTest(expr, info) ? "done" : undefined;
  if (expr.kind !== "BinaryExpr") return undefined;
  if (expr.op === "&&" || expr.op === "||") {
    return meaningOf(expr.x, init, info) ?? meaningOf(expr.y, init, info);
  }
  return expr.op === "==" || expr.op === "!=" ? meaningOfComparison(expr.x, expr.y, expr.op, init, info) : undefined;
}

function meaningOfComparison(x: Expr, y: Expr, op: "==" | "!=", init: Stmt | undefined, info: FileInfo): DoneMeaning {
  if (isNil(y, info) && isContextType(info.typeOf(x), info)) return "nil-check";
  if (isNil(x, info) && isContextType(info.typeOf(y), info)) return "nil-check";
  const asksErr =
    isErrOfContext(x, info) || isErrOfContext(y, info) || (init !== undefined && setsErrOfContext(init, info));
  if (asksErr && (isNil(x, info) || isNil(y, info))) return op === "!=" ? "done" : "alive";
  if (isCancelError(x, info) || isCancelError(y, info)) return op === "==" ? "done" : "alive";
  return undefined;
}

function opposite(meaning: DoneMeaning): DoneMeaning {
  return meaning === "done" ? "alive" : meaning === "alive" ? "done" : meaning;
}

export function isNil(expr: Expr, info: FileInfo): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && inner.name === "nil" && info.objectOf(inner)?.kind === "nil";
}

/** `ctx.Err()` or `context.Cause(ctx)`. */
function isErrOfContext(expr: Expr, info: FileInfo): boolean {
  const call = unparen(expr);
  if (call.kind !== "CallExpr") return false;
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr") return false;
  if (fun.sel.name === "Err") return isContextType(info.typeOf(fun.x), info);
  return fun.sel.name === "Cause" && calledBy(call, info)?.ref.pkg === "context";
}

function setsErrOfContext(init: Stmt, info: FileInfo): boolean {
  return init.kind === "AssignStmt" && init.rhs.some((value) => isErrOfContext(value, info));
}

/** `errors.Is(err, context.Canceled)` and kin. */
function isCancelTest(call: CallExpr, info: FileInfo): boolean {
  const fun = unparen(call.fun);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : "";
  return name === "Is" && call.args.some((arg) => isCancelError(arg, info));
}

function isCancelError(expr: Expr, info: FileInfo): boolean {
  const inner = unparen(expr);
  if (inner.kind !== "SelectorExpr" || inner.x.kind !== "Ident") return false;
  const of = info.objectOf(inner.x);
  return of?.kind === "package" && of.path === "context" && /^(Canceled|DeadlineExceeded)$/.test(inner.sel.name);
}

/** True for `<-ctx.Done()`, alone or assigned. */
export function receivesDone(node: Node, info: FileInfo): boolean {
  if (node.kind === "ExprStmt") return receivesDone(node.x, info);
  if (node.kind === "AssignStmt") return node.rhs.some((value) => receivesDone(value, info));
  if (node.kind === "ParenExpr") return receivesDone(node.x, info);
  if (node.kind !== "UnaryExpr" || node.op !== "<-") return false;
  const call = unparen(node.x);
  const fun = call.kind === "CallExpr" ? unparen(call.fun) : undefined;
  return fun?.kind === "SelectorExpr" && fun.sel.name === "Done" && isContextType(info.typeOf(fun.x), info);
}

/** True if the statement waits for the end of a context, and what follows it runs after that. */
export function waitsForDone(stmt: Stmt, info: FileInfo): boolean {
  let waits = false;
  walk(stmt, (node) => {
    if (waits || node.kind === "FuncLit" || node.kind === "GoStmt" || node.kind === "DeferStmt") return false;
    if (node.kind === "CommClause") {
      const isDone = node.comm !== undefined && receivesDone(node.comm, info);
      if (isDone && !leaves(node.body.at(-1))) waits = true;
      return !isDone;
    }
    if (receivesDone(node, info)) waits = true;
    return !waits;
  });
  return waits;
}

/** True if control does not go on behind the statement. A labelled `break` leads out of a loop, to what follows it. */
export function leaves(stmt: Stmt | undefined): boolean {
  if (stmt === undefined) return false;
  if (stmt.kind === "ReturnStmt") return true;
  if (stmt.kind === "BranchStmt") return stmt.tok === "continue";
  if (stmt.kind !== "ExprStmt" || stmt.x.kind !== "CallExpr") return false;
  const fun = unparen(stmt.x.fun);
  return fun.kind === "Ident" && fun.name === "panic";
}
