import type { Span } from "../text/span.ts";

/** The tokens of Go in which a line break or `//` does not mean what it says. */
export interface OpaqueToken {
  readonly kind: "line-comment" | "block-comment" | "string";
  readonly span: Span;
}

/**
 * Comments, strings and runes of a Go text in the order of their offsets. Works on text that does not parse: a token
 * that is not closed ends with its line (quotes) or with the text (raw strings, block comments).
 */
export function opaqueTokens(text: string): OpaqueToken[] {
  const tokens: OpaqueToken[] = [];
  const starts = /\/\/|\/\*|["'`]/g;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const token = tokenAt(text, match.index, match[0]);
    tokens.push(token);
    starts.lastIndex = Math.max(token.span.end, match.index + 1);
  }
  return tokens;
}

function tokenAt(text: string, start: number, opening: string): OpaqueToken {
  switch (opening) {
    case "//":
      return { kind: "line-comment", span: { start, end: lineEnd(text, start) } };
    case "/*":
      return { kind: "block-comment", span: { start, end: behind(text, "*/", start + 2) } };
    case "`":
      return { kind: "string", span: { start, end: behind(text, "`", start + 1) } };
    default:
      return { kind: "string", span: { start, end: quoteEnd(text, start, opening) } };
  }
}

function behind(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length : at + closing.length;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  const end = feed < 0 ? text.length : feed;
  return end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function quoteEnd(text: string, start: number, quote: string): number {
  const end = lineEnd(text, start);
  for (let at = start + 1; at < end; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return end;
}

/** Whether an offset lies inside a token, so that nothing may be inserted there. */
export function isInside(tokens: readonly OpaqueToken[], offset: number): boolean {
  return tokens.some(
    ({ kind, span }) => span.start < offset && (offset < span.end || (kind === "line-comment" && offset === span.end)),
  );
}
