/**
 * The shapes of the API facts. Pure data: no code of this project is known here.
 * A callable is named `import/path.Func` or `import/path.Type.Method` (no `*`); see {@link CallableRef}.
 */
export interface CallableRef {
  readonly pkg: string;
  /** The receiver's type name, without `*`. Undefined: a function. */
  readonly recv?: string;
  readonly name: string;
}

/** The rules whose matter is an obligation. */
export type ObligationRule =
  | "sql-rows-not-closed"
  | "sql-stmt-not-closed"
  | "sql-tx-not-finished"
  | "sql-conn-not-closed"
  | "http-body-not-closed"
  | "file-not-closed"
  | "net-conn-not-closed"
  | "context-cancel-lost"
  | "span-not-ended"
  | "ticker-not-stopped"
  | "writer-not-flushed"
  | "resource-not-closed";

/** A call after which something must be released. */
export interface AcquireFact extends CallableRef {
  readonly rule: ObligationRule;
  /** Index of the result that is the resource, from 0. */
  readonly result: number;
  /** How many results the call has; for code whose types are not known. */
  readonly results: number;
  /** The resource's type as Go writes it, for messages: `*sql.Rows`. */
  readonly type: string;
  /**
   * What ends the obligation: a method path on the resource (`Close`, `Body.Close`), or `()` where the resource itself is
   * called (cancel functions).
   */
  readonly release: readonly string[];
  /** True if the last result is an error that says whether there is a resource. */
  readonly errorResult: boolean;
  /** `info` for long-lived things: reported only in the strict presets. */
  readonly severity: "error" | "warning" | "info";
  /** True if closing on error paths is not needed: only a path that returns success must release (writers that flush). */
  readonly successPathsOnly?: boolean;
  /** True if the resource is also released when `Next` answers false (sql.Rows and kin). */
  readonly closedByExhaustion?: boolean;
  /** True if a failed `Scan` closes it, too (pgx). */
  readonly closedByFailedScan?: boolean;
  /** True if the receiver's end (Commit, Rollback) ends this one as well (rows and statements of a transaction). */
  readonly endsWithReceiver?: boolean;
}

/** A call that takes an argument's (or its receiver's) obligation over. */
export interface OwnershipFact extends CallableRef {
  /** Index of the argument, from 0; -1 for the receiver. */
  readonly arg: number;
  /** For wrappers whose result carries the obligation on (tls.Client, MaxBytesReader). */
  readonly movesToResult?: number;
}

/** A call that looks as if it acquired something and does not. */
export interface NotAcquireFact extends CallableRef {
  readonly why: string;
}

export type ContextVariantKind =
  | "replace"
  | "restructure"
  | "chain"
  | "chain-log"
  | "log"
  | "takes-ctx"
  | "option"
  | "result"
  | "source"
  | "via-arg"
  | "none";

/** A call without a context and its variant that takes one. */
export interface ContextVariantFact extends CallableRef {
  readonly kind: ContextVariantKind;
  /** The variant's name (`QueryContext`), or for other kinds than `replace` what to write, as text. */
  readonly variant: string;
  /** Where the context goes in the variant's arguments, from 0. */
  readonly argPosition?: number;
  /** Arguments the variant wants behind the old ones (`BeginTx(ctx, nil)`). */
  readonly extraArgs?: readonly string[];
  /** The Go version that brought the variant. */
  readonly since?: string;
  readonly note?: string;
}

/** Calls that do not return. */
export type NeverReturnsFact = CallableRef;
