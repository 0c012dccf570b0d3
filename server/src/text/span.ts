/** A half-open range of UTF-16 code unit offsets in one text, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** True if `inner` lies within `outer` (their ends may coincide). */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The one that holds `offset`, of spans in the order of the text that do not overlap. */
export function spanHolding<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle];
    if (span !== undefined && span.end <= offset) low = middle + 1;
    else high = middle;
  }
  const found = spans[low];
  return found !== undefined && found.start <= offset ? found : undefined;
}
