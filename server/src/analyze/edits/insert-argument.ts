import type { CallExpr } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";

/** Puts `argument` before the argument of that index; behind the last one where the index is the count of arguments. */
export function insertArgument(call: CallExpr, index: number, argument: string): TextEdit {
  const next = call.args[index];
  if (next !== undefined) return insertAt(next.start, `${argument}, `);
  const last = call.args.at(-1);
  return last === undefined ? insertAt(call.lparen + 1, argument) : insertAt(last.end, `, ${argument}`);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
