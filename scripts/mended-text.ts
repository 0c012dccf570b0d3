import type { GoParser } from "../server/src/syntax/parser.ts";
import { applyEdits } from "../server/src/text/edit.ts";

/** Three versions of one file whose declarations are the same ones in the same order. */
export interface Versions {
  readonly original: string;
  /** With releases taken out. */
  readonly mutated: string;
  readonly fixed: string;
}

/** The fixed text in which every declaration that no fix has touched is the original one again: nothing else is broken. */
export function mendedText({ original, mutated, fixed }: Versions, parser: GoParser): string {
  const [were, broken, are] = [original, mutated, fixed].map((text) => declarationsOf(text, parser));
  if (!were || !broken || !are || were.length !== broken.length || broken.length !== are.length) return fixed;
  const edits = are.flatMap(({ text, span }, index) => {
    const before = were[index]?.text;
    return before !== undefined && text === broken[index]?.text ? [{ span, newText: before }] : [];
  });
  return applyEdits(fixed, edits);
}

function declarationsOf(text: string, parser: GoParser) {
  const file = parser.parse(text);
  if (typeof file === "string") return undefined;
  return file.decls.map(({ start, end }) => ({ text: text.slice(start, end), span: { start, end } }));
}
