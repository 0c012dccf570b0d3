import type { Span } from "../../text/span.ts";
import type { BranchStmt, FuncNode, Node, ReturnStmt } from "../../syntax/ast.ts";
import { walkFunction } from "../../syntax/visit.ts";
import type { Cfg } from "../cfg/cfg.ts";
import { type LockProgram, slotId } from "./action.ts";
import { loopAround, nodesAround } from "./lexical.ts";
import type { LockWalk, Visit } from "./walk.ts";
import { witnessPath } from "./witness.ts";
import type { LockExit } from "./locks.ts";

/** The ways by which paths leave with each site's lock held, and those that have given it back. */
export interface SiteExits {
  readonly leaking: readonly LockExit[];
  readonly releasing: readonly (ReturnStmt | undefined)[];
}

export function siteExits(cfg: Cfg, program: LockProgram, walk: LockWalk, site: number): SiteExits {
  const leaking: LockExit[] = [];
  const releasing: (ReturnStmt | undefined)[] = [];
  for (const exit of walk.exits) {
    const hold = [...exit.state.holds.values()].find((one) => one.site === site);
    if (hold === undefined) continue;
    const statement = exit.from === undefined ? undefined : program.returns.get(exit.from.block);
    if (hold.is === "held" && !isDeferred(exit, slotId(hold.slot))) {
      leaking.push(returnExit(cfg, program, exit, site, statement, isAlwaysHeld(walk, exit, site)));
    } else releasing.push(statement);
  }
  for (const { site: rebound, at, visit } of walk.rebound) {
    if (rebound === site) leaking.push(turnExit(cfg, program, visit, site, at, "rebound"));
  }
  const again = lockedAgain(walk, program, site);
  const call = program.sites[site]?.call;
  if (again !== undefined && call !== undefined) leaking.push(turnExit(cfg, program, again, site, call, "again"));
  return { leaking: distinct(leaking), releasing };
}

/** True if all that leaves where this way out does holds the lock, and once. */
function isAlwaysHeld(walk: LockWalk, exit: Visit, site: number): boolean {
  const block = exit.from?.block;
  return walk.exits.every(
    (other) =>
      other.from?.block !== block ||
      [...other.state.holds.values()].some((hold) => hold.site === site && hold.is === "held" && hold.depth === 1),
  );
}

/** A deferred release in either mode: the wrong one is a mismatch, not a leak. */
function isDeferred(exit: Visit, id: string): boolean {
  const key = id.slice(0, id.lastIndexOf("|"));
  return exit.state.deferred.has(`${key}|write`) || exit.state.deferred.has(`${key}|read`);
}

function returnExit(
  cfg: Cfg,
  program: LockProgram,
  exit: Visit,
  site: number,
  statement: ReturnStmt | undefined,
  always: boolean,
): LockExit {
  const end = (cfg.func.body?.end ?? 1) - 1;
  const span = statement ?? { start: end, end: end + 1 };
  const draft = program.sites[site];
  const leaves = statement === undefined ? "the function ends with it held" : "returns with it held";
  const path = draft === undefined ? [] : witnessPath(cfg, exit, site, draft, span, leaves);
  return { kind: statement === undefined ? "end" : "return", span, returns: statement, always, path };
}

/** How a path comes back to the Lock with the lock held, where nothing but the loop decides that, and not every turn takes it twice. */
function lockedAgain(walk: LockWalk, program: LockProgram, site: number): Visit | undefined {
  if (program.sites[site]?.conditional !== false || repeatsWithoutRelease(program, walk, site)) return undefined;
  for (const [action, taken] of walk.taken) {
    if (action.do === "lock" && action.site === site) return taken.held.find(({ hold }) => hold.site === site)?.visit;
  }
  return undefined;
}

/** True where each turn takes the lock again and at most a `defer` gives it back: it is taken twice. */
export function repeatsWithoutRelease(program: LockProgram, walk: LockWalk, site: number): boolean {
  if (program.sites[site]?.conditional !== false) return false;
  const releases = [...(walk.released.get(site) ?? [])];
  return releases.every((release) => program.releases[release]?.kind === "defer");
}

function turnExit(
  cfg: Cfg,
  program: LockProgram,
  visit: Visit,
  site: number,
  at: Span,
  kind: "rebound" | "again",
): LockExit {
  const draft = program.sites[site];
  const span = draft === undefined ? at : turnOf(cfg.func, visit, draft.call, at);
  const leaves = "the next turn begins with it held";
  const path = draft === undefined ? [] : witnessPath(cfg, visit, site, draft, span, leaves);
  return { kind, span, returns: undefined, always: false, path };
}

/** Where the loop is begun anew: the `continue` of the path, or the end of the loop's body. */
function turnOf(func: FuncNode, visit: Visit, call: Span, fallback: Span): Span {
  const loop = loopAround(nodesAround(func, call));
  if (loop === undefined) return fallback;
  const branch = lastBranchOf(visit, loop.body);
  const jump = branch === undefined ? undefined : continueAfter(func, branch, loop.body);
  return jump ?? { start: loop.body.end - 1, end: loop.body.end };
}

/** The last condition that was true on the path inside the loop. */
function lastBranchOf(visit: Visit, body: Span): Span | undefined {
  for (let at: Visit | undefined = visit; at !== undefined; at = at.from) {
    const condition = at.by?.condition;
    if (condition?.kind !== "truth") continue;
    if (condition.expr.start < body.start || condition.expr.end > body.end) return undefined;
    return condition.expr;
  }
  return undefined;
}

/** The `continue` that belongs to the branch a condition leads into. */
function continueAfter(func: FuncNode, condition: Span, body: Span): BranchStmt | undefined {
  let found: BranchStmt | undefined;
  const owner = nodesAround(func, condition).findLast((node: Node) => node.kind === "IfStmt");
  walkFunction(func, (node) => {
    if (found !== undefined || node.kind !== "BranchStmt" || node.tok !== "continue") return;
    const inside = owner === undefined ? node.start > condition.end : node.start > owner.start && node.end <= owner.end;
    if (inside && node.start > body.start && node.end < body.end) found = node;
  });
  return found;
}

/** One exit for each place: the turns of the loop around the lock first, then in the order of the text. */
function distinct(exits: readonly LockExit[]): readonly LockExit[] {
  const byPlace = new Map<number, LockExit>();
  for (const exit of exits) {
    const known = byPlace.get(exit.span.start);
    if (known === undefined || exit.path.length < known.path.length) byPlace.set(exit.span.start, exit);
  }
  const isTurn = (exit: LockExit): boolean => exit.kind === "rebound" || exit.kind === "again";
  return [...byPlace.values()].sort((a, b) => Number(isTurn(b)) - Number(isTurn(a)) || a.span.start - b.span.start);
}
