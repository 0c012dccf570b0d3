import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Stmt } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";

/**
 * True if a function does one thing besides its `defer`, and that calls nothing: `close(ch)`, `ch <- v`, `a == b`. Only one
 * panic can be meant by its recover then.
 */
export function guardsOneOperation(fn: FunctionUnit): boolean {
  const stmts = (fn.node.body?.stmts ?? []).filter((stmt) => stmt.kind !== "DeferStmt");
  const [first, second, ...others] = stmts;
  if (first === undefined || others.length > 0) return false;
  if (second !== undefined && second.kind !== "ReturnStmt") return false;
  if (first.kind === "ForStmt" || first.kind === "RangeStmt") return false;
  return stmts.every((stmt) => isOneOperation(fn, stmt));
}

function isOneOperation(fn: FunctionUnit, stmt: Stmt): boolean {
  let more = false;
  walk(stmt, (node) => {
    if (node.kind === "CallExpr" && !/^(builtin|conversion)$/.test(fn.info.calleeOf(node).kind)) more = true;
    if (node.kind === "CallExpr" && node.fun.kind === "Ident" && node.fun.name === "panic") more = true;
    if (node.kind === "IndexExpr" || node.kind === "SliceExpr") more = true;
    return !more;
  });
  return !more;
}
