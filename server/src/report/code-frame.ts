import type { LineIndex } from "../text/line-index.ts";
import type { ReportRange } from "./report.ts";
import type { Colors } from "./text.ts";

/** Lines shown above the flagged one, where they have text. */
const BEFORE = 1;
const WIDEST = 160;
const TAB = "    ";

/** The flagged line with its number, the line before it, and a line of carets below. */
export function codeFrame(
  range: ReportRange,
  lines: LineIndex,
  colors: Colors,
  mark: (text: string) => string,
): string[] {
  const flagged = range.start.line;
  if (flagged > lines.lineCount) return [];
  const width = String(flagged).length;
  const gutter = (label: string): string => colors.dim(`${label.padStart(width)} |`);
  const first = Math.max(1, flagged - BEFORE);
  const out: string[] = [];
  for (let line = first; line <= flagged; line++) {
    const text = lines.lineText(line - 1);
    if (line < flagged && text.trim() === "") continue;
    out.push(`    ${gutter(String(line))} ${shown(text)}`.trimEnd());
  }
  const carets = caretLine(lines.lineText(flagged - 1), range);
  if (carets !== undefined) out.push(`    ${gutter("")} ${carets.indent}${mark(carets.carets)}`);
  return out;
}

function caretLine(text: string, { start, end }: ReportRange): { indent: string; carets: string } | undefined {
  const to = end.line === start.line ? end.column - 1 : text.length;
  const indent = cells(shownWhole(text.slice(0, start.column - 1)));
  if (indent >= WIDEST) return undefined;
  const count = cells(shownWhole(text.slice(start.column - 1, to)));
  return { indent: " ".repeat(indent), carets: "^".repeat(Math.max(1, Math.min(count, WIDEST - indent))) };
}

function shown(text: string): string {
  const whole = shownWhole(text);
  return whole.length > WIDEST ? `${whole.slice(0, WIDEST)}…` : whole;
}

/** Tabs as blanks, so that carets stand below what they mean; control characters made visible. */
function shownWhole(text: string): string {
  return text.replaceAll("\t", TAB).replace(/\p{Cc}/gu, "\uFFFD");
}

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const MARK = /\p{Mark}/u;

/** How many terminal cells a text takes. */
function cells(text: string): number {
  let count = 0;
  for (const char of text) count += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return count;
}
