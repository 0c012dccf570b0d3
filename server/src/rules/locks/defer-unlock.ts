import { insertAfter } from "../../analyze/edits/insert-statement.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { nodesAround } from "../../flow/locks/lexical.ts";
import type { LockRelease, LockSite } from "../../flow/locks/locks.ts";
import type { Expr, Node, ReturnStmt, Stmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { operandOf, unlockMethod } from "./lock-text.ts";
import { removeStatement } from "./remove-statement.ts";

/**
 * Whether a `defer` right behind the Lock could take the place of the plain releases without holding the lock any longer:
 * each of them is the last thing before the function returns.
 */
export function couldBeDeferred(fn: FunctionUnit, site: LockSite): boolean {
  const { locks } = fn.flow;
  if (site.via !== "lock" || site.statement?.kind !== "ExprStmt" || site.inLoop) return false;
  if (locks.sites.some((other) => other !== site && other.key === site.key)) return false;
  const releases = releasesOf(fn, site);
  return (
    releases.every((release) => isPlain(release) && isLastThing(fn, release.statement) && !isExplained(fn, release)) &&
    !defersBehind(fn, site)
  );
}

/** The releases that reach a site, in the order of the text. */
export function releasesOf(fn: FunctionUnit, site: LockSite): readonly LockRelease[] {
  const releases = site.releases.map((index) => fn.flow.locks.releases[index]);
  return releases.filter((release) => release !== undefined).sort((a, b) => a.span.start - b.span.start);
}

function isPlain(release: LockRelease): boolean {
  return release.kind === "call" && release.statement?.kind === "ExprStmt";
}

/** A comment above it speaks of the place it stands at, and would be left behind. */
function isExplained({ file }: FunctionUnit, { span }: LockRelease): boolean {
  const line = file.lines.lineAt(span.start);
  const above = line === 0 ? "" : file.lines.lineText(line - 1).trim();
  return above.startsWith("//") || above.endsWith("*/");
}

/** A `defer` behind the Lock would then run before the lock is given back. */
function defersBehind(fn: FunctionUnit, site: LockSite): boolean {
  let found = false;
  walkFunction(fn.node, (node) => {
    if (node.kind === "DeferStmt" && node.start > site.call.start) found = true;
  });
  return found;
}

function isLastThing(fn: FunctionUnit, stmt: Stmt | undefined): boolean {
  if (stmt === undefined) return false;
  const around = nodesAround(fn.node, stmt);
  for (let at = around.indexOf(stmt); at > 0; at--) {
    const node = around[at];
    const parent = around[at - 1];
    if (node === undefined || parent === undefined) return false;
    if (parent.kind === "ForStmt" || parent.kind === "RangeStmt") return false;
    const next = nextStatement(parent, node);
    if (next !== undefined) return next.kind === "ReturnStmt" && isQuiet(next) && !isCommentBetween(fn, stmt, next);
  }
  return true;
}

/** What is said between the Unlock and the return is said of code without the lock. */
function isCommentBetween({ file }: FunctionUnit, stmt: Stmt, next: Stmt): boolean {
  const first = file.lines.lineEnd(file.lines.lineAt(stmt.end));
  return first < next.start && file.commentsIn({ start: first, end: next.start }).length > 0;
}

function nextStatement(parent: Node, node: Node): Stmt | undefined {
  const list = parent.kind === "BlockStmt" ? parent.stmts : isClause(parent) ? parent.body : [];
  const index = list.findIndex((stmt) => stmt === node);
  return index < 0 ? undefined : list[index + 1];
}

function isClause(node: Node): node is Node & { kind: "CaseClause" | "CommClause" } {
  return node.kind === "CaseClause" || node.kind === "CommClause";
}

/** A return whose results run no code that could want the lock or take long. */
function isQuiet(stmt: ReturnStmt): boolean {
  return stmt.results.every((result) => {
    const loud: Node[] = [];
    walk(result, (node) => {
      if (node.kind === "UnaryExpr" && node.op === "<-") loud.push(node);
      if (node.kind === "CallExpr" && !isQuietCall(node.fun, node.args)) loud.push(node);
      return node.kind !== "FuncLit";
    });
    return loud.length === 0;
  });
}

function isQuietCall(fun: Expr, args: readonly Expr[]): boolean {
  const callee = unparen(fun);
  if (callee.kind === "Ident") return /^(len|cap|string|int|int64|uint64|append|make|new|min|max)$/.test(callee.name);
  if (callee.kind !== "SelectorExpr" || callee.x.kind !== "Ident") return false;
  const name = `${callee.x.name}.${callee.sel.name}`;
  return (
    /^(errors\.New|fmt\.Errorf)$/.test(name) && args.every((arg) => arg.kind === "BasicLit" || arg.kind === "Ident")
  );
}

/** Puts the `defer` behind the Lock and takes the plain releases away. */
export function deferFix(fn: FunctionUnit, site: LockSite, safe: boolean): ProposedFix | undefined {
  const operand = operandOf(fn.file, site.call);
  if (operand === undefined || site.statement === undefined) return undefined;
  const unlock = `${operand}.${unlockMethod(site.mode)}()`;
  const insertion = insertAfter(fn.file, site.statement, [`defer ${unlock}`]);
  const releases = releasesOf(fn, site);
  if (releases.some(({ statement }) => isAloneInBranch(fn, statement))) return undefined;
  const removals = releases.map((release) => removeStatement(fn.file, release.statement ?? release.span));
  const edits = [insertion, ...removals].filter((edit) => edit !== undefined);
  if (edits.length < removals.length + 1) return undefined;
  return { title: `Unlock \`${operand}\` by defer`, safe, edits };
}

/** `else { mu.Unlock() }` would be left with nothing in it. */
function isAloneInBranch(fn: FunctionUnit, stmt: Stmt | undefined): boolean {
  const block = stmt && nodesAround(fn.node, stmt).findLast((node) => node.kind === "BlockStmt" || isClause(node));
  const list = block?.kind === "BlockStmt" ? block.stmts : block !== undefined && isClause(block) ? block.body : [];
  return block !== fn.node.body && list.length === 1;
}
