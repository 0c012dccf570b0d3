import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { expressionText } from "../../flow/expression-text.ts";
import type { LockedTwice } from "../../flow/locks/locks.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { lineOf, lockMethod } from "./lock-text.ts";

export default rule({
  id: "lock-taken-twice",
  family: "locks",
  summary: "Finds locks that are taken again while they are held",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  // A test that comes there ends at once, or waits until somebody looks.
  inTests: false,
  triggers: ["ock"],
  messages: {
    again:
      "`{key}` is held since line {line} and locked again here: this goroutine waits for itself for ever. Unlock it first, or lock it once.",
    callee:
      "`{callee}` locks `{key}`, which is held here since line {line}: this goroutine waits for itself for ever. Unlock it first, or call a variant that expects the lock to be held.",
    loop: "`{key}` is locked again in the next turn of the loop and given back only when the function ends: this goroutine waits for itself for ever. Unlock it at the end of each turn.",
    read: "`{key}` is read-locked again while this goroutine read-holds it since line {line}: with a writer waiting in between, both wait for ever. Lock it once.",
  },
  check(fn, report) {
    for (const twice of fn.flow.locks.twice) {
      if (isGivenBackOutside(twice, fn)) continue;
      const recursiveRead = isRecursiveRead(twice);
      report({
        at: twice.call,
        message: messageOf(twice),
        data: {
          key: twice.key,
          callee: twice.callee ?? lockMethod(twice.mode),
          line: lineOf(fn.file, twice.held.start),
        },
        confidence: twice.confidence,
        ...(recursiveRead ? { severity: "info" as const } : {}),
        related: [{ uri: fn.file.uri, span: twice.held, message: `${twice.key} is locked here` }],
      });
    }
  },
});

/** Another goroutine, or the function around the literal, gives the lock back in between. */
function isGivenBackOutside({ key }: LockedTwice, { node, decl }: FunctionUnit): boolean {
  let found = false;
  if (node.kind !== "FuncLit" || decl === undefined) return false;
  walk(decl, (inner) => {
    if (found || inner === node) return false;
    const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
    if (fun?.kind === "SelectorExpr" && /^R?Unlock$/.test(fun.sel.name) && expressionText(fun.x) === key) found = true;
    return !found;
  });
  return found;
}

function isRecursiveRead({ mode, heldMode }: LockedTwice): boolean {
  return mode === "read" && heldMode === "read";
}

function messageOf(twice: LockedTwice): "again" | "callee" | "loop" | "read" {
  if (twice.loop) return "loop";
  if (isRecursiveRead(twice)) return "read";
  return twice.callee === undefined ? "again" : "callee";
}
