import type { FileInfo } from "../../semantic/info.ts";
import type { Expr, FuncNode } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { isSyncLockType } from "./operation.ts";
import { deref, isNamed } from "./reference.ts";

/** A value through which others can unlock. */
export function isLockPointer(info: FileInfo, expr: Expr): boolean {
  if (expr.kind !== "Ident" && expr.kind !== "SelectorExpr") return false;
  const type = info.typeOf(expr);
  return type.kind === "pointer" ? isSyncLockType(deref(type)) : isNamed(type, "sync", ["Locker"]);
}

/** Neither blocks nor clocks. */
const LOCK = /(?<![bc])lock/i;
const LOCK_CALLED = /(?<![bc])lock\w*\(|\.\s*(?:Try)?R?(?:Un)?lock\b/i;

/** False for most texts of functions whose calls do nothing to locks: nothing is called by the name of a lock. */
export function mayLock(text: string): boolean {
  return LOCK_CALLED.test(text);
}

/** Quick look: whether the text of a function can have anything to do with locks. */
export function mentionsLocks(func: FuncNode): boolean {
  if (func.body === undefined) return false;
  let found = false;
  walk(func.body, (node) => {
    if (found) return false;
    if (node.kind === "SelectorExpr" && LOCK.test(node.sel.name)) found = true;
    if (node.kind === "Ident" && LOCK.test(node.name)) found = true;
    return !found;
  });
  return found;
}
