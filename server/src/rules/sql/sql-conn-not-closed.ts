import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "sql-conn-not-closed",
  family: "sql",
  summary: "Finds database connections that do not go back to their pool on some path",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "given back",
    harm: "the pool has one connection less for ever, and once all are gone every query waits",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep it and give it back.",
  }),
  check: obligationCheck({ rule: "sql-conn-not-closed", severity: "error", releasesTwice: true }),
});
