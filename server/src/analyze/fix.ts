import { conflict, sortEdits, type TextEdit } from "../text/edit.ts";
import type { Fix } from "./finding.ts";
import type { ProposedFix } from "./rule.ts";

/** The fix as it may be offered; undefined where its edits are not valid for the text or change nothing. */
export function validFix(fix: ProposedFix, uri: string, text: string): Fix | undefined {
  const edits = sortEdits(fix.edits).filter((edit) => changes(edit, text));
  if (edits.length === 0 || !edits.every((edit) => fits(edit, text)) || overlap(edits)) return undefined;
  return {
    title: fix.title,
    safe: fix.safe,
    edits: edits.map(({ span, newText }) => ({ uri, span: { start: span.start, end: span.end }, newText })),
  };
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
