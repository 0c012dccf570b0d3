/** A half-open range of UTF-16 code unit offsets in one text, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** True if `inner` lies within `outer` (their ends may coincide). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
