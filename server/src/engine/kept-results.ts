import type { DeclCache } from "../analyze/run-rules.ts";
import type { RuleSettings } from "../analyze/settings.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { type Asked, keyOfPattern } from "../analyze/text-queries.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Affected } from "./changed-functions.ts";
import { DeclResults } from "./decl-results.ts";
import { visibleHash } from "./visible-hash.ts";

/** How much was looked at, and how much was known from before; for tests and traces. */
export interface ReuseCounters {
  analyzed: number;
  reused: number;
}

interface KeptFile {
  readonly results: DeclResults;
  pkg: GoPackage;
  settings: RuleSettings;
  /** What the package's files declare. */
  declarations: string;
  /** The engine's count of changes to declarations. */
  revision: number;
}

/**
 * What the rules said of the open documents, declaration by declaration. It holds as long as the declaration's text, all
 * declarations it can see, and what the functions it calls do to their callers stay the same.
 */
export class KeptResults {
  readonly counters: ReuseCounters = { analyzed: 0, reused: 0 };
  readonly #files = new Map<string, KeptFile>();

  /** The cache for one look at a file. `revision` counts the changes to declarations anywhere. */
  cacheFor(pkg: GoPackage, file: GoFile, settings: RuleSettings, revision: number): DeclCache {
    const { uri, text } = file;
    const kept = this.#keptFor(pkg, uri, settings, revision);
    kept.results.begin();
    let lines: LineIndex | undefined;
    const texts = {
      textOf: (other: string): string | undefined => pkg.files.find((each) => each.uri === other)?.text,
      lineAt: (offset: number): number => (lines ??= new LineIndex(text)).lineAt(offset),
    };
    return (decl, index, compute) => {
      const place = { uri, text, index };
      const known = kept.results.take(place, decl, texts);
      if (known !== undefined) {
        this.counters.reused++;
        return known;
      }
      this.counters.analyzed++;
      const result = compute();
      kept.results.keep(place, decl, result, texts);
      return result;
    };
  }

  /** Forgets what was drawn from functions that are otherwise now. */
  drop({ changed, callers, texts }: Affected): void {
    const picked = new Map<string, boolean>();
    const picksAny = (pattern: RegExp): boolean => {
      const source = keyOfPattern(pattern);
      const known = picked.get(source) ?? texts.some((text) => pattern.test(text));
      picked.set(source, known);
      return known;
    };
    const isStale = (key: string, { queries, summaries }: Asked): boolean =>
      callers.has(key) || summaries.some((each) => changed.has(each)) || queries.some(picksAny);
    for (const { results } of this.#files.values()) results.drop(isStale);
  }

  forget(uri: string): void {
    this.#files.delete(uri);
  }

  #keptFor(pkg: GoPackage, uri: string, settings: RuleSettings, revision: number): KeptFile {
    const declarations = pkg.files.map((file) => `${file.uri} ${visibleHash(file)}`).join("\n");
    const known = this.#files.get(uri);
    if (known?.settings === settings) {
      const same = known.pkg === pkg || (known.revision === revision && known.declarations === declarations);
      if (!same) known.results.clear();
      Object.assign(known, { pkg, declarations, revision });
      return known;
    }
    const kept = { results: new DeclResults(), pkg, settings, declarations, revision };
    this.#files.set(uri, kept);
    return kept;
  }
}
