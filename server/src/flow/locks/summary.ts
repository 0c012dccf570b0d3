import type { Cfg } from "../cfg/cfg.ts";
import { type LockProgram, otherMode, type Slot, slotId } from "./action.ts";
import type { LockEffect } from "./effects.ts";
import { branchesAround, loopAround, nodesAround } from "./lexical.ts";
import type { LockWalk, Visit } from "./walk.ts";

type Net = "held" | "released" | "foreign" | "maybe-foreign" | "unknown" | "untouched";

/** What a call of the function does to each lock it touches, by the states in which it returns. */
export function lockEffects(cfg: Cfg, program: LockProgram, walk: LockWalk): readonly LockEffect[] {
  if (!walk.complete || walk.exits.length === 0) return [];
  const slots = new Map<string, Slot>();
  for (const exit of walk.exits) {
    for (const [id, hold] of exit.state.holds) slots.set(id, hold.slot);
    for (const [id, { slot }] of exit.state.deferred) slots.set(id, slot);
  }
  return [...slots].map(([id, slot]) => {
    const nets = new Set(walk.exits.map((exit) => netAt(exit, id)));
    const first = firstTake(cfg, program, walk, id);
    const takes = first !== undefined;
    const net = combined(nets);
    const through = net === "holds" ? takenThrough(cfg, program, walk, id) : [];
    const always = nets.size === 1;
    return { slot, net, always, takes, confidence: first ?? "proven", lends: lends(walk, slot), through };
  });
}

function takenThrough({ func }: Cfg, { sites }: LockProgram, walk: LockWalk, id: string): readonly string[] {
  const own = func.kind === "FuncDecl" ? func.name.name : "";
  const helpers = walk.exits.flatMap(({ state }) => sites[state.holds.get(id)?.site ?? -1]?.through ?? []);
  return [...new Set([own, ...helpers])];
}

/** The locks that are given back without having been taken, on some way out. */
export function releasedForOthers(walk: LockWalk): readonly Slot[] {
  return [...walk.foreign].flatMap(([id, slot]) =>
    walk.exits.some((exit) => netAt(exit, id).endsWith("foreign")) ? [slot] : [],
  );
}

function netAt(exit: Visit, id: string): Net {
  const { holds, deferred, deferredLocks } = exit.state;
  const hold = holds.get(id);
  if (hold?.is === "unknown") return "unknown";
  const deferral = deferred.get(id);
  const isDeferred = deferral !== undefined;
  const retaken = deferredLocks.has(id);
  if (hold === undefined || hold.is === "released") {
    // A deferred release beside one that has run already belongs to a path that took the lock again, or to none.
    if (hold === undefined && isDeferred)
      return retaken ? "released" : deferral.sometimes === true ? "maybe-foreign" : "foreign";
    return retaken ? "held" : hold === undefined ? "untouched" : "released";
  }
  if (hold.is === "held") return isDeferred ? "released" : "held";
  return retaken ? "released" : "foreign";
}

function combined(nets: ReadonlySet<Net>): LockEffect["net"] {
  if (nets.has("foreign")) return "releases";
  // `if take { mu.Lock() }; defer func() { if take { mu.Unlock() } }()`: who takes it somewhere gives back its own.
  if (nets.has("maybe-foreign") && !nets.has("released")) return "releases";
  if (nets.has("unknown")) return "unknown";
  if (!nets.has("held")) return "balanced";
  return nets.size === 1 ? "holds" : "unknown";
}

/** How sure it is that a call takes the lock before it does anything else with it; undefined where it need not. */
function firstTake(cfg: Cfg, program: LockProgram, walk: LockWalk, id: string): LockEffect["confidence"] | undefined {
  for (const [action, taken] of walk.taken) {
    if ((action.do !== "lock" && action.do !== "take") || slotId(action.slot) !== id) continue;
    const call = action.do === "take" ? action.call : program.sites[action.site]?.call;
    if (call === undefined || taken.held.length > 0 || lends(walk, action.slot)) continue;
    const around = nodesAround(cfg.func, call);
    if (branchesAround(around, false).length > 0 || loopAround(around) !== undefined) continue;
    return action.do === "take" ? action.confidence : (program.sites[action.site]?.confidence ?? "likely");
  }
  return undefined;
}

/** Gives the lock back, in whatever mode, without having taken it. */
function lends(walk: LockWalk, slot: Slot): boolean {
  return walk.foreign.has(slotId(slot)) || walk.foreign.has(slotId(otherMode(slot)));
}
