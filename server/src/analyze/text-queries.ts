/**
 * What an answer about one declaration was drawn from besides it: all declarations of its package whose text one of
 * the patterns matches. As long as these stay the same, so does the answer.
 */
export type TextQueries = readonly RegExp[];

/** What some work asked for. */
export interface Asked {
  readonly queries: TextQueries;
  /** The keys of the functions whose summaries were read. */
  readonly summaries: readonly string[];
  /** Names of package level that were asked for without being written in the declaration. */
  readonly names: readonly string[];
}

/** Writes down what is asked of other declarations. The units of one revision of the sources share a log. */
export class QueryLog {
  readonly #isKept: boolean;
  /** The patterns of the running work, by their source, so that none is kept twice. */
  #patterns: Map<string, RegExp> | undefined;
  #summaries = new Set<string>();
  #names = new Set<string>();

  /** `isKept`: whether anybody will ask what was drawn from what; true where left out. */
  constructor(isKept = true) {
    this.#isKept = isKept;
  }

  note(pattern: RegExp): void {
    if (this.#isKept) this.#patterns?.set(keyOfPattern(pattern), pattern);
  }

  noteUse(key: string): void {
    if (this.#isKept) this.#summaries.add(key);
  }

  noteName(name: string): void {
    if (this.#isKept) this.#names.add(name);
  }

  /** Runs some work and tells what it asked for. Work does not nest. */
  during(work: () => void): Asked {
    const patterns = new Map<string, RegExp>();
    const summaries = new Set<string>();
    const names = new Set<string>();
    this.#patterns = patterns;
    this.#summaries = summaries;
    this.#names = names;
    try {
      work();
    } finally {
      this.#patterns = undefined;
    }
    return { queries: [...patterns.values()], summaries: [...summaries], names: [...names] };
  }
}

/** Equal for patterns that match the same. */
export function keyOfPattern(pattern: RegExp): string {
  return pattern.ignoreCase ? `i ${pattern.source}` : pattern.source;
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
