import type { FunctionUnit } from "../../analyze/unit.ts";
import { isStandardPackage } from "../../flow/standard-library.ts";
import type { CallExpr, Stmt } from "../../syntax/ast.ts";
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

/**
 * True if a function does little besides its `defer`, and calls nothing but the standard library: what its recover stops is
 * what a channel, a map or a pointer panics with.
 */
export function guardsOperations(fn: FunctionUnit): boolean {
  const stmts = (fn.node.body?.stmts ?? []).filter((stmt) => stmt.kind !== "DeferStmt");
  return stmts.length > 0 && stmts.length <= FEW && !stmts.some((stmt) => runsOthers(fn, stmt));
}

const FEW = 3;

function runsOthers(fn: FunctionUnit, stmt: Stmt): boolean {
  let found = false;
  walk(stmt, (node) => {
    if (node.kind === "FuncLit" || node.kind === "DeferStmt") return false;
    found ||= /^(For|Range|Go)Stmt$/.test(node.kind) || (node.kind === "CallExpr" && isOfOthers(fn, node));
    return !found;
  });
  return found;
}

function isOfOthers({ info }: FunctionUnit, call: CallExpr): boolean {
  const callee = info.calleeOf(call);
  if (callee.kind === "builtin" || callee.kind === "conversion") return false;
  return (callee.kind !== "func" && callee.kind !== "method") || !isStandardPackage(callee.pkg);
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
