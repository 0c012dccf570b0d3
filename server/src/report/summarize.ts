import type { Severity } from "../analyze/finding.ts";
import { compareText } from "./locate.ts";
import type { ReportFinding, ReportSummary } from "./report.ts";

/** The counts of a report, from its findings and what only the scan knows. */
export function summarize(
  findings: readonly ReportFinding[],
  rest: Omit<ReportSummary, "findings" | "bySeverity" | "byRule">,
): ReportSummary {
  const bySeverity: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const byRule = new Map<string, number>();
  for (const { severity, rule } of findings) {
    bySeverity[severity]++;
    byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  return {
    files: rest.files,
    findings: findings.length,
    bySeverity,
    byRule: Object.fromEntries([...byRule].sort(([a], [b]) => compareText(a, b))),
    inBaseline: rest.inBaseline,
    fixed: rest.fixed,
    skipped: rest.skipped,
    cancelled: rest.cancelled,
    failures: rest.failures,
  };
}
