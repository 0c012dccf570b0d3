import { calledBy, calledName } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import { walk } from "../../syntax/visit.ts";

export default rule({
  id: "metric-interval",
  family: "observability",
  summary: "metrics are exported more often than is of use",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["WithInterval", "WithCollectPeriod"],
  messages: {
    interval:
      "Metrics are exported every {seconds} s: every export costs the service and the collector, and most backends keep one point in {limit} s at best. Use {limit} s or more.",
  },
  checkDecl(decl, file, report) {
    const limit = file.options.metricIntervalSeconds;
    walk(decl, (node) => {
      if (node.kind !== "CallExpr") return;
      if (!/^With(CollectPeriod|Interval)$/.test(calledName(node) ?? "")) return;
      const ref = calledBy(node, file.info)?.ref;
      const arg = node.args[0];
      if (ref === undefined || arg === undefined || !isInterval(ref.pkg, ref.name)) return;
      const nanoseconds = file.info.constantOf(arg);
      if (typeof nanoseconds !== "bigint" && typeof nanoseconds !== "number") return;
      const seconds = Number(nanoseconds) / 1e9;
      if (seconds > 0 && seconds < limit) report({ at: arg, message: "interval", data: { seconds, limit } });
    });
  },
});

function isInterval(pkg: string, name: string): boolean {
  if (pkg === "go.opentelemetry.io/otel/sdk/metric") return name === "WithInterval";
  return (
    pkg.startsWith("go.opentelemetry.io/otel/sdk/metric/controller") && /^With(CollectPeriod|Interval)$/.test(name)
  );
}
