import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";
import type { Type } from "../../semantic/types.ts";
import type { Expr } from "../../syntax/ast.ts";
import { walk, walkFunction } from "../../syntax/visit.ts";

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
    isSafe: (fn, obligation) => mayEndTwice(obligation) && !isContextReturned(obligation, fn),
    judge,
  }),
});

/** `ctx, _ := tracer.Start(…)`: whoever gets that context may end the span in it, and so may who is returned it. */
function judge(obligation: Obligation, { kind }: Leak, fn: FunctionUnit): Severity {
  if (kind !== "discarded") return isContextReturned(obligation, fn) ? "info" : "warning";
  return targetsOf(obligation, fn).some((target) => target.kind !== "Ident" || target.name !== "_")
    ? "info"
    : "warning";
}

function targetsOf({ call }: Obligation, fn: FunctionUnit): readonly Expr[] {
  const targets: Expr[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind === "AssignStmt" && node.rhs.length === 1 && node.rhs[0] === call) targets.push(...node.lhs);
  });
  return targets;
}

/** `ctx, span := trace.StartSpan(ctx, name); return ctx`, as handlers of RPCs do: another one ends the span in it. */
function isContextReturned(obligation: Obligation, fn: FunctionUnit): boolean {
  const { info, node: func } = fn;
  const gives = func.type.results.some(({ type }) => isContext(info.typeOf(type)));
  const own = targetsOf(obligation, fn).flatMap((target) => (target.kind === "Ident" ? [info.objectOf(target)] : []));
  const contexts = own.filter((obj) => obj?.kind === "var" && obj !== obligation.variable);
  let returned = false;
  if (!gives || contexts.length === 0) return false;
  walkFunction(func, (node) => {
    if (node.kind !== "ReturnStmt") return;
    walk(node, (each) => {
      returned ||= each.kind === "Ident" && contexts.includes(info.objectOf(each));
    });
  });
  return returned;
}

function isContext(type: Type): boolean {
  return type.kind === "named" && type.pkg === "context" && type.name === "Context";
}

/** A span of OpenTracing must not be touched once it is finished: where it is on other paths, a `defer` would do so again. */
function mayEndTwice({ fact, leak }: Obligation): boolean {
  return leak?.kind !== "path" || !fact.pkg.startsWith("github.com/opentracing/");
}
