import type { Severity } from "../analyze/finding.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Report, ReportFinding, ReportPosition, ReportRange } from "./report.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "ERROR",
  warning: "WARNING",
  info: "INFO",
  hint: "INFO",
};

/** Reviewdog's diagnostic format. Its columns count bytes of UTF-8. */
export function rdjsonReport(report: Report): string {
  const lines = linesByPath(report);
  const diagnostics = report.findings.map((finding) => diagnostic(finding, report, lines));
  return `${JSON.stringify({ source: { name: "gostable", url: "https://github.com/gostable/gostable" }, diagnostics }, undefined, 2)}\n`;
}

type Lines = (path: string) => LineIndex | undefined;

function diagnostic(finding: ReportFinding, { rules }: Report, lines: Lines): object {
  const { rule, severity, path, range, message, related, fixes } = finding;
  return {
    message,
    location: { path, range: byteRange(range, lines(path)) },
    severity: SEVERITIES[severity],
    code: { value: rule, url: rules.get(rule)?.url ?? "" },
    related_locations: related.map((place) => ({
      message: place.message,
      location: { path: place.path, range: byteRange(place.range, lines(place.path)) },
    })),
    suggestions: suggestions(fixes, path, lines),
  };
}

/** Each edit of the first safe fix: a suggestion stands for itself in reviewdog, so only fixes of one edit are offered. */
function suggestions(fixes: ReportFinding["fixes"], path: string, lines: Lines): object[] {
  const fix = fixes.find(({ safe, edits }) => safe && edits.length === 1);
  return (fix?.edits ?? []).map((edit) => ({ range: byteRange(edit.range, lines(path)), text: edit.newText }));
}

function byteRange({ start, end }: ReportRange, lines: LineIndex | undefined): ReportRange {
  return { start: bytePosition(start, lines), end: bytePosition(end, lines) };
}

function bytePosition({ line, column }: ReportPosition, lines: LineIndex | undefined): ReportPosition {
  if (lines === undefined) return { line, column };
  const before = lines.lineText(line - 1).slice(0, column - 1);
  return { line, column: new TextEncoder().encode(before).length + 1 };
}

function linesByPath({ source }: Report): Lines {
  const known = new Map<string, LineIndex | undefined>();
  return (path) => {
    if (!known.has(path)) {
      const text = source(path);
      known.set(path, text === undefined ? undefined : new LineIndex(text));
    }
    return known.get(path);
  };
}
