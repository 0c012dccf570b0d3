import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "writer-not-flushed",
  family: "resources",
  summary: "Finds buffering writers whose data is not flushed when the function succeeds",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "finished",
    harm: "what it has buffered is lost, and the output ends in the middle",
    remedy: "Call `{release}` before returning, and check its error.",
    keep: "Keep the writer and flush it.",
  }),
  check: obligationCheck({ rule: "writer-not-flushed", severity: "warning", releasesTwice: false }),
});
