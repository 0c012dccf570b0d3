import type { ContextVariantFact } from "../schema.ts";
import { takesContext } from "./variants.ts";

export const concurrency: readonly ContextVariantFact[] = [
  {
    pkg: "github.com/avast/retry-go/v4",
    name: "Do",
    kind: "option",
    note: "without it a cancelled caller still sleeps through the backoff",
    variant: "retry.Do(fn, retry.Context(ctx))",
  },
  {
    pkg: "github.com/cenkalti/backoff/v4",
    name: "Retry",
    kind: "option",
    variant: "backoff.Retry(op, backoff.WithContext(b, ctx))",
  },
  ...takesContext("github.com/cenkalti/backoff/v5", ["Retry"]),
  {
    pkg: "golang.org/x/sync/errgroup",
    recv: "Group",
    name: "Go",
    kind: "option",
    report: "never",
    note: "`var g errgroup.Group` / new(errgroup.Group) loses cancellation; inside g.Go use the derived ctx; after g.Wait() the derived ctx is cancelled: using it later is a bug",
    variant: "g, ctx := errgroup.WithContext(ctx)",
  },
  ...takesContext("golang.org/x/sync/semaphore", ["Weighted.Acquire"]),
  ...takesContext("golang.org/x/time/rate", ["Limiter.Wait"]),
  {
    pkg: "golang.org/x/time/rate",
    recv: "Limiter",
    name: "Allow",
    kind: "result",
    note: "result must be used: a bare statement limits nothing",
    variant: "Wait(ctx)",
  },
  {
    pkg: "golang.org/x/time/rate",
    recv: "Limiter",
    name: "Reserve",
    kind: "result",
    note: "result must be used",
    variant: "Wait(ctx)",
  },
  {
    pkg: "github.com/sony/gobreaker",
    recv: "CircuitBreaker",
    name: "Execute",
    kind: "result",
    note: "error must be checked (ErrOpenState)",
    variant: "Execute",
  },
];
