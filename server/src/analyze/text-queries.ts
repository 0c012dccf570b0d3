/**
 * What an answer about one declaration was drawn from besides it: all declarations of its package whose text one of
 * the patterns matches. As long as these stay the same, so does the answer.
 */
export type TextQueries = readonly RegExp[];

/** Writes down which declarations are asked for by their text. The units of one revision of the sources share a log. */
export class QueryLog {
  /** The patterns of the running work, by their source, so that none is kept twice. */
  #open: Map<string, RegExp> | undefined;

  note(pattern: RegExp): void {
    this.#open?.set(String(pattern), pattern);
  }

  /** Runs some work and tells what it asked for. Work does not nest. */
  during<T>(work: () => T): { readonly value: T; readonly queries: TextQueries } {
    const open = new Map<string, RegExp>();
    this.#open = open;
    try {
      return { value: work(), queries: [...open.values()] };
    } finally {
      this.#open = undefined;
    }
  }
}

/** Matches a text literally. */
export function literalPattern(text: string): RegExp {
  return new RegExp(escaped(text), "u");
}

/** Matches a name where it stands as a whole word. */
export function wordPattern(names: Iterable<string>): RegExp {
  const alternatives = [...names].map(escaped).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{N}_])`, "u");
}

/** Matches the text of the declaration of a function or method of that name. */
export function declarationPattern(name: string): RegExp {
  return new RegExp(`^func\\s*(?:\\([^)]*\\)\\s*)?${escaped(name)}(?![\\p{L}\\p{N}_])`, "u");
}

/** Matches texts that hold all of some parts, in any order. */
export function patternOfAll(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map((part) => `(?=[^]*${escaped(part)})`).join("")}`, "u");
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
}
