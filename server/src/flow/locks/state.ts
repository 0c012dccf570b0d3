import type { VarObj } from "../../semantic/info.ts";
import { otherMode, type Slot, slotId } from "./action.ts";

/** What is known of one lock in one mode. */
export interface Hold {
  readonly slot: Slot;
  /**
   * held: locked here, by `site`. released: locked here and given back. foreign: given back, but never taken here.
   * unknown: other code has it.
   */
  readonly is: "held" | "released" | "foreign" | "unknown";
  readonly site: number;
  /** How often it is held: read locks may be taken again. */
  readonly depth: number;
}

/** One possible state of the locks at one place. Immutable. */
export interface LockState {
  readonly holds: ReadonlyMap<string, Hold>;
  /** Slots that a registered `defer` gives back, with the release. */
  readonly deferred: ReadonlyMap<
    string,
    { readonly slot: Slot; readonly release: number; readonly sometimes?: boolean }
  >;
  /** Slots that a registered `defer` takes. */
  readonly deferredLocks: ReadonlySet<string>;
  /** Conditions known to hold or not to hold. */
  readonly facts: ReadonlyMap<string, boolean>;
}

export const FIRST_STATE: LockState = {
  holds: new Map(),
  deferred: new Map(),
  deferredLocks: new Set(),
  facts: new Map(),
};

/** Equal keys: the same state. */
export function stateKey(state: LockState): string {
  const holds = [...state.holds].map(([id, hold]) => `${id}:${hold.is}${String(hold.site)}x${String(hold.depth)}`);
  const facts = [...state.facts].map(([id, value]) => `${id}=${String(value)}`);
  return [holds, [...state.deferred.keys()], [...state.deferredLocks], facts]
    .map((part) => part.sort().join(";"))
    .join("|");
}

export function withHold(state: LockState, hold: Hold): LockState {
  return { ...state, holds: new Map(state.holds).set(slotId(hold.slot), hold) };
}

export function withUnknown(state: LockState, slot: Slot): LockState {
  const one: Hold = { slot, is: "unknown", site: -1, depth: 0 };
  return withHold(withHold(state, one), { ...one, slot: otherMode(slot) });
}

export function isHeld(state: LockState, slot: Slot): Hold | undefined {
  const hold = state.holds.get(slotId(slot));
  return hold?.is === "held" ? hold : undefined;
}

export function isUnknown(state: LockState, slot: Slot): boolean {
  return state.holds.get(slotId(slot))?.is === "unknown";
}

/** The state in which a condition is known; undefined where it is known to be otherwise. */
export function withFact(state: LockState, id: string, value: boolean): LockState | undefined {
  const known = state.facts.get(id);
  if (known === value) return state;
  if (known !== undefined) return undefined;
  return { ...state, facts: new Map(state.facts).set(id, value) };
}

/** Sets a condition whatever was known of it. */
export function overwriteFact(state: LockState, id: string, value: boolean): LockState {
  return { ...state, facts: new Map(state.facts).set(id, value) };
}

export function withoutFacts(state: LockState, dropped: (id: string) => boolean): LockState {
  const facts = new Map([...state.facts].filter(([id]) => !dropped(id)));
  return facts.size === state.facts.size ? state : { ...state, facts };
}

/** Forgets the locks for which `gone` holds: their names no longer lead to them. */
export function withoutHolds(state: LockState, gone: (slot: Slot) => boolean): LockState {
  const holds = new Map([...state.holds].filter(([, hold]) => !gone(hold.slot)));
  const deferred = new Map([...state.deferred].filter(([, { slot }]) => !gone(slot)));
  if (holds.size === state.holds.size && deferred.size === state.deferred.size) return state;
  return { ...state, holds, deferred };
}

export function dependsOn(slot: Slot, obj: VarObj): boolean {
  return slot.lock.vars.includes(obj);
}
