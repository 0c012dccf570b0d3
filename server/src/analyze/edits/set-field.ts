import type { CompositeLit, Element } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { FileUnit } from "../unit.ts";
import { indentationAt, lineBreakOf } from "./indentation.ts";

/**
 * Sets a field in a literal with keys, as its first element: on a line of its own where the others have theirs, with the values
 * below each other as gofmt has them. Undefined where the layout is another one.
 */
export function setField(
  literal: CompositeLit,
  name: string,
  value: string,
  file: FileUnit,
): readonly TextEdit[] | undefined {
  const at = literal.lbrace + 1;
  const [first] = literal.elements;
  const oneLine = file.lines.lineAt(at) === file.lines.lineAt(literal.end);
  if (first === undefined) return oneLine ? [insertAt(at, `${name}: ${value}`)] : undefined;
  if (oneLine) return [insertAt(at, `${name}: ${value}, `)];
  if (file.lines.lineAt(first.start) !== file.lines.lineAt(at) + 1) return undefined;
  return setOnOwnLine(literal, first, name, value, file);
}

function setOnOwnLine(
  literal: CompositeLit,
  first: Element,
  name: string,
  value: string,
  file: FileUnit,
): readonly TextEdit[] {
  const aligned = alignedRun(literal.elements, file);
  const width = Math.max(name.length, ...aligned.map(keyLength));
  const line = `${lineBreakOf(file.text)}${indentationAt(file, first.start)}${name}:${padding(width - name.length)}${value},`;
  return [insertAt(literal.lbrace + 1, line), ...aligned.flatMap((element) => align(element, width))];
}

/** The elements at the beginning whose values gofmt puts below each other: each on one line, line after line. */
function alignedRun(elements: readonly Element[], file: FileUnit): readonly Element[] {
  let last: number | undefined;
  const end = elements.findIndex((element) => {
    const line = file.lines.lineAt(element.start);
    const belongs = file.lines.lineAt(element.end) === line && (last === undefined || line === last + 1);
    last = line;
    return !belongs;
  });
  return end < 0 ? elements : elements.slice(0, end);
}

function keyLength(element: Element): number {
  return element.key === undefined ? 0 : element.key.end - element.key.start;
}

function align(element: Element, width: number): TextEdit[] {
  if (element.key === undefined) return [];
  const span = { start: element.key.end, end: element.value.start };
  const newText = `:${padding(width - keyLength(element))}`;
  return newText.length === span.end - span.start ? [] : [{ span, newText }];
}

function padding(missing: number): string {
  return " ".repeat(missing + 1);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
