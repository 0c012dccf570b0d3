import type { Span } from "../text/span.ts";
import type { PathStep } from "./flow.ts";

/** What the walk over a function's lock operations found. Placeholder fields are filled by the lock analysis of this layer. */
export interface LockFindings {
  readonly sites: readonly LockSite[];
}

/** One `Lock`, `RLock` (or a call that returns holding) and what becomes of it. */
export interface LockSite {
  /** The lock as the source writes it: `s.mu`. */
  readonly key: string;
  readonly mode: "write" | "read";
  readonly call: Span;
  readonly leak: { readonly path: readonly PathStep[]; readonly exit: Span } | undefined;
}
