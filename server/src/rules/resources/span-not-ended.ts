import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Obligation } from "../../flow/flow.ts";

export default rule({
  id: "span-not-ended",
  family: "resources",
  summary: "Finds tracing spans that are not ended on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["spancheck"],
  messages: obligationMessages({
    done: "ended",
    harm: "a span that does not end is never exported, and the trace has a hole where it fails",
    remedy: "Add `defer {release}` behind it.",
    keep: "Keep the span and end it.",
  }),
  check: obligationCheck({
    rule: "span-not-ended",
    severity: "warning",
    releasesTwice: true,
    isSafe: (_, obligation) => mayEndTwice(obligation),
  }),
});

/** A span of OpenTracing must not be touched once it is finished: where it is on other paths, a `defer` would do so again. */
function mayEndTwice({ fact, leak }: Obligation): boolean {
  return leak?.kind !== "path" || !fact.pkg.startsWith("github.com/opentracing/");
}
