import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "file-not-closed",
  family: "resources",
  summary: "Finds files that stay open on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "closed",
    harm: "each leak takes one of the open files the process may have",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep it and close it.",
  }),
  check: obligationCheck({ rule: "file-not-closed", severity: "warning", releasesTwice: true }),
});
