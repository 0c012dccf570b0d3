import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isExplained } from "./explained.ts";
import { guardsOperations, guardsOneOperation } from "./guarded-operation.ts";
import { recoverEffect } from "./recover-effect.ts";
import { logFix } from "./recover-fixes.ts";
import { type RecoverCall, recoverCalls, recoverConduct } from "./recover-call.ts";

export default rule({
  id: "recover-swallowed",
  family: "panics",
  summary: "Finds recovered panics whose value nobody ever sees",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["recover("],
  messages: {
    swallowed:
      "The value of this panic is dropped: a nil map or an index out of range ends here without a trace. Log it with its stack, return it as an error, or panic again.",
  },
  check(fn, report) {
    for (const recover of recoverCalls(fn.node, fn.info)) {
      if (!isRun(fn, recover) || isHeeded(fn, recover)) continue;
      if (fn.parent !== undefined && guardsOneOperation(fn.parent)) continue;
      const fix = logFix(fn, recover);
      report({
        at: recover.call,
        message: "swallowed",
        ...(isExplained(fn) || (fn.parent !== undefined && guardsOperations(fn.parent))
          ? { severity: "info" as const }
          : {}),
        fixes: fix === undefined ? [] : [fix],
      });
    }
  },
});

/** Whether somebody learns of the panic. */
function isHeeded(fn: FunctionUnit, recover: RecoverCall): boolean {
  const { usesValue, stores, reports, acts, goesOn } = recoverConduct(fn, recover);
  return usesValue || stores || reports || acts || goesOn;
}

/** Whether the recover may stop a panic: one that certainly does not is told of by `recover-no-effect`. */
function isRun(fn: FunctionUnit, recover: RecoverCall): boolean {
  const effect = recoverEffect(fn, recover);
  if (fn.node.kind === "FuncLit") return effect !== "none";
  return effect === "effective" || (effect === "unknown" && /^\p{Lu}/u.test(fn.node.name.name));
}
