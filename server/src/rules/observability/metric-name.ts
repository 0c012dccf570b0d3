import { calledBy, namedOf } from "../../analyze/called.ts";
import { fieldOf } from "../../analyze/literals.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, CompositeLit, Expr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { type MetricKind, type NameProblem, otelProblem, prometheusProblem } from "./metric-names.ts";

export default rule({
  id: "metric-name",
  family: "observability",
  summary: "a metric's name breaks the rules of its system",
  severity: "warning",
  preset: "strict",
  since: "0.1",
  inTests: false,
  triggers: ["Opts{", "BuildFQName", "NewDesc", "Counter(", "Gauge(", "Histogram("],
  covers: ["promlinter"],
  messages: {
    "total-missing":
      "The counter `{part}` does not end in `_total`: queries and dashboards take it for a gauge, and OpenMetrics exposes it under another name. Rename it, with its users.",
    "total-wrong":
      "A {wanted} must not end in `_total`: that marks counters, and rate() over it makes no sense. Rename it, with its users.",
    reserved:
      "The ending `{part}` is reserved for the series of histograms and summaries: this {wanted} may collide with one. Rename it, with its users.",
    camel:
      "`{part}` mixes cases: metric names are words of small letters with `_` between. Rename it to `{wanted}`, with its users.",
    colon: "A `:` in a metric's name is kept for recording rules. Rename it, with its users.",
    unit: "The unit `{part}` is not a base unit: dashboards mix it up with metrics in {wanted}. Measure in {wanted}, and say so in the name.",
    "type-word": "The name repeats the type `{part}`, which the metric has anyway. Rename it, with its users.",
  },
  checkDecl(decl, file, report) {
    walk(decl, (node) => {
      const found =
        node.kind === "CompositeLit"
          ? inOptions(node, file)
          : node.kind === "CallExpr"
            ? inCall(node, file)
            : undefined;
      if (found === undefined) return;
      const { part, wanted } = found.problem;
      report({ at: shortSpan(found.at, file), message: found.problem.id, data: { part, wanted } });
    });
  },
});

interface Found {
  readonly at: Expr;
  readonly problem: NameProblem;
}

const OPTIONS: Readonly<Record<string, MetricKind>> = {
  CounterOpts: "counter",
  GaugeOpts: "gauge",
  HistogramOpts: "histogram",
  SummaryOpts: "summary",
};

function inOptions(literal: CompositeLit, file: FileUnit): Found | undefined {
  const named = namedOf(file.info.typeOf(literal));
  const kind = !named?.pkg.endsWith("client_golang/prometheus") ? undefined : OPTIONS[named.name];
  const name = fieldOf(literal, "Name")?.value;
  return kind === undefined || name === undefined
    ? undefined
    : judge(name, file, (tail, whole) => prometheusProblem(tail, kind, whole));
}

/** Which argument is the name. Of `NewDesc(BuildFQName(…), …)` the inner call has it. */
const NAMES: Readonly<Record<string, number>> = { BuildFQName: 2, NewDesc: 0 };

function inCall(call: CallExpr, file: FileUnit): Found | undefined {
  const ref = calledBy(call, file.info)?.ref;
  if (ref === undefined) return undefined;
  const named = ref.pkg.endsWith("client_golang/prometheus") ? call.args[NAMES[ref.name] ?? -1] : undefined;
  if (named !== undefined) return judge(named, file, (tail, whole) => prometheusProblem(tail, "unknown", whole));
  const isInstrument = ref.recv === "Meter" && ref.pkg.startsWith("go.opentelemetry.io/otel/metric");
  if (!isInstrument || !/(Counter|Gauge|Histogram)$/.test(ref.name)) return undefined;
  return judge(call.args[0], file, otelProblem);
}

function judge(
  name: Expr | undefined,
  file: FileUnit,
  check: (tail: string, whole: boolean) => NameProblem | undefined,
): Found | undefined {
  if (name === undefined) return undefined;
  const whole = file.info.constantOf(name);
  const tail = typeof whole === "string" ? whole : constantTail(name, file);
  const problem = tail === undefined || tail === "" ? undefined : check(tail, typeof whole === "string");
  return problem === undefined ? undefined : { at: name, problem };
}

/** The constant end of `prefix + "_requests"`. */
function constantTail(expr: Expr, file: FileUnit): string | undefined {
  const inner = unparen(expr);
  if (inner.kind !== "BinaryExpr" || inner.op !== "+") return undefined;
  const end = file.info.constantOf(inner.y);
  return typeof end === "string" ? end : undefined;
}

function shortSpan(expr: Expr, file: FileUnit): { readonly start: number; readonly end: number } {
  const end = file.lines.lineEnd(file.lines.lineAt(expr.start));
  return { start: expr.start, end: Math.min(expr.end, end, expr.start + 80) };
}
