import type { Finding } from "../analyze/finding.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { ReportFinding, ReportPosition, ReportRange } from "./report.ts";

/** What turns offsets and URIs into lines, columns and paths. */
export interface Locator {
  readonly linesOf: (uri: string) => LineIndex | undefined;
  readonly pathOf: (uri: string) => string;
}

export function locate(finding: Finding, { linesOf, pathOf }: Locator): ReportFinding {
  const rangeIn = (uri: string, span: Span): ReportRange => rangeOf(span, linesOf(uri));
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    path: pathOf(finding.uri),
    range: rangeIn(finding.uri, finding.span),
    message: finding.message,
    related: finding.related.map(({ uri, span, message }) => ({
      path: pathOf(uri),
      range: rangeIn(uri, span),
      message,
    })),
    fixes: finding.fixes.map(({ title, safe, edits }) => ({
      title,
      safe,
      edits: edits.map(({ uri, span, newText }) => ({ path: pathOf(uri), range: rangeIn(uri, span), newText })),
    })),
    fingerprint: finding.fingerprint,
  };
}

/** A file that cannot be read any more has only a first character. */
function rangeOf(span: Span, lines: LineIndex | undefined): ReportRange {
  return { start: positionOf(span.start, lines), end: positionOf(span.end, lines) };
}

function positionOf(offset: number, lines: LineIndex | undefined): ReportPosition {
  if (lines === undefined) return { line: 1, column: 1 };
  const { line, character } = lines.positionAt(offset);
  return { line: line + 1, column: character + 1 };
}

/** The order of a report: by path, then by place, then by rule. */
export function byPathAndPlace(a: ReportFinding, b: ReportFinding): number {
  return (
    compareText(a.path, b.path) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    a.range.end.line - b.range.end.line ||
    a.range.end.column - b.range.end.column ||
    compareText(a.rule, b.rule)
  );
}

/** By code unit, so that the order is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
