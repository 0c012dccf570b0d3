import type { AcquireFact } from "../catalog/schema.ts";

/** What a caller may know of a function without looking inside. */
export interface FunctionSummary {
  /** True if no path returns to the caller. */
  readonly neverReturns: boolean;
  readonly params: readonly ParamSummary[];
  readonly receiver: ParamSummary | undefined;
  readonly results: readonly ResultSummary[];
  /** Whether somebody may be able to give back a lock of the argument at `index` from then on, or it has been given back. */
  keeps(index: number): boolean;
  /** Whether the context at `index` is asked for its values alone, so that nothing in the function could end with it. */
  asksValues(index: number): boolean;
  /** Whether it makes a context of its own for a call: in its own body, or at most `deeper` calls further down. */
  ownContext(deeper: number): OwnContext;
  /** True if it calls `recover()` itself, so that a `defer` of it stops panics. */
  readonly recovers: boolean;
}

/** What a function that is given no context does about one. */
export interface OwnContext {
  /** True if a `context.Background()` or `TODO()` is made and used for a call. */
  readonly isMade: boolean;
  /** Names of the calls from the function to where it is made; empty if it makes none, or makes it itself. */
  readonly chain: readonly string[];
}

export interface ParamSummary {
  /** Methods (or method paths, or `()` for a call of it) that run on it on every path that returns, deferred ones included. */
  readonly releases: readonly string[];
  /** Those that run on some path. */
  readonly mayRelease: readonly string[];
  /** Of {@link mayRelease} those that run just where the function returns an error. */
  readonly releasesOnError?: readonly string[];
  /** Of {@link mayRelease} those that run wherever the function does not return an error of its own. */
  readonly releasesOnSuccess?: readonly string[];
  /** True if it goes nowhere but into a result, which has it inside. */
  readonly wrapped?: boolean;
  /** True if every path that returns has read it to its end: `Next` has answered false. */
  readonly exhausts?: boolean;
  /** True if some path returns it as it is, and none does anything else with it that hands it over: the result is it, or stands for it. */
  readonly returned?: boolean;
  /** True if a goroutine that is started there, or by a function it is passed on to, has it: that may outlive the call. */
  readonly inGoroutine?: boolean;
  /** True if it is stored, sent, captured by an escaping literal, returned, or passed on to code that is not known. */
  readonly escapes: boolean;
}

export interface ResultSummary {
  /** Set where the caller of this function owes the release of this result. */
  readonly obligation: AcquireFact | undefined;
  /** True if the function has returns that give an error, and all of these give `nil` here. */
  readonly nilWithError: boolean;
}
