import { calledBy } from "../../flow/called.ts";
import type { Block, Cfg } from "../../flow/cfg/cfg.ts";
import { blocksTo } from "../../flow/cfg/reachability.ts";
import { goAtLeast } from "../../analyze/go-version.ts";
import { rule } from "../../analyze/rule.ts";
import { callsIn } from "../../flow/obligations/acquisitions.ts";

export default rule({
  id: "time-after-in-loop",
  family: "resources",
  summary: "Finds time.After in loops, before Go 1.23",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["time.After"],
  messages: {
    after:
      "`time.After` makes a timer in every turn of this loop: before Go 1.23 each stays in memory until it fires, also when another case was taken. Make one `time.NewTimer` before the loop and reset it.",
  },
  check(fn, report) {
    if (fn.info.goVersion === undefined || goAtLeast(fn.info.goVersion, "1.23")) return;
    const { cfg } = fn.flow;
    for (const block of cfg.blocks) {
      // Alone in its select, or outside one, it is waited for: nothing is left behind.
      const head = block.preds.map((pred) => cfg.blocks[pred]).find((each) => (each?.succs.length ?? 0) > 1);
      const isCase = head?.succs.every((edge) => edge.kind === "case" || edge.kind === "default") === true;
      const [first] = block.nodes;
      if (!isCase || first === undefined || !isLeftBehind(cfg, head, block)) continue;
      for (const call of callsIn(first)) {
        const ref = calledBy(call, fn.info)?.ref;
        if (ref?.pkg === "time" && ref.recv === undefined && ref.name === "After")
          report({ at: call.fun, message: "after" });
      }
    }
  },
});

/** True if another case leads to the next turn: where all of them leave the loop, the next turn begins when the timer has fired. */
function isLeftBehind(cfg: Cfg, head: Block, own: Block): boolean {
  const repeats = blocksTo(cfg, head.id);
  return head.succs.some(({ to }) => to !== own.id && repeats[to] === true);
}
