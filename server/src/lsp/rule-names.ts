import type { LineIndex, Position } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import { opaqueTokens } from "./go-comments.ts";

/** The `//gostable:` comment at an offset, if there is one. */
export function directiveAt(text: string, offset: number): Span | undefined {
  const token = opaqueTokens(text).find(({ span }) => span.start <= offset && offset <= span.end);
  if (token?.kind !== "line-comment" || !text.startsWith("//gostable:", token.span.start)) return undefined;
  return token.span;
}

/** The span of the word of letters, digits and dashes around a position. */
export function wordAt(lines: LineIndex, text: string, position: Position): Span {
  const offset = lines.offsetAt(position);
  let [start, end] = [offset, offset];
  while (start > 0 && isWord(text.charCodeAt(start - 1))) start--;
  while (end < text.length && isWord(text.charCodeAt(end))) end++;
  return { start, end };
}

function isWord(unit: number): boolean {
  return unit === 45 || (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122);
}
