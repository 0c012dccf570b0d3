import { goAtLeast } from "../../analyze/go-version.ts";
import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { unparen, walk } from "../../syntax/visit.ts";

export default rule({
  id: "ticker-not-stopped",
  family: "resources",
  summary: "Finds tickers and timers that run on after the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "stopped",
    harm: "it goes on ticking after the function, and before Go 1.23 it is never freed",
    remedy: "Add `defer {release}` behind it.",
    keep: "Keep it and stop it.",
  }),
  check: obligationCheck({
    rule: "ticker-not-stopped",
    severity: "warning",
    releasesTwice: true,
    // From Go 1.23 on the runtime frees tickers that nobody can reach.
    judge: ({ fact }, leak, fn) => {
      // Who wants something done later once has no use for the timer.
      if (leak.kind === "discarded" && (fact.name === "AfterFunc" || endsReadingForEver(fn))) return undefined;
      return goAtLeast(fn.info.goVersion, "1.23") ? "hint" : "warning";
    },
  }),
});

/** `ticks := time.NewTicker(d).C`, and as the last statement a `for range ticks` that nothing leaves: it needs the ticker as long. */
function endsReadingForEver({ node, info }: FunctionUnit): boolean {
  const last = node.body?.stmts.at(-1);
  if (last?.kind !== "RangeStmt") return false;
  const channel = info.typeOf(unparen(last.x));
  if (channel.kind !== "chan" || channel.elem.kind !== "named" || channel.elem.pkg !== "time") return false;
  let leaves = false;
  walk(last.body, (each) => {
    if (each.kind === "FuncLit") return false;
    if (each.kind === "ReturnStmt" || each.kind === "BranchStmt") leaves = true;
    return !leaves;
  });
  return !leaves;
}
