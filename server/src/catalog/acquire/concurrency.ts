import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const concurrency: readonly AcquireFact[] = [
  // Release(n) with the same n. TryAcquire on the true branch.
  ...acquires(
    {
      pkg: "golang.org/x/sync/semaphore",
      rule: "resource-not-closed",
      result: -1,
      results: 1,
      type: "*semaphore.Weighted",
      release: ["Release"],
      errorResult: true,
      severity: "error",
      carrier: "receiver",
    },
    ["Weighted.Acquire"],
  ),
  // inotify instances are few (128 a user by default).
  ...acquires(
    {
      pkg: "github.com/fsnotify/fsnotify",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*fsnotify.Watcher",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewWatcher", "NewBufferedWatcher"],
  ),
  ...acquires(
    {
      pkg: "github.com/panjf2000/ants/v2",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*ants.Pool",
      release: ["Release", "ReleaseTimeout", "ReleaseContext"],
      errorResult: true,
      severity: "warning",
    },
    ["NewPool"],
  ),
];
