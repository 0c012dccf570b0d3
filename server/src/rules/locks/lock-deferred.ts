import { rule } from "../../analyze/rule.ts";
import type { Span } from "../../text/span.ts";
import { deferredLockers } from "./deferred-locker.ts";
import { lineOf, lockMethod, unlockMethod } from "./lock-text.ts";

export default rule({
  id: "lock-deferred",
  family: "locks",
  summary: "Finds `defer mu.Lock()` where the lock is held already and Unlock was meant",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["Lock()", "defer "],
  covers: ["SA2003", "staticcheck", "badLock"],
  messages: {
    deferred:
      "This defers `{lock}` of `{key}`, which is held since line {line}: the function never returns. Defer `{unlock}` instead.",
    locker:
      "`{name}` takes `{lock}` and returns what gives it back: deferred like this it takes the lock when the function ends, and nothing gives it back. Write `defer {call}()`.",
  },
  check(fn, report) {
    for (const { call, locker, lock } of deferredLockers(fn)) {
      const at = { uri: locker.file.uri, span: locker.decl?.name ?? locker.node };
      report({
        at: call.fun,
        message: "locker",
        data: { name: locker.name, lock, call: fn.file.text.slice(call.start, call.end) },
        related: [{ ...at, message: `${locker.name} is declared here` }],
        fixes: [{ title: "Call what it returns", safe: false, edits: [{ span: behind(call), newText: "()" }] }],
      });
    }
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

function behind({ end }: Span): Span {
  return { start: end, end };
}
