import type { Stmt } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { FileUnit } from "../unit.ts";
import { indentationAt, lineBreakOf } from "./indentation.ts";

/** Puts lines of code behind a statement, with its indentation. Undefined where something but a comment follows on its last line. */
export function insertAfter(file: FileUnit, stmt: Stmt, lines: readonly string[]): TextEdit | undefined {
  const end = file.lines.lineEnd(file.lines.lineAt(stmt.end));
  const rest = file.text.slice(stmt.end, end).trim();
  if (rest !== "" && !rest.startsWith("//")) return undefined;
  return insertLines(file, end, indentationAt(file, stmt.start), lines);
}

function insertLines(file: FileUnit, offset: number, indentation: string, lines: readonly string[]): TextEdit {
  const eol = lineBreakOf(file.text);
  const block = lines.map((line) => (line === "" ? "" : indentation + line)).join(eol);
  return { span: { start: offset, end: offset }, newText: eol + block };
}
