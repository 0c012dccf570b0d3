import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "sql-stmt-not-closed",
  family: "sql",
  summary: "Finds prepared statements that stay open on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["sqlclosecheck"],
  messages: obligationMessages({
    done: "closed",
    harm: "the statement stays prepared in the database and in every connection that ran it",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Use Exec or Query with the text itself, or keep and close it.",
  }),
  check: obligationCheck({ rule: "sql-stmt-not-closed", severity: "warning", releasesTwice: true }),
});
