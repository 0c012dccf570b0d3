import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { LockRelease, LockSite } from "../../flow/locks/locks.ts";
import { isStandardPackage } from "../../flow/standard-library.ts";
import type { Callee } from "../../semantic/info.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { couldBeDeferred, deferFix, releasesOf } from "./defer-unlock.ts";
import { lineOf, unlockMethod } from "./lock-text.ts";

export default rule({
  id: "unlock-not-deferred",
  family: "locks",
  summary: "Finds plain Unlocks at the end of a section that may panic or has several exits",
  severity: "hint",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Unlock()"],
  covers: ["deferunlock"],
  messages: {
    panics:
      "`{key}` stays locked for ever if `{call}` panics before this line. Put `defer {key}.{unlock}()` right after the Lock on line {line}.",
    exits:
      "Each of {count} ways out must remember to unlock `{key}`. Put `defer {key}.{unlock}()` right after the Lock on line {line}.",
    plain:
      "`{key}` is unlocked by hand: what is put before this line later may leave or panic with it locked. Put `defer {key}.{unlock}()` right after the Lock on line {line}.",
  },
  check(fn, report) {
    for (const site of fn.flow.locks.sites) {
      if (site.leak !== undefined || site.mismatches.length > 0 || !couldBeDeferred(fn, site)) continue;
      const releases = releasesOf(fn, site);
      const [first] = releases;
      if (first === undefined || isNothingBetween(fn, site, first)) continue;
      const call = releases.length > 1 ? undefined : callBetween(fn, site, first);
      const message = releases.length > 1 ? "exits" : call === undefined ? "plain" : "panics";
      if (message === "plain" && !isStrict(fn)) continue;
      const data = {
        key: site.key,
        unlock: unlockMethod(site.mode),
        line: lineOf(fn.file, site.call.start),
        count: releases.length,
        call: call === undefined ? "" : nameOf(fn, call),
      };
      const fix = deferFix(fn, site, true);
      report({
        at: first.span,
        message,
        data,
        confidence: site.confidence,
        related: [{ uri: fn.file.uri, span: site.call, message: `${site.key} is locked here` }],
        fixes: fix === undefined ? [] : [fix],
      });
    }
  },
});

/** Such a section waits for the holder of the lock, or is told by lock-section-empty. */
function isNothingBetween({ file }: FunctionUnit, site: LockSite, release: LockRelease): boolean {
  return release.kind === "call" && file.text.slice(site.call.end, release.span.start).trim() === "";
}

/** There a short section without calls is to have its `defer`, too. */
function isStrict(fn: FunctionUnit): boolean {
  const { preset } = fn.file.options;
  return preset === "strict" || preset === "all";
}

/** A call between the Lock and its release that runs code which may panic. */
function callBetween(fn: FunctionUnit, site: LockSite, release: LockRelease): CallExpr | undefined {
  let found: CallExpr | undefined;
  walkFunction(fn.node, (node) => {
    if (found !== undefined || node.kind !== "CallExpr") return;
    if (node.start < site.call.end || node.end > release.span.start) return;
    const callee = fn.info.calleeOf(node);
    if (callee.kind === "builtin" || callee.kind === "conversion") return;
    if (isStrict(fn) || !isStandard(callee, fn)) found = node;
  });
  return found;
}

/** What the standard library does with sound values does not panic; an interface of it may have anything behind it. */
function isStandard(callee: Callee, fn: FunctionUnit): boolean {
  if (callee.kind !== "func" && callee.kind !== "method") return false;
  if (callee.kind === "method" && callee.interface) return false;
  return isStandardPackage(callee.pkg) && callee.pkg !== fn.info.packagePath;
}

function nameOf(fn: FunctionUnit, call: CallExpr): string {
  const fun = unparen(call.fun);
  if (fun.kind === "FuncLit") return "the function literal";
  const text = fn.file.text.slice(fun.start, fun.end);
  return text.length <= 40 && !text.includes("\n") ? text : "a call";
}
