import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import { execFix } from "./exec-fix.ts";

export default rule({
  id: "sql-rows-not-closed",
  family: "sql",
  summary: "Finds query results that stay open on some path out of the function",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["sqlclosecheck"],
  messages: obligationMessages({
    done: "closed",
    harm: "its connection stays taken, and once all are, every query waits for ever",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Use Exec where no rows are wanted, or keep and close them.",
  }),
  check: obligationCheck({
    rule: "sql-rows-not-closed",
    severity: "error",
    releasesTwice: true,
    fixes: (fn, obligation, leak) => (leak.kind === "discarded" ? execFix(fn, obligation) : []),
  }),
});
