import { isErrorType } from "../../flow/standard-library.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { isNil } from "./done-conditions.ts";

/**
 * True where the code runs because something has failed, perhaps by the end of the context: what is put right there must not
 * end with it. `above` are the nodes around it, outermost first.
 */
export function isBehindFailure(above: readonly Node[], place: Node, info: FileInfo): boolean {
  return above.some((node, index) => {
    const child = above[index + 1] ?? place;
    if (node.kind !== "IfStmt") return false;
    return child === node.then
      ? saysFailed(node.cond, "!=", info)
      : child === node.else && saysFailed(node.cond, "==", info);
  });
}

/** `err != nil`, alone or among other conditions. */
function saysFailed(cond: Expr, op: "!=" | "==", info: FileInfo): boolean {
  const expr = unparen(cond);
  if (expr.kind !== "BinaryExpr") return false;
  if (expr.op === "&&" || expr.op === "||") return saysFailed(expr.x, op, info) || saysFailed(expr.y, op, info);
  return expr.op === op && isNil(expr.y, info) && isErrorLike(expr.x, info);
}

function isErrorLike(expr: Expr, info: FileInfo): boolean {
  const inner = unparen(expr);
  if (isErrorType(info.typeOf(inner))) return true;
  const name = inner.kind === "Ident" ? inner.name : inner.kind === "SelectorExpr" ? inner.sel.name : "";
  return /err/i.test(name);
}
