import type { CallExpr, Ident, Node, SelectorExpr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { fateOf, implementationsOf, sourcesOf } from "../obligations/argument-fate.ts";
import { expressionText } from "../expression-text.ts";
import { SELF } from "../obligations/hold.ts";
import { isSyncLockType } from "../locks/operation.ts";
import { deref } from "../locks/reference.ts";
import type { FunctionScope } from "../scope.ts";
import { canHold, soundsLikeRelease } from "../standard-library.ts";

/**
 * Whether a call may leave somebody else able to give back a lock of its argument at `index`, or gives it back itself:
 * what it runs stores, returns or sends the value, or calls its `Unlock`.
 */
export function keepsArgument(call: CallExpr, index: number, scope: FunctionScope): boolean {
  const callee = scope.info.calleeOf(call);
  const sources = sourcesOf(scope, callee) ?? implementationsOf(scope, callee);
  if (sources !== undefined) return sources.some((source) => scope.summaryOf(source).keeps(index));
  return fateOf(scope, callee, index, SELF, ["Unlock", "RUnlock"]) !== "reads" || canHold(scope.info.typeOf(call));
}

/** The same seen from inside: whether the function does so with a parameter. */
export function keepsParameter(name: Ident | undefined, scope: FunctionScope): boolean {
  const variable = name === undefined || name.name === "_" ? undefined : scope.info.objectOf(name);
  if (variable === undefined) return false;
  if (variable.kind !== "var" || scope.func.body === undefined) return true;
  const pairs = ownPairs(scope.func.body);
  let keeps = false;
  walk(scope.func.body, (node, parent) => {
    if (keeps || node.kind !== "Ident" || node.name !== variable.name || scope.info.objectOf(node) !== variable) return;
    keeps = parent === undefined || !isOnlyUsed(node, parent, pairs, scope);
  });
  return keeps;
}

/** `tx.Put(k)`, `tx.name`, `tx == nil`, `*tx = T{}`, and an argument of what does no more. */
function isOnlyUsed(ident: Ident, parent: Node, pairs: ReadonlySet<Node>, scope: FunctionScope): boolean {
  switch (parent.kind) {
    case "SelectorExpr":
      return pairs.has(parent) || !mayGiveBack(parent, scope);
    case "BinaryExpr":
      return true;
    case "AssignStmt":
      return parent.lhs.includes(ident);
    case "CallExpr":
      return parent.args.every((arg, index) => unparen(arg) !== ident || !keepsArgument(parent, index, scope));
    default:
      return false;
  }
}

/** `tx.Unlock`, `tx.Commit`, and a lock of it that may go anywhere. */
function mayGiveBack(selector: SelectorExpr, { info }: FunctionScope): boolean {
  const { name } = selector.sel;
  if (/unlock/i.test(name) || soundsLikeRelease(name)) return true;
  return isSyncLockType(deref(info.typeOf(selector)));
}

/** `mu.Unlock` and `s.mu` of `s.mu.Unlock` behind a `Lock` of the same in the function: what it gives back it has taken. */
function ownPairs(body: Node): ReadonlySet<Node> {
  const locked = new Set<string>();
  const pairs = new Set<Node>();
  walk(body, (node) => {
    if (node.kind !== "SelectorExpr") return;
    const [, read, un] = /^(R?)(Unl|L)ock$/.exec(node.sel.name) ?? [];
    if (un === undefined) return;
    const key = `${read ?? ""} ${expressionText(node.x)}`;
    if (un === "L") locked.add(key);
    if (locked.has(key)) pairs.add(node).add(unparen(node.x));
  });
  return pairs;
}
