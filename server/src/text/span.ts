/** A half-open range of UTF-16 code unit offsets in one text, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function spanOf(start: number, end: number): Span {
  return { start, end };
}

/** True if `inner` lies within `outer` (their ends may coincide). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True if the two spans share at least one code unit, or are the same empty span. */
export function overlaps(a: Span, b: Span): boolean {
  if (a.start === b.start && a.end === b.end) return true;
  return a.start < b.end && b.start < a.end;
}
