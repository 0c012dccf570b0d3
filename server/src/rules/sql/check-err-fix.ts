import { insertAfter } from "../../analyze/edits/insert-statement.ts";
import { givesError, zeroResults } from "../../analyze/edits/zero-results.ts";
import { findStatement } from "../../analyze/obligations/statement-place.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { soundsLikeRelease } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, DeferStmt, Expr, ForStmt, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";
import { loopAround } from "./rows-use.ts";

/**
 * Checks the rows' error behind the loop: as the error of a `return …, nil` that follows directly, else in a check of
 * its own. Only in functions whose last result is an error.
 */
export function checkErrFix(rows: VarObj, next: CallExpr, fn: FunctionUnit): readonly ProposedFix[] {
  const loop = loopAround(next, fn);
  const place = loop && findStatement(fn.node, (stmt) => stmt === loop);
  if (
    loop?.cond === undefined ||
    loop.init !== undefined ||
    place === undefined ||
    !contains(loop.cond, next) ||
    !givesError(fn)
  )
    return [];
  const following = place.list[place.index + 1];
  const last = following?.kind === "ReturnStmt" ? following.results.at(-1) : undefined;
  if (last !== undefined && isNil(last, fn)) {
    return [
      { title: `Return \`${rows.name}.Err()\``, safe: true, edits: [{ span: last, newText: `${rows.name}.Err()` }] },
    ];
  }
  const check = checkBehind(rows, loop, fn);
  return check === undefined ? [] : [check];
}

function isNil(expr: Expr, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && fn.info.objectOf(inner)?.kind === "nil";
}

function checkBehind(rows: VarObj, loop: ForStmt, fn: FunctionUnit): ProposedFix | undefined {
  const zeros = zeroResults(fn, loop.end);
  if (zeros === undefined) return undefined;
  const lines = [`if err := ${rows.name}.Err(); err != nil {`, `\treturn ${[...zeros, "err"].join(", ")}`, "}"];
  const edit = insertAfter(fn.file, loop, lines);
  const safe = !isEndedLater(rows, loop, fn);
  return edit && { title: `Check \`${rows.name}.Err()\` behind the loop`, safe, edits: [edit] };
}

/**
 * True if something that was begun before the loop is ended by a plain call behind it: a lock, a transaction, a channel. A
 * return in between would leave it open, where no `defer` ends it, too.
 */
function isEndedLater(rows: VarObj, loop: ForStmt, fn: FunctionUnit): boolean {
  const deferred: DeferStmt[] = [];
  let later = false;
  walkFunction(fn.node, (node) => {
    if (node.kind === "DeferStmt") {
      if (node.start < loop.start) deferred.push(node);
      return false;
    }
    if (node.kind === "CallExpr" && node.start > loop.end) later ||= endsSomething(node, rows, loop, deferred, fn);
    return undefined;
  });
  return later;
}

function endsSomething(
  { fun, args }: CallExpr,
  rows: VarObj,
  loop: ForStmt,
  deferred: readonly DeferStmt[],
  fn: FunctionUnit,
): boolean {
  const callee = unparen(fun);
  const name = callee.kind === "SelectorExpr" ? callee.sel.name : callee.kind === "Ident" ? callee.name : "";
  if (!soundsLikeRelease(name.replace(/^R(?=Unlock)/, ""))) return false;
  const root = rootOf(callee.kind === "SelectorExpr" ? callee.x : (args[0] ?? callee), fn);
  const begunLater = root?.decl !== undefined && root.decl.start > loop.start && root.decl.end < fn.node.end;
  if (root === rows || begunLater) return false;
  return !deferred.some(({ call }) => root !== undefined && mentionsRoot(call, root, fn));
}

function rootOf(expr: Expr, fn: FunctionUnit): VarObj | undefined {
  const inner = unparen(expr);
  if (inner.kind === "SelectorExpr") return rootOf(inner.x, fn);
  const obj = inner.kind === "Ident" ? fn.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

function mentionsRoot(node: Node, root: VarObj, fn: FunctionUnit): boolean {
  if (node.kind === "Ident") return fn.info.objectOf(node) === root;
  return childrenOf(node).some((child) => mentionsRoot(child, root, fn));
}
