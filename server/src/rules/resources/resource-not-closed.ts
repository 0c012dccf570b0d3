import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import { startsOwnProgram } from "./own-program.ts";

export default rule({
  id: "resource-not-closed",
  family: "resources",
  summary: "Finds other resources that are not released on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "released",
    harm: "what it holds stays taken until the process ends",
    remedy: "Call `{release}` on every path.",
    keep: "Keep it and release it.",
  }),
  check: obligationCheck({
    rule: "resource-not-closed",
    severity: "warning",
    releasesTwice: false,
    judge: (obligation, _leak, fn) => (startsOwnProgram(obligation, fn) ? "info" : "warning"),
  }),
});
