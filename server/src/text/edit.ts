import type { Span } from "./span.ts";

/** Replaces `span` of the old text by `newText`. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * Whether two edits of the same text may not both be applied: they touch a common code unit,
 * or both insert at the same offset (their order would decide the result).
 */
export function conflict(a: TextEdit, b: TextEdit): boolean {
  const aEmpty = a.span.start === a.span.end;
  const bEmpty = b.span.start === b.span.end;
  if (aEmpty && bEmpty) return a.span.start === b.span.start;
  if (aEmpty) return a.span.start > b.span.start && a.span.start < b.span.end;
  if (bEmpty) return b.span.start > a.span.start && b.span.start < a.span.end;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** Edits in the order of their offsets; the order of insertions at one offset is kept. */
export function sortEdits(edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.index - b.index)
    .map(({ edit }) => edit);
}

/** The text after all edits, whose spans refer to the text before any of them. They must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of sortEdits(edits)) {
    parts.push(text.slice(at, edit.span.start), edit.newText);
    at = Math.max(at, edit.span.end);
  }
  parts.push(text.slice(at));
  return parts.join("");
}

/** One edit that turns a text into another: all between what they begin and what they end with. Undefined for equal texts. */
export function differenceOf(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  const start = largest(shortest, (size) => before.slice(0, size) === after.slice(0, size));
  const tail = largest(
    shortest - start,
    (size) => before.slice(before.length - size) === after.slice(after.length - size),
  );
  return { span: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

/** The largest number up to `most` for which something is true that is true for all smaller ones. */
function largest(most: number, holds: (size: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
