import type { FileInfo, VarObj } from "../../semantic/info.ts";
import { contains } from "../../text/span.ts";
import type { Expr, FuncNode, Node } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import type { Cfg } from "../cfg/cfg.ts";
import type { LockProgram, ReleaseDraft, SiteDraft } from "./action.ts";
import { outcomeOf, returnsError } from "./exits.ts";
import { type SiteExits, siteExits } from "./leaks.ts";
import { expressionText } from "../expression-text.ts";
import { isHandedOn, type KeepsArgument } from "./carrier.ts";
import { type BranchingStmt, branchesAround, loopAround, nodesAround } from "./lexical.ts";
import { isOfUnexportedOwner, lastName, type Reference } from "./reference.ts";
import type { LockWalk } from "./walk.ts";
import type { LockExit, LockLeak } from "./locks.ts";

/** What is judged: a function, its locks and all that happens to them. */
export interface LockCase {
  readonly cfg: Cfg;
  readonly info: FileInfo;
  readonly program: LockProgram;
  readonly walk: LockWalk;
  /** The function's name, "" for a literal. */
  readonly name: string;
  /** The declaration says that it returns holding, or that it is not to be looked at. */
  readonly annotated: boolean;
  readonly keepsArgument: KeepsArgument;
}

/** Whether a site leaks, by the paths and by what the function is for. */
export function leakOf(lockCase: LockCase, site: number): LockLeak | undefined {
  const { program, walk, cfg, annotated } = lockCase;
  const draft = program.sites[site];
  if (draft === undefined || annotated || !walk.complete || walk.mismatched.has(site)) return undefined;
  if (mayHaveAnotherName(draft, walk) || isGivenBackThroughCopy(lockCase, draft)) return undefined;
  const exits = siteExits(cfg, program, walk, site);
  if (exits.leaking.length === 0) return undefined;
  const releases = [...(walk.released.get(site) ?? [])].map((index) => program.releases[index]);
  const known = releases.filter((release) => release !== undefined);
  return known.length === 0 ? neverReleased(lockCase, draft, exits) : sometimesReleased(lockCase, draft, exits, known);
}

/** The lock of a condition variable is that of a field beside it: `c.cond.L.Lock()` may be given back by `c.mu.Unlock()`. */
function mayHaveAnotherName({ slot }: SiteDraft, { foreign }: LockWalk): boolean {
  const given = [...foreign.values()].filter(({ mode }) => mode === slot.mode);
  return given.length > 0 && [slot, ...given].some(({ lock }) => lastName(lock) === "L");
}

/**
 * `l.mu.Lock(); y = l; … y.mu.Unlock()`: the holder goes by another variable from then on; by `y, ok = l.(*T)` also under
 * another type, of which the lock is a part. `s.c.mu.Lock(); c := s.c; … c.mu.Unlock()` is the same with a field.
 */
function isGivenBackThroughCopy({ cfg, info, program }: LockCase, { slot, call }: SiteDraft): boolean {
  const others = program.releases
    .map((release) => release.slot)
    .filter(({ lock, mode }) => mode === slot.mode && lock.root !== undefined && lock.root !== slot.lock.root);
  const copies: { readonly value: Expr; readonly to: unknown }[] = [];
  if (slot.lock.root === undefined || others.length === 0) return false;
  walkFunction(cfg.func, (node) => {
    if (node.kind !== "AssignStmt" || node.start < call.end) return;
    node.rhs.forEach((value, index) => {
      const target = node.lhs[index];
      if (target?.kind === "Ident") copies.push({ value, to: info.objectOf(target) });
    });
  });
  const isCopied = others.some(({ lock }) =>
    copies.some(({ value, to }) => lock.root === to && isCopyOfHolder(value, slot.lock, lock, info)),
  );
  return isCopied && !isHolderReplaced(slot.lock, cfg.func);
}

/** True if the value is what holds the lock, which the other variable reaches as `other`. */
function isCopyOfHolder(value: Expr, lock: Reference, other: Reference, info: FileInfo): boolean {
  const asserted = value.kind === "TypeAssertExpr" ? unparen(value.x) : undefined;
  const from = asserted ?? value;
  if (from.kind === "Ident" && info.objectOf(from) === lock.root)
    return asserted !== undefined || other.path === lock.path;
  return from.kind === "SelectorExpr" && lock.text === `${expressionText(from)}${other.pathText}`;
}

/** `s.c = next`: the field leads to another lock from there on. */
function isHolderReplaced({ text }: Reference, func: FuncNode): boolean {
  let replaced = false;
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt") return;
    replaced ||= node.lhs.some((each) => each.kind === "SelectorExpr" && text.startsWith(`${expressionText(each)}.`));
  });
  return replaced;
}

function sometimesReleased(
  lockCase: LockCase,
  draft: SiteDraft,
  exits: SiteExits,
  releases: readonly ReleaseDraft[],
): LockLeak | undefined {
  if (spansItsCondition(lockCase.cfg.func, draft, releases)) return undefined;
  const own = isPackagesOwn(draft.slot.lock);
  if (own && beginsSomething(lockCase.name)) return { kind: "kept", exits: exits.leaking };
  const leaking = exits.leaking.filter((exit) => !isAcquisition(lockCase, exit, exits));
  if (leaking.length > 0) return { kind: own && recordsHold(lockCase, draft) ? "kept" : "path", exits: leaking };
  if (draft.via === "helper" || !own) return undefined;
  if (isWrapperName(lockCase.name) && !isUnexportedField(draft.slot.lock)) return undefined;
  return { kind: "kept", exits: exits.leaking };
}

/** `s.holding = true` behind the Lock: another function may ask for it and give the lock back. */
function recordsHold({ cfg, info }: LockCase, { call, slot }: SiteDraft): boolean {
  let records = false;
  walkFunction(cfg.func, (node) => {
    if (node.kind !== "AssignStmt" || node.start < call.end || node.rhs.length !== 1) return;
    const [target] = node.lhs;
    const [value] = node.rhs;
    if (target?.kind !== "SelectorExpr" || value?.kind !== "Ident" || value.name !== "true") return;
    const root = unparen(target.x);
    records ||= root.kind === "Ident" && info.objectOf(root) === slot.lock.root;
  });
  return records;
}

/** A lock that no other package has a name for: who gives it back is in sight. */
function isPackagesOwn(lock: Reference): boolean {
  if (/[[(]/.test(lock.path) || lock.root?.scope === "local") return false;
  return isUnexportedField(lock) || isOfUnexportedOwner(lock);
}

/** `s.mu`, `s.locks[i]`, and a package's variable. */
function isUnexportedField(lock: Reference): boolean {
  if (lock.path.includes("(") || (lock.root !== undefined && lock.path === "")) return false;
  return /^[a-z_]/.test(lastName(lock));
}

/**
 * A function that returns holding on success and gives the lock back on failure takes it for its caller. By its name
 * (`lockAll`, `acquire`) it does so unless an error is returned with the lock held.
 */
function isAcquisition({ cfg, info, name }: LockCase, exit: LockExit, exits: SiteExits): boolean {
  if (exit.kind !== "return" && exit.kind !== "end") return false;
  const outcome = outcomeOf(cfg.func, exit.returns, info);
  if (isWrapperName(name)) {
    if (!returnsError(cfg.func, info)) return true;
    return outcome !== "failure" || exits.releasing.length === 0;
  }
  if (outcome === "failure" || outcome === "none" || asksOnly(name)) return false;
  const others = exits.releasing.map((statement) => outcomeOf(cfg.func, statement, info));
  return others.length > 0 && others.every((other) => other === "failure");
}

/** `lockAll`, `acquireSlot`, `getLocked`, `beginWrite`; not `unlockAll`, `readBlock` or `clock`. */
export function isWrapperName(name: string): boolean {
  return promisesLock(name) || beginsSomething(name);
}

/** `IsOpen`, `hasKey`: whoever is told yes has nothing to give back. */
function asksOnly(name: string): boolean {
  return /^(is|has|can|should|contains|exists|check)$/i.test(wordsOf(name)[0] ?? "");
}

function beginsSomething(name: string): boolean {
  return !promisesLock(name) && wordsOf(name).some((word) => /^begin$/i.test(word));
}

function promisesLock(name: string): boolean {
  const words = wordsOf(name);
  if (/^(release|free|drop|un|give)$/i.test(words[0] ?? "")) return false;
  return words.some((word) => /^(r|w|try)?lock(s|ed|ing)?$|^acquire[sd]?$/i.test(word));
}

function wordsOf(name: string): readonly string[] {
  return name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
}

/**
 * A section that begins under one condition and ends behind it under another one, which the analysis cannot compare:
 * its author has thought about it.
 */
function spansItsCondition(func: FuncNode, draft: SiteDraft, releases: readonly ReleaseDraft[]): boolean {
  const [branch] = branchesAround(nodesAround(func, draft.call), false).filter((stmt) => stmt.kind !== "SelectStmt");
  if (branch === undefined) return false;
  const outside = releases.filter((release) => release.kind !== "defer" && !contains(branch, release.span));
  if (outside.length === 0 || outside.length < releases.length) return false;
  return !outside.some((release) => sharesCondition(draft, release, branch));
}

function sharesCondition(draft: SiteDraft, release: ReleaseDraft, branch: BranchingStmt): boolean {
  const own = draft.guards.filter((guard) => guard.within.start === branch.start);
  return own.some((guard) =>
    release.guards.some((other) => other.fact.id === guard.fact.id && other.fact.value === guard.fact.value),
  );
}

/** Without any release in sight the lock may be meant for somebody else: only what nothing hands on is reported. */
function neverReleased(
  { cfg, info, program, name, keepsArgument }: LockCase,
  draft: SiteDraft,
  exits: SiteExits,
): LockLeak | undefined {
  const { root, vars } = draft.slot.lock;
  // What is named like a lock, or begins something, may end it elsewhere; who ends it is in sight where nobody else can
  // name the lock.
  const own = isUnexportedField(draft.slot.lock);
  // A lock behind the methods of another type is that type's, not this function's to be in sight of.
  if (
    (isWrapperName(name) && (!own || draft.via === "helper")) ||
    (draft.via === "helper" && !callsLockMethod(draft)) ||
    endsProcess(cfg)
  )
    return undefined;
  const around = nodesAround(cfg.func, draft.call);
  const isLocal = (obj: VarObj): boolean => obj.owner === cfg.func && obj.scope === "local";
  // One lock after the other: another loop gives them back.
  if (
    loopAround(around) !== undefined &&
    vars.some(isLocal) &&
    (!own || isGivenBackHere(program, draft) || isGivenBackInLoop(cfg.func, draft))
  )
    return undefined;
  // Nothing comes behind it that could be done under it: what is locked last is meant to stay so.
  if (draft.statement !== undefined && draft.statement === cfg.func.body?.stmts.at(-1)) return undefined;
  if (asksForLock(around)) return undefined;
  if (root !== undefined && (!own || root.scope === "local") && isHandedOn(cfg.func, root, info, keepsArgument))
    return undefined;
  const leaking = exits.leaking.filter((exit) => exit.kind !== "rebound");
  return leaking.length === 0 ? undefined : { kind: "never", exits: leaking };
}

/** `tx.Lock()`, a method of the workspace that is a lock's to its callers. */
function callsLockMethod({ call }: SiteDraft): boolean {
  const fun = unparen(call.fun);
  return call.args.length === 0 && fun.kind === "SelectorExpr" && /^R?Lock$/.test(fun.sel.name);
}

/** A release of the same field, of whatever value. */
function isGivenBackHere({ releases }: LockProgram, { slot }: SiteDraft): boolean {
  return releases.some((release) => release.slot.lock.declared === slot.lock.declared);
}

/** `for _, s := range shards { s.mu.Unlock() }`, also in a deferred literal: each of what another loop has taken. */
function isGivenBackInLoop(func: FuncNode, { slot }: SiteDraft): boolean {
  const unlock = slot.mode === "write" ? "Unlock" : "RUnlock";
  const field = lastName(slot.lock);
  const isRelease = (node: Node): boolean => {
    const fun = node.kind === "CallExpr" ? unparen(node.fun) : undefined;
    const lock = fun?.kind === "SelectorExpr" && fun.sel.name === unlock ? unparen(fun.x) : undefined;
    return lock?.kind === "SelectorExpr" && lock.sel.name === field;
  };
  let found = false;
  walk(func, (node) => {
    if (node.kind !== "ForStmt" && node.kind !== "RangeStmt") return !found;
    walk(node.body, (inner) => {
      found ||= isRelease(inner);
    });
    return !found;
  });
  return found;
}

/** `if !s.locked { s.mu.Lock() }`: who holds the lock is kept track of. `s.lockWrites`, and whether there is a lock, says nothing of that. */
function asksForLock(around: readonly Node[]): boolean {
  return around.some(
    (node) => node.kind === "IfStmt" && !asksForNil(node.cond) && HOLDING.test(expressionText(node.cond)),
  );
}

const HOLDING = /lock(s|ed)?(?![A-Za-z])|lock(ed)?(held|taken|owned|acquired)|held|holding|owned/i;

function asksForNil(cond: Expr): boolean {
  const inner = unparen(cond);
  return inner.kind === "BinaryExpr" && [inner.x, inner.y].some((side) => expressionText(side) === "nil");
}

/** A lock taken for good where the process is about to end keeps everybody else out on purpose. */
function endsProcess(cfg: Cfg): boolean {
  return cfg.blocks.some((block) => {
    const last = block.nodes.at(-1);
    const call = last?.kind === "stmt" && last.stmt.kind === "ExprStmt" ? unparen(last.stmt.x) : undefined;
    return call?.kind === "CallExpr" && expressionText(call.fun) === "os.Exit";
  });
}
