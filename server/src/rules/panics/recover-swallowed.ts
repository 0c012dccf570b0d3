import { rule } from "../../analyze/rule.ts";
import { mayRunByDefer } from "./recover-effect.ts";
import { logFix } from "./recover-fixes.ts";
import { recoverCalls, recoverConduct } from "./recover-call.ts";

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
      if (!mayRunByDefer(fn)) continue;
      const conduct = recoverConduct(fn, recover);
      if (conduct.usesValue || conduct.stores || conduct.reports || conduct.acts || conduct.goesOn) continue;
      report({
        at: recover.call,
        message: "swallowed",
        fixes: [logFix(fn, recover)].filter((fix) => fix !== undefined),
      });
    }
  },
});
