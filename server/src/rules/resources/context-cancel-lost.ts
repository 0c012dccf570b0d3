import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import { nameCancelFix } from "./name-cancel-fix.ts";

export default rule({
  id: "context-cancel-lost",
  family: "resources",
  summary: "Finds contexts whose cancel function is not called on some path",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["govet:lostcancel", "lostcancel"],
  messages: obligationMessages({
    done: "called",
    harm: "the context, its timer and everything that waits for it live on until the parent ends",
    remedy: "Add `defer {release}` behind it.",
    keep: "Give it a name and defer it.",
  }),
  check: obligationCheck({
    rule: "context-cancel-lost",
    severity: "error",
    releasesTwice: true,
    fixes: (fn, obligation, leak) => (leak.kind === "discarded" ? nameCancelFix(fn, obligation, leak) : []),
  }),
});
