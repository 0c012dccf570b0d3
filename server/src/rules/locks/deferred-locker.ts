import { functionOf } from "../../analyze/called.ts";
import { declaredCallee } from "../../analyze/declared-callee.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { expressionText } from "../../flow/expression-text.ts";
import type { CallExpr, Expr, Node, ReturnStmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";

/** `defer s.locked()` of a function that takes a lock and returns what gives it back. */
export interface DeferredLocker {
  readonly call: CallExpr;
  /** The function that takes the lock. */
  readonly locker: FunctionUnit;
  /** The lock as that function writes it. */
  readonly lock: string;
}

/** The deferred calls of a function that only take a lock: what they return is dropped, and nothing gives the lock back. */
export function deferredLockers(fn: FunctionUnit): DeferredLocker[] {
  const found: DeferredLocker[] = [];
  walkFunction(fn.node, (node) => {
    const call = node.kind === "DeferStmt" ? unparen(node.call) : undefined;
    if (call?.kind !== "CallExpr" || !givesFunction(call, fn)) return;
    const locker = declaredCallee(call, fn.file);
    const lock = locker && lockedAndReturned(locker);
    if (locker !== undefined && lock !== undefined) found.push({ call, locker, lock });
  });
  return found;
}

function givesFunction(call: CallExpr, { info }: FunctionUnit): boolean {
  const type = info.typeOf(call);
  return type.kind === "func" && type.params.length === 0 && type.results.length === 0;
}

/** The lock that a function takes, and whose Unlock each of its returns gives to the caller. */
function lockedAndReturned({ node, flow }: FunctionUnit): string | undefined {
  const returns: ReturnStmt[] = [];
  walkFunction(node, (each) => {
    if (each.kind === "ReturnStmt") returns.push(each);
  });
  return flow.locks.sites.find(
    ({ via, key }) => via === "lock" && returns.length > 0 && returns.every((each) => unlocks(each.results[0], key)),
  )?.key;
}

/** `mu.Unlock`, or a literal that calls it. */
function unlocks(value: Expr | undefined, key: string): boolean {
  if (value === undefined) return false;
  const inner = unparen(value);
  if (inner.kind === "SelectorExpr") return isUnlock(inner, key);
  let found = false;
  if (inner.kind === "FuncLit") {
    walk(inner.body, (node) => {
      if (node.kind === "CallExpr" && isUnlock(functionOf(node), key)) found = true;
      return !found;
    });
  }
  return found;
}

function isUnlock(fun: Node, key: string): boolean {
  return fun.kind === "SelectorExpr" && /^R?Unlock$/.test(fun.sel.name) && expressionText(fun.x) === key;
}
