import { modify } from "jsonc-parser";
import type { TextEdit } from "../text/edit.ts";

/** The edits that switch a rule off in the text of a configuration; an empty text becomes a whole one. */
export function disableRuleIn(text: string, rule: string): TextEdit[] {
  const whole = text.trim() === "" ? "{}" : text;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  const edits = modify(whole, ["rules", rule], "off", { formattingOptions });
  if (whole === text) {
    return edits.map(({ offset, length, content }) => ({
      span: { start: offset, end: offset + length },
      newText: content,
    }));
  }
  const newText = `${JSON.stringify({ rules: { [rule]: "off" } }, undefined, 2)}\n`;
  return [{ span: { start: 0, end: text.length }, newText }];
}
