import type { Severity } from "../analyze/finding.ts";
import { compareText } from "../report/locate.ts";
import type { ReportFinding, ReportSummary } from "../report/report.ts";

/** `--statistics`: how much was looked at, how long it took, and how often each rule found something. */
export function statisticsText(findings: readonly ReportFinding[], summary: ReportSummary, run: RunFigures): string {
  const seconds = run.elapsed / 1000;
  const lines = [
    `${summary.files} files in ${seconds.toFixed(2)} s (${(summary.files / Math.max(seconds, 0.001)).toFixed(0)} a second), ${run.workers === 0 ? "no workers" : `${run.workers} workers`}`,
    ...ruleTable(findings, run.ruleTimes),
  ];
  return `${lines.join("\n")}\n`;
}

/** What only the run itself knows. */
export interface RunFigures {
  /** Milliseconds. */
  readonly elapsed: number;
  readonly workers: number;
  /** Milliseconds by rule. */
  readonly ruleTimes: Readonly<Record<string, number>>;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info", "hint"];

function ruleTable(findings: readonly ReportFinding[], times: Readonly<Record<string, number>>): string[] {
  const rules = [...new Set([...Object.keys(times), ...findings.map((finding) => finding.rule)])];
  const rows = rules.map((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    const counts = SEVERITIES.map((severity) => String(own.filter((finding) => finding.severity === severity).length));
    return { rule, count: own.length, time: times[rule] ?? 0, counts };
  });
  rows.sort((a, b) => b.time - a.time || b.count - a.count || compareText(a.rule, b.rule));
  const width = Math.max(4, ...rules.map((rule) => rule.length));
  const head = `${"rule".padEnd(width)}  ${SEVERITIES.map((severity) => severity.padStart(8)).join("")}  milliseconds`;
  const body = rows.map(
    ({ rule, counts, time }) =>
      `${rule.padEnd(width)}  ${counts.map((n) => n.padStart(8)).join("")}  ${time.toFixed(1).padStart(12)}`,
  );
  return [head, ...body];
}
