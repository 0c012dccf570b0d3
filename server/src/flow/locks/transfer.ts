import type { VarObj } from "../../semantic/info.ts";
import type { Span } from "../../text/span.ts";
import { type Action, otherMode, type Slot, slotId } from "./action.ts";
import { type Reference, rerooted } from "./reference.ts";
import {
  dependsOn,
  type Hold,
  isHeld,
  isUnknown,
  type LockState,
  overwriteFact,
  withHold,
  withoutFacts,
  withoutHolds,
  withUnknown,
} from "./state.ts";

/** What is worth telling of one action in one state. */
export interface LockEvents {
  /** A release reaches a site. */
  readonly released: (site: number, release: number) => void;
  /** A release in the other mode reaches a site. */
  readonly mismatched: (site: number, release: number) => void;
  /** A lock is taken while `held` (undefined: not held in this state). */
  readonly taken: (action: Action & { readonly do: "lock" | "take" }, held: Hold | undefined) => void;
  readonly deferredLock: (action: Action & { readonly do: "defer-lock" }, held: Hold | undefined) => void;
  /** A variable of the name of a held lock gets another value. */
  readonly rebound: (site: number, at: Span) => void;
  readonly foreign: (slot: Slot) => void;
}

export interface TransferContext {
  /** The facts a variable decides. */
  readonly factsOf: (obj: VarObj) => ReadonlySet<string>;
  readonly rootReference: (obj: VarObj) => Reference;
  /** Whether some lock of the function is named by way of a variable. */
  readonly isRoot: (obj: VarObj) => boolean;
}

/** The states after an action; more than one where it decides something. */
export function transfer(
  state: LockState,
  action: Action,
  context: TransferContext,
  events: LockEvents,
): readonly LockState[] {
  switch (action.do) {
    case "lock":
      return [lock(state, action, events)];
    case "take":
      events.taken(action, heldAgainst(state, action.slot));
      return [state];
    case "unlock":
      return [unlock(state, action.slot, action.release, events)];
    case "defer-unlock":
      return [{ ...state, deferred: new Map(state.deferred).set(slotId(action.slot), action) }];
    case "defer-lock":
      events.deferredLock(action, heldAgainst(state, action.slot));
      return [{ ...state, deferredLocks: new Set(state.deferredLocks).add(slotId(action.slot)) }];
    case "hand-over":
      return [handOver(state, action.lock, action.release, events)];
    case "assign":
      return [assign(state, action.obj, action.at, context, events)];
    case "assign-path":
      return [assignPath(state, action.place)];
    case "move":
      return [move(state, action.from, action.to, context)];
    case "flag":
      return [overwriteFact(state, action.fact, action.value)];
    case "try":
      return [
        overwriteFact(withHold(state, fresh(action.slot, action.site)), action.fact, true),
        overwriteFact(state, action.fact, false),
      ];
  }
}

function fresh(slot: Slot, site: number): Hold {
  return { slot, is: "held", site, depth: 1 };
}

/** The hold that keeps a Lock of this slot waiting. */
function heldAgainst(state: LockState, slot: Slot): Hold | undefined {
  return isHeld(state, slot) ?? isHeld(state, otherMode(slot));
}

function lock(state: LockState, action: Action & { do: "lock" }, events: LockEvents): LockState {
  const { slot, site } = action;
  if (isUnknown(state, slot)) return state;
  const held = heldAgainst(state, slot);
  events.taken(action, held);
  if (held !== undefined) {
    const again = slot.mode === "read" && held.slot.mode === "read";
    // After a deadlock nothing follows.
    return again ? withHold(state, { ...held, depth: Math.min(held.depth + 1, 3) }) : withUnknown(state, slot);
  }
  const before = state.holds.get(slotId(slot));
  if (before?.is === "foreign") return withHold(state, { ...before, is: "released" });
  return withHold(state, fresh(slot, site));
}

function unlock(state: LockState, slot: Slot, release: number, events: LockEvents): LockState {
  if (isUnknown(state, slot)) return state;
  const held = isHeld(state, slot);
  if (held !== undefined) {
    events.released(held.site, release);
    return withHold(state, held.depth > 1 ? { ...held, depth: held.depth - 1 } : { ...held, is: "released", depth: 0 });
  }
  const other = isHeld(state, otherMode(slot));
  if (other !== undefined) {
    events.mismatched(other.site, release);
    return withHold(state, { ...other, is: "released", depth: 0 });
  }
  events.foreign(slot);
  return withHold(state, { slot, is: "foreign", site: -1, depth: 0 });
}

function handOver(state: LockState, lock: Reference, release: number, events: LockEvents): LockState {
  let next = state;
  for (const hold of state.holds.values()) {
    if (!isWithin(hold.slot.lock, lock)) continue;
    if (hold.is === "held") events.released(hold.site, release);
    next = withUnknown(next, hold.slot);
  }
  return withUnknown(next, { lock, mode: "write" });
}

function isWithin(inner: Reference, outer: Reference): boolean {
  return inner.id === outer.id || inner.id.startsWith(`${outer.id}.`) || inner.id.startsWith(`${outer.id}[`);
}

function assign(state: LockState, obj: VarObj, at: Span, context: TransferContext, events: LockEvents): LockState {
  for (const hold of state.holds.values()) {
    if (hold.is !== "held" || !dependsOn(hold.slot, obj) || state.deferred.has(slotId(hold.slot))) continue;
    events.rebound(hold.site, at);
  }
  const forgotten = withoutHolds(state, (slot) => dependsOn(slot, obj));
  const facts = context.factsOf(obj);
  return facts.size === 0 ? forgotten : withoutFacts(forgotten, (id) => facts.has(id));
}

function assignPath(state: LockState, place: Reference): LockState {
  return withoutHolds(state, (slot) => slot.lock.id !== place.id && isWithin(slot.lock, place));
}

/**
 * `current = next`: what was locked by way of `next` is locked by way of `current`, and from now on by either: only a
 * release tells which one the code goes on with.
 */
function move(state: LockState, from: VarObj, to: VarObj, context: TransferContext): LockState {
  if (!context.isRoot(to)) return state;
  const root = context.rootReference(to);
  let next = state;
  for (const hold of state.holds.values()) {
    if (hold.slot.lock.root !== from || hold.slot.lock.vars.length !== 1) continue;
    const lock = rerooted(hold.slot.lock, root);
    next = withHold(withUnknown(next, hold.slot), { ...hold, slot: { lock, mode: hold.slot.mode } });
  }
  return next;
}
