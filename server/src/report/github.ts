import type { Severity } from "../analyze/finding.ts";
import type { Report, ReportFinding } from "./report.ts";

const LEVELS: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
  hint: "notice",
};

/** Workflow commands of GitHub Actions: each becomes an annotation on the line. */
export function githubReport({ findings }: Report): string {
  return findings.map((finding) => `${command(finding)}\n`).join("");
}

function command({ severity, path, range, rule, message }: ReportFinding): string {
  const columns = range.start.line === range.end.line ? `,col=${range.start.column},endColumn=${range.end.column}` : "";
  const place = `file=${property(path)},line=${range.start.line},endLine=${range.end.line}${columns}`;
  return `::${LEVELS[severity]} ${place},title=${property(`gostable ${rule}`)}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
