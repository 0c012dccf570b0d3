import type { Span } from "../text/span.ts";
import type { AcquireFact } from "../catalog/schema.ts";
import type { VarObj } from "../semantic/info.ts";
import type { CallExpr } from "../syntax/ast.ts";
import type { Cfg } from "./cfg/cfg.ts";
import type { LockFindings } from "./locks/locks.ts";
import type { FunctionSummary } from "./summary.ts";

/** Everything about the control flow of one function; each part is computed when first asked for, then kept. */
export interface FunctionFlow {
  readonly cfg: Cfg;
  /** What was acquired here, and where it leaks. */
  readonly obligations: readonly Obligation[];
  readonly locks: LockFindings;
  readonly summary: FunctionSummary;
}

/** One acquiring call in a function. */
export interface Obligation {
  readonly call: CallExpr;
  readonly fact: AcquireFact;
  /** `proven` where the callee was resolved by type, `likely` where only names matched. */
  readonly confidence: "proven" | "likely";
  /** The variable that first holds the resource itself; undefined where it is discarded, used in place, or wrapped at once. */
  readonly variable: VarObj | undefined;
  /** As the source writes it. */
  readonly variableName: string | undefined;
  /** The variable of the call's error result. */
  readonly error: VarObj | undefined;
  readonly leak: Leak | undefined;
}

export interface Leak {
  /**
   * never: no release on any path. path: some path leaves without it. reassigned: the variable gets another value while the
   * resource is open. discarded: the result is dropped at once. exhausted-only: closed only by `Next` running to its end.
   */
  readonly kind: "never" | "path" | "reassigned" | "discarded" | "exhausted-only";
  /** From the acquire to the exit, in order; each step is a place the reader can follow. */
  readonly path: readonly PathStep[];
  /** The statement by which the path leaves: a return, the closing brace of the body, a reassignment. */
  readonly exit: Span;
  /** A non-deferred release that other paths reach, where there is one. */
  readonly releaseElsewhere: Span | undefined;
  /** A `defer` that releases it, which other paths reach. */
  readonly deferElsewhere: Span | undefined;
  /** True if some path hands the resource over: a `defer` at the acquire would release what somebody else goes on to use. */
  readonly handedOver: boolean;
  /** Whether the acquire stands in a loop of this function: a `defer` would pile up. */
  readonly inLoop: boolean;
}

export interface PathStep {
  readonly span: Span;
  readonly kind:
    "acquired" | "branch-true" | "branch-false" | "case" | "loop-again" | "loop-left" | "reassigned" | "leaves";
  /** For the reader: `err != nil is false here`. */
  readonly text: string;
}
