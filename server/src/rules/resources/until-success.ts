import type { FunctionUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { DeferStmt, RangeStmt, Stmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/**
 * A cancel func in a loop that tries one of a list after another and returns at the first success: only turns that failed go
 * on, and what their contexts hold is a timer.
 */
export function isCancelUntilSuccess(stmt: DeferStmt, fn: FunctionUnit): boolean {
  const call = unparen(stmt.call);
  if (call.kind !== "CallExpr") return false;
  const type = fn.info.typeOf(call.fun);
  if (type.kind !== "named" || type.pkg !== "context") return false;
  let loop: RangeStmt | undefined;
  walkFunction(fn.node, (node) => {
    if (node.kind === "RangeStmt" && contains(node.body, stmt)) loop = node;
  });
  return loop?.body.stmts.some((each) => each.start > stmt.end && returnsOnSuccess(each, fn)) ?? false;
}

/** `if err == nil { return c, nil }` */
function returnsOnSuccess(stmt: Stmt, fn: FunctionUnit): boolean {
  if (stmt.kind !== "IfStmt" || stmt.then.stmts.at(-1)?.kind !== "ReturnStmt") return false;
  const cond = unparen(stmt.cond);
  if (cond.kind !== "BinaryExpr" || cond.op !== "==" || !isErrorType(fn.info.typeOf(cond.x))) return false;
  const nil = unparen(cond.y);
  return nil.kind === "Ident" && fn.info.objectOf(nil)?.kind === "nil";
}
