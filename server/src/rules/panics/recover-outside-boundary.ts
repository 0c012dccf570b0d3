import { type ProposedFix, type Report, rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Span } from "../../text/span.ts";
import { isBoundary } from "./boundary.ts";
import { boundaryFix, repanicFix } from "./recover-fixes.ts";
import { deferredHelpers } from "./deferred-helper.ts";
import { isExplained } from "./explained.ts";
import { type RecoverCall, recoverCalls, recoverConduct } from "./recover-call.ts";
import { guardsOperations, guardsOneOperation } from "./guarded-operation.ts";
import { literalUses } from "./function-use.ts";

type MessageId = "logged" | "returned";

export default rule({
  id: "recover-outside-boundary",
  family: "panics",
  summary: "Finds recovers that stop every panic in a function that is no boundary",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["recover", "defer"],
  messages: {
    logged:
      "Every panic in `{name}` ends here and the program goes on, with whatever was half done. Recover at a boundary, or panic again for what is not expected; if this is one, say so with `//gostable:boundary reason`.",
    returned:
      "Every panic in `{name}` becomes an error here, programming mistakes included. Recover only what is expected; if this is a boundary, say so with `//gostable:boundary reason`.",
  },
  check(fn, report) {
    if (fn.file.isTest) return;
    checkLiteral(fn, report);
    for (const { call, helper } of deferredHelpers(fn)) judge(fn, helper, call, report);
  },
});

/** A literal that recovers and is deferred in the function around it. */
function checkLiteral(fn: FunctionUnit, report: Report<MessageId>): void {
  if (fn.node.kind !== "FuncLit" || fn.parent === undefined) return;
  const [first] = recoverCalls(fn.node, fn.info);
  if (first === undefined || !literalUses(fn, fn.node).has("deferred")) return;
  judge(fn.parent, fn, first.call, report);
}

/** `recoverer` is deferred by `fn`: do panics of `fn` end there, and are they meant to? */
function judge(fn: FunctionUnit, recoverer: FunctionUnit, at: Span, report: Report<MessageId>): void {
  const recovers = recoverCalls(recoverer.node, recoverer.info);
  const conducts = recovers.map((recover) => recoverConduct(recoverer, recover));
  if (conducts.length === 0 || conducts.some((conduct) => conduct.goesOn)) return;
  if (isCleanUp(fn) || guardsOneOperation(fn) || isBoundary(fn)) return;
  const returned = conducts.some((conduct) => conduct.stores);
  const explained = isExplained(recoverer);
  if (returned && explained) return;
  const severity: Severity = returned || explained || guardsOperations(fn) ? "info" : "warning";
  report({
    at,
    message: returned ? "returned" : "logged",
    data: { name: fn.name },
    severity,
    fixes: fixesFor(fn, recoverer, recovers),
  });
}

/** A deferred literal that guards its own clean-up stops no panic of anybody else. */
function isCleanUp(fn: FunctionUnit): boolean {
  return fn.node.kind === "FuncLit" && literalUses(fn, fn.node).has("deferred");
}

function fixesFor(fn: FunctionUnit, recoverer: FunctionUnit, recovers: readonly RecoverCall[]): ProposedFix[] {
  const [first] = recovers;
  const own = recoverer.file.uri === fn.file.uri && first !== undefined;
  return [own ? repanicFix(recoverer, first) : undefined, boundaryFix(fn)].filter((fix) => fix !== undefined);
}
