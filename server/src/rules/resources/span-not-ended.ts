import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";
import type { Expr } from "../../syntax/ast.ts";
import { walkFunction } from "../../syntax/visit.ts";

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
    judge,
  }),
});

/** `ctx, _ := tracer.Start(…)`: whoever gets that context may end the span in it. */
function judge({ call }: Obligation, { kind }: Leak, fn: FunctionUnit): Severity {
  if (kind !== "discarded") return "warning";
  const targets: Expr[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind === "AssignStmt" && node.rhs.length === 1 && node.rhs[0] === call) targets.push(...node.lhs);
  });
  return targets.some((target) => target.kind !== "Ident" || target.name !== "_") ? "info" : "warning";
}

/** A span of OpenTracing must not be touched once it is finished: where it is on other paths, a `defer` would do so again. */
function mayEndTwice({ fact, leak }: Obligation): boolean {
  return leak?.kind !== "path" || !fact.pkg.startsWith("github.com/opentracing/");
}
