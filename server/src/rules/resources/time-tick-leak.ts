import { calledBy } from "../../flow/called.ts";
import { canReturn } from "../../flow/cfg/reachability.ts";
import { goAtLeast } from "../../analyze/go-version.ts";
import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { walkFunction } from "../../syntax/visit.ts";
import { endsReadingForEver } from "./endless-ticks.ts";

export default rule({
  id: "time-tick-leak",
  family: "resources",
  summary: "Finds time.Tick in functions that return, before Go 1.23",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["time.Tick"],
  covers: ["staticcheck:SA1015"],
  messages: {
    tick: "The ticker behind `time.Tick` can never be stopped: before Go 1.23 each call of this function leaves one ticking for ever. Use `time.NewTicker` and defer its Stop, or set `go 1.23` in go.mod.",
  },
  check(fn, report) {
    if (fn.info.goVersion === undefined || goAtLeast(fn.info.goVersion, "1.23") || livesAsLongAsTheProcess(fn)) return;
    walkFunction(fn.node, (node) => {
      if (node.kind !== "CallExpr") return;
      const ref = calledBy(node, fn.info)?.ref;
      if (ref?.pkg === "time" && ref.recv === undefined && ref.name === "Tick")
        report({ at: node.fun, message: "tick" });
    });
  },
});

/** Functions that never return need no end of their ticker, nor does main. */
function livesAsLongAsTheProcess(fn: FunctionUnit): boolean {
  const isMain = fn.name === "main" && fn.file.packageName?.name === "main";
  return isMain || !canReturn(fn.flow.cfg) || endsReadingForEver(fn);
}
