import type { FileUnit } from "../../analyze/unit.ts";
import type { Span } from "../../text/span.ts";

const WIDEST = 80;

/** The part of a span on its first line, not wider than a reader wants underlined. */
export function firstLine({ start, end }: Span, file: FileUnit): Span {
  const lineEnd = file.lines.lineEnd(file.lines.lineAt(start));
  return { start, end: Math.min(end, lineEnd, start + WIDEST) };
}
