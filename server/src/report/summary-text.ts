import { SEVERITIES } from "../analyze/severity.ts";
import type { Report, ReportSummary } from "./report.ts";
import type { Colors } from "./text.ts";

/** The last lines of the text report: how many problems, and what was not looked at. */
export function summaryText({ findings, summary }: Report, colors: Colors): string {
  const files = new Set(findings.map((finding) => finding.path)).size;
  const lines = [
    ...summary.skipped.map(({ path, reason }) => colors.dim(`skipped ${path}: ${reason}`)),
    ...summary.failures.map(
      ({ rule, path, error }) => `internal problem: ${rule} failed on ${path}: ${firstLine(error)}`,
    ),
    headline(summary, files, colors),
    ...(summary.inBaseline > 0 ? [colors.dim(`${summary.inBaseline} more in the baseline`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function headline(summary: ReportSummary, filesWithFindings: number, colors: Colors): string {
  const fixed = summary.fixed > 0 ? `, ${summary.fixed} fixed` : "";
  const interrupted = summary.cancelled ? " (interrupted)" : "";
  const looked = plural(summary.files, "file");
  if (summary.findings === 0) return `${colors.green("No problems")} in ${looked}${fixed}${interrupted}.`;
  const kinds = [...SEVERITIES]
    .reverse()
    .filter((severity) => summary.bySeverity[severity] > 0)
    .map((severity) => plural(summary.bySeverity[severity], severity));
  const count = colors.bold(plural(summary.findings, "problem"));
  return `${count} (${kinds.join(", ")}) in ${filesWithFindings} of ${looked}${fixed}${interrupted}.`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === "info" ? "" : "s"}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
