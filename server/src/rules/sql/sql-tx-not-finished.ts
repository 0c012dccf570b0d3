import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "sql-tx-not-finished",
  family: "sql",
  summary: "Finds transactions that are neither committed nor rolled back on some path",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "finished",
    harm: "its connection stays taken and its locks stay held, until the database kills it",
    remedy: "Roll it back in a `defer` after the error check; behind a Commit that does nothing.",
    keep: "Keep it, and commit or roll it back.",
  }),
  check: obligationCheck({ rule: "sql-tx-not-finished", severity: "error", releasesTwice: true }),
});
