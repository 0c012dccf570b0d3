import type { VarObj } from "../../semantic/info.ts";
import type { Expr, FuncNode } from "../../syntax/ast.ts";
import type { Slot } from "./action.ts";
import { type Reference, referenceOf, type ReferenceNames, rerooted, throughEmbedded } from "./reference.ts";

/** What a call of a function does to one lock, seen from outside. */
export interface LockEffect {
  /** In the function's own terms. */
  readonly slot: Slot;
  /**
   * holds: every path that returns leaves it locked. releases: some path gives back what was not taken here.
   * balanced: as it was. unknown: none of these.
   */
  readonly net: "holds" | "releases" | "balanced" | "unknown";
  /** True if it is the same on every path. */
  readonly always: boolean;
  /** True if the first thing every call does with the lock is to take it. */
  readonly takes: boolean;
  readonly confidence: "proven" | "likely";
  /** True if some path gives back what was not taken here, be it taken again before the end. */
  readonly lends: boolean;
  /** Of one that holds: the names of this function and of those by which it takes the lock; "" for a literal. */
  readonly through: readonly string[];
}

/** A text that is equal for effects that callers cannot tell apart. */
export function seenOfEffects(effects: readonly LockEffect[]): string {
  const seen = effects.map(({ slot, net, always, takes, confidence, lends, through }) => [
    slot.mode,
    slot.lock.text,
    net,
    always,
    takes,
    confidence,
    lends,
    through,
  ]);
  return JSON.stringify(seen);
}

/** A call seen from its callee: what its receiver and parameters are. */
export interface CallSite {
  readonly callee: FuncNode;
  readonly receiver: Expr | undefined;
  /** The callee's name; the receiver's embedded fields on the way to it are followed. */
  readonly name: string;
  readonly args: readonly Expr[];
  /** True if the callee is a literal of the same declaration, whose variables are the caller's. */
  readonly sharesVariables: boolean;
}

/** The lock of an effect in the caller's terms; undefined where the caller cannot name it. */
export function atCallSite(lock: Reference, site: CallSite, names: ReferenceNames): Reference | undefined {
  if (lock.root === undefined) return /[$(]/.test(lock.id) ? undefined : lock;
  if (site.sharesVariables && lock.root.owner !== site.callee) return lock;
  if (/[$(]/.test(lock.path)) return undefined;
  const root = rootAt(lock.root, site, names);
  return root === undefined ? undefined : rerooted(lock, root);
}

function rootAt(root: VarObj, site: CallSite, names: ReferenceNames): Reference | undefined {
  if (root.owner !== site.callee) return undefined;
  if (root.scope === "receiver") {
    return site.receiver === undefined ? undefined : throughEmbedded(names, site.receiver, site.name);
  }
  const arg = root.scope === "param" ? site.args[parameterIndex(site.callee, root)] : undefined;
  return arg === undefined ? undefined : referenceOf(names, arg);
}

function parameterIndex(func: FuncNode, param: VarObj): number {
  let index = 0;
  for (const field of func.type.params) {
    for (const name of field.names) {
      if (name.start === param.decl?.start) return field.variadic ? -1 : index;
      index++;
    }
    if (field.names.length === 0) index++;
  }
  return -1;
}
