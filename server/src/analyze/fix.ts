import { conflict, sortEdits, type TextEdit } from "../text/edit.ts";
import type { Fix } from "./finding.ts";
import type { ProposedFix } from "./rule.ts";

/** The fix as it may be offered; undefined where its edits are not valid for the text or change nothing. */
export function validFix(fix: ProposedFix, uri: string, text: string): Fix | undefined {
  const edits = sortEdits(fix.edits).filter((edit) => changes(edit, text));
  if (edits.length === 0 || !edits.every((edit) => fits(edit, text)) || overlap(edits)) return undefined;
  return {
    title: fix.title,
    safe: fix.safe && !edits.some((edit) => movesComment(edit, text)),
    edits: edits.map(({ span, newText }) => ({ uri, span: { start: span.start, end: span.end }, newText })),
  };
}

const COMMENT_BEHIND = /\S[ \t]+\/\/ /;

/** True if a comment behind the code would no longer stand below that of the line above, or above that of the line below. */
function movesComment({ span, newText }: TextEdit, text: string): boolean {
  const isOneLine = !newText.includes("\n") && !text.slice(span.start, span.end).includes("\n");
  if (!isOneLine || newText.length === span.end - span.start) return false;
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const end = lineEndFrom(text, span.end);
  if (!COMMENT_BEHIND.test(text.slice(start, end))) return false;
  const above = text.slice(text.lastIndexOf("\n", start - 2) + 1, Math.max(0, start - 1));
  const below = text.slice(end + 1, lineEndFrom(text, end + 1));
  return COMMENT_BEHIND.test(above) || COMMENT_BEHIND.test(below);
}

function lineEndFrom(text: string, offset: number): number {
  const feed = text.indexOf("\n", offset);
  return feed < 0 ? text.length : feed;
}

/** True if two edits of the list touch; the list is sorted. */
export function overlap(edits: readonly TextEdit[]): boolean {
  return edits.some((edit, index) => {
    const next = edits[index + 1];
    return next !== undefined && (conflict(edit, next) || next.span.start < edit.span.end);
  });
}

function fits({ span }: TextEdit, text: string): boolean {
  return (
    Number.isInteger(span.start) &&
    Number.isInteger(span.end) &&
    span.start >= 0 &&
    span.start <= span.end &&
    span.end <= text.length
  );
}

function changes({ span, newText }: TextEdit, text: string): boolean {
  return text.slice(span.start, span.end) !== newText;
}
