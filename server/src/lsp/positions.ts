import type { Position, Range } from "vscode-languageserver";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";

/** A span as the protocol writes it. */
export function rangeOf(lines: LineIndex, span: Span): Range {
  return { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}

export function spanOfRange(lines: LineIndex, range: Range): Span {
  return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

/** Whether two ranges have a place in common; touching ends count, so that a cursor behind a finding still is at it. */
export function meets(a: Range, b: Range): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
