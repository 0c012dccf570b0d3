import type { TextEdit } from "../text/edit.ts";
import { LineIndex } from "../text/line-index.ts";
import { isInside, opaqueTokens, type OpaqueToken } from "./go-comments.ts";

/** An edit that writes an ignore comment. */
export interface IgnoreEdit extends TextEdit {
  /** Where in `newText` the reason stands that the user is to write; undefined where a comment with a reason was extended. */
  readonly reason?: { readonly start: number; readonly end: number };
}

const REASON = "reason";

/**
 * The edit that ignores `rule` for the line of `offset`: the rule is added to a comment that already ignores others
 * there, else a comment is put above the line or behind it. Undefined where no comment can stand.
 */
export function ignoreLine(
  text: string,
  offset: number,
  rule: string,
  position: "lineAbove" | "sameLine",
): IgnoreEdit | undefined {
  const lines = new LineIndex(text);
  const tokens = opaqueTokens(text);
  const line = lines.lineAt(offset);
  const merged = mergeAt(text, lines, tokens, line, rule) ?? mergeAbove(text, lines, tokens, line, rule);
  if (merged !== undefined) return merged;
  const above = insertAbove(text, lines, tokens, line, rule);
  const behind = insertBehind(text, lines, tokens, line, rule);
  return position === "sameLine" ? (behind ?? above) : (above ?? behind);
}

/** The edit that ignores `rule` in the whole file. */
export function ignoreFile(text: string, rule: string): IgnoreEdit {
  for (const token of opaqueTokens(text)) {
    const merged = mergeInto(text, token, "ignore-file", rule);
    if (merged !== undefined) return merged;
  }
  const start = text.startsWith("\uFEFF") ? 1 : 0;
  const feed = lineBreak(text);
  return withReason({ start, end: start }, `//gostable:ignore-file ${rule} -- `, `${feed}${feed}`);
}

function mergeAt(text: string, lines: LineIndex, tokens: readonly OpaqueToken[], line: number, rule: string) {
  const token = tokens.find(({ span }) => span.end === lines.lineEnd(line) && span.start >= lines.lineStart(line));
  return token && mergeInto(text, token, "ignore", rule);
}

/** The line above counts only where the comment stands alone on it. */
function mergeAbove(text: string, lines: LineIndex, tokens: readonly OpaqueToken[], line: number, rule: string) {
  if (
    line === 0 ||
    !lines
      .lineText(line - 1)
      .trimStart()
      .startsWith("//")
  )
    return undefined;
  return mergeAt(text, lines, tokens, line - 1, rule);
}

function mergeInto(text: string, token: OpaqueToken, directive: string, rule: string): IgnoreEdit | undefined {
  if (token.kind !== "line-comment") return undefined;
  const comment = text.slice(token.span.start, token.span.end);
  const match = new RegExp(`^//gostable:${directive}[ \\t]+[a-z0-9-]+(?:[ \\t]*,[ \\t]*[a-z0-9-]+)*`).exec(comment);
  if (match === null) return undefined;
  const end = token.span.start + match[0].length;
  return { span: { start: end, end }, newText: `,${rule}` };
}

function insertAbove(text: string, lines: LineIndex, tokens: readonly OpaqueToken[], line: number, rule: string) {
  const start = lines.lineStart(line);
  if (isInside(tokens, start)) return undefined;
  const indent = /^[ \t]*/.exec(lines.lineText(line))?.[0] ?? "";
  return withReason({ start, end: start }, `${indent}//gostable:ignore ${rule} -- `, lineBreak(text));
}

function insertBehind(text: string, lines: LineIndex, tokens: readonly OpaqueToken[], line: number, rule: string) {
  const end = lines.lineEnd(line);
  if (isInside(tokens, end)) return undefined;
  return withReason({ start: end, end }, ` //gostable:ignore ${rule} -- `, "");
}

function withReason(span: { start: number; end: number }, before: string, after: string): IgnoreEdit {
  return {
    span,
    newText: `${before}${REASON}${after}`,
    reason: { start: before.length, end: before.length + REASON.length },
  };
}

function lineBreak(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? "\n";
}
