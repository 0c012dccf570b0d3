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
  /** Index of the result that is the resource, from 0; -1 where the resource is none of the results (see {@link carrier}). */
  readonly result: number;
  /** How many results the call has, for code whose types are not known; -1 where the fact does not know. */
  readonly results: number;
  /** The resource's type as Go writes it, for messages: `*sql.Rows`. */
  readonly type: string;
  /**
   * What ends the obligation: a method path on the resource (`Close`, `Body.Close`, `GetStream().Close`), or `()` where the
   * resource itself is called (cancel functions). Empty where only {@link releaseFunctions} do.
   */
  readonly release: readonly string[];
  /**
   * Functions that end it, too, as `import/path.Func`: with the resource as an argument (`C.free`, also wrapped in a
   * conversion), or, for a `global` resource, without any.
   */
  readonly releaseFunctions?: readonly string[];
  /** True if the last result is an error that says whether there is a resource. */
  readonly errorResult: boolean;
  /** The field of the resource that holds the error instead: `Error` of a gorm.DB. */
  readonly errorField?: string;
  /** `info` for long-lived things: reported only in the strict presets. */
  readonly severity: "error" | "warning" | "info";
  /** Where `result` is -1: `receiver`, the operand of the call is the resource (`cmd.Start`); `global`, the process is (a profile). */
  readonly carrier?: "receiver" | "global";
  /** The method of the resource without which it holds nothing: a session that never begins a transaction. */
  readonly afterCallOf?: string;
  /** True if the callable is an interface's method. */
  readonly interfaceMethod?: boolean;
  /** True if closing on error paths is not needed: only a path that returns success must release (writers that flush). */
  readonly successPathsOnly?: boolean;
  /** True if the resource is also released when `Next` answers false (sql.Rows and kin). */
  readonly closedByExhaustion?: boolean;
  /** True if a failed `Scan` closes it, too (pgx). */
  readonly closedByFailedScan?: boolean;
  /** True if the receiver's end ends this one as well: {@link receiverReleases} called on the operand of the acquiring call. */
  readonly endsWithReceiver?: boolean;
  /** The index of the argument that stands for the receiver in this: a function that queries in the transaction it is given. */
  readonly ownerArgument?: number;
  /** The receiver's methods that end it: `Commit` and `Rollback` for rows of a transaction, `Wait` for the pipe of a command. */
  readonly receiverReleases?: readonly string[];
  /** What the reader of a finding should know. */
  readonly note?: string;
}

/** What becomes of the obligation of an argument (or of the receiver): taken over, if nothing else is said. */
export interface OwnershipFact extends CallableRef {
  /** Index of the argument, from 0; -1 for the receiver. */
  readonly arg: number;
  /** For wrappers whose result carries the obligation on (tls.Client, MaxBytesReader). */
  readonly movesToResult?: number;
  /** True if it is done with it when it comes back: the obligation stays where it is, and no result has it inside. */
  readonly onlyUses?: boolean;
  /** True if it closes only on success: `sqlx.StructScan` leaves the rows open when a Scan fails. */
  readonly onSuccessOnly?: boolean;
  /** True if the argument is a function to be run at the end (`t.Cleanup`): its releases count as deferred. */
  readonly runsLater?: boolean;
}

/** A call that looks as if it acquired something and does not. */
export interface NotAcquireFact extends CallableRef {
  readonly why: string;
}

/**
 * - replace: a sibling that takes a context; the same call otherwise.
 * - restructure: another shape; no mechanical fix, except where {@link ContextVariantFact.callee} says how.
 * - chain: a method to the left hands the context on (`db.WithContext(ctx).Find(…)`).
 * - log, chain-log: as replace and chain, for the values a log handler reads.
 * - takes-ctx: takes a context already; only its argument matters.
 * - option: the context is an option among the arguments.
 * - result: the answer must be used (limiters, breakers).
 * - source: gives a context.
 * - via-arg: the context rides in an argument (`client.Do(req)`).
 * - none: there is no form with a context.
 */
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
  /** The variant's name (`QueryContext`), or for other kinds than `replace` and `log` what to write, as text. */
  readonly variant: string;
  /** Where the context goes in the variant's arguments, from 0. */
  readonly argPosition?: number;
  /** Arguments the variant wants between the context and the old ones (`LookupIP(ctx, "ip", host)`). */
  readonly leadingArgs?: readonly string[];
  /** Arguments the variant wants behind the old ones (`BeginTx(ctx, nil)`). */
  readonly extraArgs?: readonly string[];
  /**
   * What stands for the whole function expression in the variant, where it is more than another last name: `{pkg}` is the
   * package's name in the file, `{0}`, `{1}` … are old arguments, which then leave the list of arguments.
   */
  readonly callee?: string;
  /** For `chain` and `chain-log`: the method that hands the context on (`WithContext`, `SetContext`). */
  readonly chainMethod?: string;
  /** The Go version that brought the variant. */
  readonly since?: string;
  /** How a call with a context at hand is reported; `never` for facts kept for other uses. Left out: by kind. */
  readonly report?: "warning" | "info" | "never";
  /** False where renaming and adding the context may not compile (other results, an interface the argument may not have). */
  readonly mechanical?: false;
  /** True if only a call inside a loop is worth a word (`time.Sleep`). */
  readonly inLoopOnly?: boolean;
  /** True for a family of pairs by name (`*` stands for the name): only where the receiver's type is known to have the variant. */
  readonly family?: boolean;
  /** What the reader should know before taking the variant. */
  readonly note?: string;
}

/** Calls that do not return. */
export type NeverReturnsFact = CallableRef;
