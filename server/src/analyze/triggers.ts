import type { Span } from "../text/span.ts";
import type { Rule } from "./rule.ts";

/**
 * Answers, for one stretch of a text, which rules have a trigger inside a span of it. Occurrences are searched once for
 * each trigger, not once for each function.
 */
export class TriggerIndex {
  readonly #text: string;
  readonly #start: number;
  readonly #places = new Map<string, readonly number[]>();

  constructor(text: string, { start, end }: Span) {
    this.#text = text.slice(start, end);
    this.#start = start;
  }

  fires(rule: Rule, span: Span): boolean {
    return rule.triggers.length === 0 || rule.triggers.some((trigger) => this.#occurs(trigger, span));
  }

  #occurs(trigger: string, span: Span): boolean {
    const places = this.#placesOf(trigger);
    const at = places[lowerBound(places, span.start)];
    return at !== undefined && at + trigger.length <= span.end;
  }

  #placesOf(trigger: string): readonly number[] {
    const known = this.#places.get(trigger);
    if (known !== undefined) return known;
    const found: number[] = [];
    const step = Math.max(1, trigger.length);
    for (let at = this.#text.indexOf(trigger); at >= 0; at = this.#text.indexOf(trigger, at + step))
      found.push(this.#start + at);
    this.#places.set(trigger, found);
    return found;
  }
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
