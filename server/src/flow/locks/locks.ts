import type { Span } from "../../text/span.ts";
import type { ReturnStmt, Stmt } from "../../syntax/ast.ts";
import type { PathStep } from "../flow.ts";

/** What the walk over a function's lock operations found. Function literals inside have findings of their own. */
export interface LockFindings {
  readonly sites: readonly LockSite[];
  readonly releases: readonly LockRelease[];
  readonly twice: readonly LockedTwice[];
  readonly deferredLocks: readonly DeferredLock[];
  /** Locks that some way out leaves given back without having been taken here: a caller or another function holds them. */
  readonly foreign: readonly LockName[];
}

export const NO_LOCKS: LockFindings = { sites: [], releases: [], twice: [], deferredLocks: [], foreign: [] };

export type LockMode = "write" | "read";

/** Which lock: as the source writes it, and for comparing functions with each other. */
export interface LockName {
  /** As the source writes it: `s.mu`. */
  readonly key: string;
  /** The last name of the key: `mu`. */
  readonly field: string;
  /** The declaration of that name, the same in all functions of the workspace. */
  readonly declared: string;
  readonly mode: LockMode;
}

/** One `Lock`, `RLock`, `TryLock` (or a call that returns holding) and what becomes of it. */
export interface LockSite extends LockName {
  readonly call: Span;
  /** The simple statement around it, where it is one. */
  readonly statement: Stmt | undefined;
  /** lock: the operation itself. try: `TryLock`. helper: a function of the workspace that returns holding. */
  readonly via: "lock" | "try" | "helper";
  /** Of a helper: the names of the functions that return holding, the one called first; "" for a literal. */
  readonly through: readonly string[];
  /** `proven` where the type is a lock of package sync, `likely` where only the method names say so. */
  readonly confidence: "proven" | "likely";
  /** Where it is released. Indices of `releases`. */
  readonly releases: readonly number[];
  readonly leak: LockLeak | undefined;
  /** Releases in the other mode that reach it. Indices of `releases`. */
  readonly mismatches: readonly number[];
  /** True if a loop of the function is around it. */
  readonly inLoop: boolean;
}

export interface LockRelease extends LockName {
  readonly span: Span;
  /** call: a plain Unlock. defer: a deferred one, in whatever form. helper: a call that releases. handed-over: other code has it from here. */
  readonly kind: "call" | "defer" | "helper" | "handed-over";
  readonly statement: Stmt | undefined;
}

export interface LockLeak {
  /**
   * path: some path leaves with the lock held, others release it. never: nothing in the function releases it.
   * kept: the paths that leave with it look as if it was taken for the caller; a leak if nobody gives it back for others.
   */
  readonly kind: "path" | "never" | "kept";
  readonly exits: readonly LockExit[];
}

export interface LockExit {
  /** return, end of the body, the next turn of a loop that loses sight of the lock, or a second Lock in the next turn. */
  readonly kind: "return" | "end" | "rebound" | "again";
  readonly span: Span;
  readonly returns: ReturnStmt | undefined;
  /** True for a return that every path reaches with the lock held once. */
  readonly always: boolean;
  /** From the Lock to the exit. */
  readonly path: readonly PathStep[];
}

/** A lock taken again while it is held. */
export interface LockedTwice extends LockName {
  /** The second Lock, or the call that takes it. */
  readonly call: Span;
  /** The function that takes it, where it is not a Lock itself. */
  readonly callee: string | undefined;
  /** The first one. */
  readonly held: Span;
  readonly heldMode: LockMode;
  /** True if both are the same Lock, reached again over a loop. */
  readonly loop: boolean;
  readonly confidence: "proven" | "likely";
}

/** `defer mu.Lock()` while it is held already. */
export interface DeferredLock extends LockName {
  readonly call: Span;
  /** The name of the method that was deferred, to be replaced. */
  readonly method: Span;
  readonly held: Span;
  readonly heldMode: LockMode;
  readonly confidence: "proven" | "likely";
}
