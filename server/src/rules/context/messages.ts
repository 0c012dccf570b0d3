/** What context-not-forwarded says. */
export const MESSAGES = {
  passed:
    "`{source}` is passed although `{ctx}` is at hand: the call goes on when the caller has given up, and its deadline and trace are lost. Pass `{ctx}`.",
  derived:
    "A new context is derived from `{source}` although `{ctx}` is at hand: it does not end with the caller's, and drops its deadline and values. Derive it from `{ctx}`.",
  stored:
    "`{source}` is kept although `{ctx}` is at hand: what uses it does not end with the caller. Use `{ctx}`, or `context.WithoutCancel({ctx})` for work that outlives the call.",
  "in-goroutine":
    "`{source}` in a goroutine drops the values of `{ctx}` (trace, log fields, tenant). Use `context.WithoutCancel({ctx})`: it keeps them and does not end with the caller.",
  "in-goroutine-old":
    "`{source}` in a goroutine drops the values of `{ctx}` (trace, log fields, tenant). Carry over those that the work needs; `context.WithoutCancel` does that from Go 1.21.",
  nil: "A nil context is passed to `{callee}`: it panics as soon as the context is asked for anything. Pass `{ctx}`.",
  variant:
    "`{callee}` runs without `{ctx}`: it goes on when the caller has given up, and no deadline bounds it. Call `{variant}` with `{ctx}`.",
  "variant-in-goroutine":
    "`{callee}` in a goroutine runs without a context: nothing can bound it, and the values of `{ctx}` are lost. Call `{variant}` with `context.WithoutCancel({ctx})` and a timeout.",
  restructure: "`{callee}` cannot be cancelled: it goes on when the caller of `{ctx}` has given up. Use {variant}.",
  chain:
    "`{callee}` runs without `{ctx}`: it goes on when the caller has given up, and no deadline bounds it. Put `.{method}({ctx})` into the chain.",
  option: "`{callee}` is not told of `{ctx}`: it goes on when the caller has given up. Use {variant}.",
  log: "`{callee}` logs without `{ctx}`: handlers cannot add its trace and request ids. Use {variant}.",
  sleep:
    "`{callee}` in a loop does not notice that `{ctx}` has ended, and delays the end by its whole length. Use {variant}.",
  "own-context":
    "`{callee}` makes a context of its own ({chain}) although `{ctx}` is at hand: what it calls goes on when the caller has given up. Give it a context parameter and pass `{ctx}`.",
  "own-context-variant":
    "`{callee}` makes a context of its own ({chain}) although `{ctx}` is at hand: what it calls goes on when the caller has given up. Call `{variant}` with `{ctx}`.",
} as const;

/** The ids of these messages. */
export type MessageId = keyof typeof MESSAGES;
