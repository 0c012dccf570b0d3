import type { CallExpr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Slot } from "./action.ts";
import type { CallWay, LockDrafts } from "./drafts.ts";
import { atCallSite, type CallSite, type LockEffect } from "./effects.ts";

/** The actions by which the effects of a known function happen at a call of it. */
export function applyEffects(
  drafts: LockDrafts,
  site: CallSite,
  effects: readonly LockEffect[],
  call: CallExpr,
  way: CallWay,
  name: string,
): void {
  for (const effect of effects) {
    const lock = atCallSite(effect.slot.lock, site, drafts.variables.names);
    if (lock === undefined) continue;
    const slot = { lock, mode: effect.slot.mode };
    if (way === "go") applyGo(drafts, effect, slot, call);
    else if (way === "defer") applyDeferred(drafts, effect, slot, call);
    else applyCall(drafts, effect, slot, call, name);
  }
}

function applyCall(drafts: LockDrafts, effect: LockEffect, slot: Slot, call: CallExpr, name: string): void {
  if (effect.net === "holds") {
    drafts.push({ do: "lock", slot, site: drafts.site(slot, call, "helper", effect.confidence, effect.through) });
    return;
  }
  if (effect.takes) drafts.push({ do: "take", slot, call, callee: name, confidence: effect.confidence });
  if (effect.net === "releases") {
    drafts.push({ do: "unlock", slot, release: drafts.release(slot, call, "helper") });
  } else if (effect.net === "unknown") drafts.handOver(slot.lock, call);
}

function applyDeferred(drafts: LockDrafts, effect: LockEffect, slot: Slot, call: CallExpr): void {
  if (effect.net === "releases" || effect.net === "unknown") {
    drafts.push({ do: "defer-unlock", slot, release: drafts.release(slot, call, "defer"), sometimes: !effect.always });
  }
  if (effect.net === "unknown") {
    const other = { lock: slot.lock, mode: slot.mode === "write" ? "read" : "write" } as const;
    drafts.push({ do: "defer-unlock", slot: other, release: drafts.release(other, call, "defer") });
  }
}

function applyGo(drafts: LockDrafts, effect: LockEffect, slot: Slot, call: CallExpr): void {
  if (effect.net !== "balanced" || effect.lends) drafts.handOver(slot.lock, call);
}

/** `go s.finishLocked()` of code that is not at hand runs with the lock, by its name. */
export function unknownGoroutine(drafts: LockDrafts, call: CallExpr): void {
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr" || !/locked$/i.test(fun.sel.name)) return;
  const root = drafts.reference(fun.x);
  if (root !== undefined) drafts.handOver(root, call);
}
