import { goAtLeast } from "../../analyze/go-version.ts";
import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import { endsReadingForEver } from "./endless-ticks.ts";

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
