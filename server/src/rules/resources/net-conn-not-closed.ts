import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "net-conn-not-closed",
  family: "resources",
  summary: "Finds network connections and listeners that stay open on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "closed",
    harm: "its socket stays open on both sides until the process ends",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep it and close it.",
  }),
  check: obligationCheck({ rule: "net-conn-not-closed", severity: "warning", releasesTwice: true }),
});
