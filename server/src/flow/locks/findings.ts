import { unparen } from "../../syntax/visit.ts";
import type { SiteDraft, Slot } from "./action.ts";
import { type LockCase, leakOf } from "./judgement.ts";
import { loopAround, nodesAround } from "./lexical.ts";
import { repeatsWithoutRelease } from "./leaks.ts";
import { lastName } from "./reference.ts";
import { releasedForOthers } from "./summary.ts";
import type { DeferredLock, LockedTwice, LockFindings, LockName, LockSite } from "./locks.ts";

/** What rules may know of a function's locks. */
export function lockFindingsOf(lockCase: LockCase): LockFindings {
  const { program, walk } = lockCase;
  const twice = walk.complete ? takenTwice(lockCase) : [];
  const deferredLocks = walk.complete ? locksDeferred(lockCase) : [];
  return {
    sites: program.sites.map((draft, index) => siteOf(lockCase, draft, index)),
    releases: program.releases.map(({ slot, span, kind, statement }) => ({ ...nameOf(slot), span, kind, statement })),
    twice,
    deferredLocks,
    foreign: releasedForOthers(walk).map(nameOf),
  };
}

function nameOf(slot: Slot): LockName {
  return { key: slot.lock.text, field: lastName(slot.lock), declared: slot.lock.declared, mode: slot.mode };
}

function siteOf(lockCase: LockCase, draft: SiteDraft, index: number): LockSite {
  const { walk, cfg } = lockCase;
  const { call, statement, via, through, confidence } = draft;
  return {
    ...nameOf(draft.slot),
    call,
    statement,
    via,
    through,
    confidence,
    releases: sorted(walk.released.get(index)),
    leak: leakOf(lockCase, index),
    mismatches: walk.complete ? sorted(walk.mismatched.get(index)) : [],
    inLoop: loopAround(nodesAround(cfg.func, call)) !== undefined,
  };
}

function sorted(indices: ReadonlySet<number> = new Set()): readonly number[] {
  return [...indices].sort((a, b) => a - b);
}

/**
 * A lock that is taken while every path there holds it; over a loop, where nothing inside the loop decides whether it is
 * taken and nothing but a `defer` gives it back.
 */
function takenTwice({ program, walk }: LockCase): LockedTwice[] {
  const found: LockedTwice[] = [];
  for (const [action, { held, free }] of walk.taken) {
    if (action.do !== "lock" && action.do !== "take") continue;
    const draft = action.do === "lock" ? program.sites[action.site] : undefined;
    const [first] = held;
    if (first === undefined) continue;
    const own = action.do === "lock" && held.every(({ hold }) => hold.site === action.site);
    if (own ? !repeatsWithoutRelease(program, walk, action.site) : free > 0) continue;
    const holder = program.sites[first.hold.site];
    const call = action.do === "lock" ? draft?.call : action.call;
    if (holder === undefined || call === undefined) continue;
    const confidence = action.do === "lock" ? (draft?.confidence ?? "likely") : action.confidence;
    found.push({
      ...nameOf(action.slot),
      call,
      callee: action.do === "take" ? action.callee : undefined,
      held: holder.call,
      heldMode: first.hold.slot.mode,
      loop: own,
      confidence: confidence === "proven" ? holder.confidence : "likely",
    });
  }
  return found;
}

function locksDeferred({ program, walk }: LockCase): DeferredLock[] {
  const found: DeferredLock[] = [];
  for (const [action, { held, free }] of walk.deferredLocks) {
    const [first] = held;
    const holder = first === undefined ? undefined : program.sites[first.hold.site];
    if (action.do !== "defer-lock" || free > 0 || first === undefined || holder === undefined) continue;
    const fun = unparen(action.call.fun);
    if (fun.kind !== "SelectorExpr") continue;
    const { confidence } = holder;
    found.push({
      ...nameOf(action.slot),
      call: action.call,
      method: fun.sel,
      held: holder.call,
      heldMode: first.hold.slot.mode,
      confidence,
    });
  }
  return found;
}
