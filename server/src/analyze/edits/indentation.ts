import type { FileUnit } from "../unit.ts";

/** The white space before the first other character of the line that holds `offset`. */
export function indentationAt(file: FileUnit, offset: number): string {
  const line = file.lines.lineText(file.lines.lineAt(offset));
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/** The line break a text uses: that of its first line. */
export function lineBreakOf(text: string): string {
  const feed = text.indexOf("\n");
  return feed > 0 && text.charCodeAt(feed - 1) === 13 ? "\r\n" : "\n";
}
