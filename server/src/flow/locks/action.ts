import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, ReturnStmt, Stmt } from "../../syntax/ast.ts";
import type { Span } from "../../text/span.ts";
import type { Guard } from "./lexical.ts";
import type { Reference } from "./reference.ts";
import type { LockMode, LockRelease } from "./locks.ts";

/** A lock in one mode. */
export interface Slot {
  readonly lock: Reference;
  readonly mode: LockMode;
}

/** What the nodes of a graph do, in the order in which it happens. Sites and releases are indices. */
export type Action =
  | { readonly do: "lock"; readonly slot: Slot; readonly site: number }
  | { readonly do: "unlock"; readonly slot: Slot; readonly release: number }
  /** `sometimes`: the deferred call gives it back on some of its paths. */
  | { readonly do: "defer-unlock"; readonly slot: Slot; readonly release: number; readonly sometimes?: boolean }
  | { readonly do: "defer-lock"; readonly slot: Slot; readonly call: CallExpr }
  /** Other code may do with the lock what it likes from here. */
  | { readonly do: "hand-over"; readonly lock: Reference; readonly release: number }
  /** A callee takes the lock first thing, and gives it back. */
  | {
      readonly do: "take";
      readonly slot: Slot;
      readonly call: CallExpr;
      readonly callee: string;
      readonly confidence: "proven" | "likely";
    }
  | { readonly do: "assign"; readonly obj: VarObj; readonly at: Span }
  /** Something at a path gets another value: `s.current = next`. */
  | { readonly do: "assign-path"; readonly place: Reference }
  | { readonly do: "move"; readonly from: VarObj; readonly to: VarObj }
  | { readonly do: "flag"; readonly fact: string; readonly value: boolean }
  /** `ok := mu.TryLock()`: held where `ok`. */
  | { readonly do: "try"; readonly slot: Slot; readonly site: number; readonly fact: string };

/** A place where a lock may be taken. */
export interface SiteDraft {
  readonly slot: Slot;
  readonly call: CallExpr;
  readonly statement: Stmt | undefined;
  readonly via: "lock" | "try" | "helper";
  /** Of a helper: the names of the functions that return holding, the one called first; "" for a literal. */
  readonly through: readonly string[];
  readonly confidence: "proven" | "likely";
  /** The conditions around it. */
  readonly guards: readonly Guard[];
  /** True if an `if` or `switch` of the innermost loop (or of the function) decides whether it is reached. */
  readonly conditional: boolean;
}

export interface ReleaseDraft {
  readonly slot: Slot;
  readonly span: Span;
  readonly kind: LockRelease["kind"];
  readonly statement: Stmt | undefined;
  readonly guards: readonly Guard[];
}

/** A function's graph reduced to what it does with locks. */
export interface LockProgram {
  readonly sites: readonly SiteDraft[];
  readonly releases: readonly ReleaseDraft[];
  /** For each block of the graph, for each of its nodes. */
  readonly actions: readonly (readonly (readonly Action[])[])[];
  /** Conditions that are a TryLock: the lock is held on their true edge. */
  readonly tries: ReadonlyMap<CallExpr, number>;
  readonly returns: ReadonlyMap<number, ReturnStmt>;
}

export function slotId(slot: Slot): string {
  return `${slot.lock.id}|${slot.mode}`;
}

export function otherMode(slot: Slot): Slot {
  return { lock: slot.lock, mode: slot.mode === "write" ? "read" : "write" };
}
