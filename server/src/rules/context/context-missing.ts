import { rule } from "../../analyze/rule.ts";
import { availableContext } from "./available.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { Origins } from "./origin.ts";
import { calleeSpan, shortText } from "./search.ts";
import { isSilenced } from "./silences.ts";
import { variantOf } from "./variant-problem.ts";

export default rule({
  id: "context-missing",
  family: "context",
  summary: "a call that can block has no context, and none is in scope",
  severity: "info",
  preset: "all",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["noctx"],
  messages: {
    missing:
      "`{callee}` runs without a context: nothing can cancel it, and no deadline bounds it. Take a context parameter and use {variant}.",
  },
  check(fn, report) {
    if (fn.parent !== undefined) return;
    const { file } = fn;
    const origins = new Origins(fn.node, fn.info);
    walkWithPath(fn.node, (node, above) => {
      if (node.kind !== "CallExpr") return;
      const variant = variantOf(node, file);
      if (variant === undefined || !isBlocking(variant.fact.kind, variant.fact.inLoopOnly)) return;
      if (availableContext(node.start, above, fn.info, origins) !== undefined || isSilenced(node, above, fn.info))
        return;
      const data = { callee: shortText(node.fun, file), variant: `\`${variant.fact.variant}\`` };
      report({ at: calleeSpan(node, file), message: "missing", data });
    });
  },
});

/** Logging, and calls whose context rides in an argument or an option, are not worth a new parameter. */
function isBlocking(kind: string, inLoopOnly: boolean | undefined): boolean {
  return (kind === "replace" || kind === "restructure") && inLoopOnly !== true;
}
