import type { TextEdit } from "../text/edit.ts";

/**
 * Edits that turn `before` into `after` and leave lines alone that are the same in both, so that cursors, folds and
 * breakpoints in them stay where they are. Lines are matched greedily within a window: fixes change little.
 */
export function minimalEdits(before: string, after: string): TextEdit[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const edits: TextEdit[] = [];
  let [i, j, offset] = [0, 0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      offset += old[i]?.length ?? 0;
      i++;
      j++;
      continue;
    }
    const [removed, added] = nextMatch(old, now, i, j);
    const gone = old.slice(i, i + removed).join("");
    edits.push({ span: { start: offset, end: offset + gone.length }, newText: now.slice(j, j + added).join("") });
    offset += gone.length;
    i += removed;
    j += added;
  }
  return edits;
}

const WINDOW = 200;

/** How many lines to take from each side before they meet again: the nearest pair of two equal lines in a row. */
function nextMatch(old: readonly string[], now: readonly string[], i: number, j: number): readonly [number, number] {
  for (let distance = 1; distance <= WINDOW; distance++) {
    for (let removed = 0; removed <= distance; removed++) {
      if (meetAgain(old, now, i + removed, j + distance - removed)) return [removed, distance - removed];
    }
  }
  return [old.length - i, now.length - j];
}

function meetAgain(old: readonly string[], now: readonly string[], i: number, j: number): boolean {
  if (i >= old.length || j >= now.length) return i >= old.length && j >= now.length;
  const second =
    i + 1 >= old.length || j + 1 >= now.length ? old.length - i === now.length - j : old[i + 1] === now[j + 1];
  return old[i] === now[j] && second;
}

/** The lines with their line breaks. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
