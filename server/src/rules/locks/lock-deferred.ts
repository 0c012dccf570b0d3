import { rule } from "../../analyze/rule.ts";
import { lineOf, lockMethod, unlockMethod } from "./lock-text.ts";

export default rule({
  id: "lock-deferred",
  family: "locks",
  summary: "Finds `defer mu.Lock()` where the lock is held already and Unlock was meant",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["Lock()"],
  covers: ["SA2003", "staticcheck", "badLock"],
  messages: {
    deferred:
      "This defers `{lock}` of `{key}`, which is held since line {line}: the function never returns. Defer `{unlock}` instead.",
  },
  check(fn, report) {
    for (const { key, mode, call, method, held, heldMode, confidence } of fn.flow.locks.deferredLocks) {
      report({
        at: call,
        message: "deferred",
        data: { key, lock: lockMethod(mode), unlock: unlockMethod(heldMode), line: lineOf(fn.file, held.start) },
        confidence,
        related: [{ uri: fn.file.uri, span: held, message: `${key} is locked here` }],
        fixes: [
          {
            title: `Defer \`${unlockMethod(heldMode)}\``,
            safe: true,
            edits: [{ span: method, newText: unlockMethod(heldMode) }],
          },
        ],
      });
    }
  },
});
