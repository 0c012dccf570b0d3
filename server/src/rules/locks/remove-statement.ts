import { indentationAt } from "../../analyze/edits/indentation.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";

/**
 * Takes a statement and its lines out of the text, and a blank line that would be left over beside a brace or another blank
 * one. Undefined where something else stands on its lines.
 */
export function removeStatement(file: FileUnit, stmt: Span): TextEdit | undefined {
  const { lines, text } = file;
  const first = lines.lineAt(stmt.start);
  const last = lines.lineAt(stmt.end);
  const start = lines.lineStart(first);
  const end = lines.lineStart(last + 1);
  const before = text.slice(start, stmt.start);
  const after = text.slice(stmt.end, end);
  if (before.trim() !== "" || after.trim() !== "" || last + 1 >= lines.lineCount) return undefined;
  const above = first === 0 ? "" : lines.lineText(first - 1).trim();
  const below = lines.lineText(last + 1).trim();
  if (below === "" && (above === "" || above.endsWith("{")))
    return { span: { start, end: lines.lineStart(last + 2) }, newText: "" };
  if (above === "" && below.startsWith("}")) return { span: { start: lines.lineStart(first - 1), end }, newText: "" };
  return { span: { start, end }, newText: "" };
}

/** Puts a line before the statement that begins at `start`; undefined where something stands before it on its line. */
export function insertLineBefore(file: FileUnit, start: number, line: string, eol: string): TextEdit | undefined {
  const lineStart = file.lines.lineStart(file.lines.lineAt(start));
  const indentation = indentationAt(file, start);
  if (lineStart + indentation.length !== start) return undefined;
  return { span: { start: lineStart, end: lineStart }, newText: `${indentation}${line}${eol}` };
}
