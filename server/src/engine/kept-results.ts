import type { DeclCache } from "../analyze/run-rules.ts";
import type { RuleSettings } from "../analyze/settings.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { keyOfPattern } from "../analyze/text-queries.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Affected } from "./affected.ts";
import { DeclResults, type KeptResult } from "./decl-results.ts";
import { mentionsAny } from "./name-search.ts";

/** How much was looked at, and how much was known from before; for tests and traces. */
export interface ReuseCounters {
  analyzed: number;
  reused: number;
}

interface KeptFile {
  readonly results: DeclResults;
  settings: RuleSettings;
  era: number;
}

/** What one look at a file is about. */
export interface Look {
  readonly pkg: GoPackage;
  readonly file: GoFile;
  readonly settings: RuleSettings;
  /** Counts the times when anything may have become otherwise. */
  readonly era: number;
  /** True while declarations are half typed: what is found out now is not kept, and what is known stays. */
  readonly isPassing: boolean;
}

/**
 * What the rules said of the open documents, declaration by declaration. It holds as long as the declaration's text, all
 * declarations it can see, and what the functions it calls do to their callers stay the same.
 */
export class KeptResults {
  readonly counters: ReuseCounters = { analyzed: 0, reused: 0 };
  readonly #files = new Map<string, KeptFile>();

  /** The cache for one look at a file. */
  cacheFor({ pkg, file, settings, era, isPassing }: Look): DeclCache {
    const { uri, text } = file;
    const { results } = this.#keptFor(uri, settings, era);
    if (isPassing) results.beginPeeking();
    else results.begin(file.ast.declarations);
    let lines: LineIndex | undefined;
    const texts = {
      textOf: (other: string): string | undefined => pkg.files.find((each) => each.uri === other)?.text,
      lineAt: (offset: number): number => (lines ??= new LineIndex(text)).lineAt(offset),
    };
    return (decl, index, compute) => {
      const place = { uri, text, index };
      const known = isPassing ? results.peek(place, decl, texts) : results.take(place, decl, texts);
      if (known !== undefined) {
        this.counters.reused++;
        return known;
      }
      const result = compute();
      if (result === undefined) return undefined;
      this.counters.analyzed++;
      if (!isPassing) results.keep(place, decl, result, texts);
      return result;
    };
  }

  /** Forgets what was drawn from what is otherwise now. */
  drop(affected: Affected): void {
    const isStale = stalenessBy(affected);
    for (const { results } of this.#files.values()) results.drop(isStale);
  }

  forget(uri: string): void {
    this.#files.delete(uri);
  }

  #keptFor(uri: string, settings: RuleSettings, era: number): KeptFile {
    const known = this.#files.get(uri);
    if (known?.settings === settings && known.era === era) return known;
    const kept = { results: new DeclResults(), settings, era };
    this.#files.set(uri, kept);
    return kept;
  }
}

function stalenessBy({ changed, callers, texts, reach }: Affected): (kept: KeptResult) => boolean {
  const picked = new Map<string, boolean>();
  const picksAny = (pattern: RegExp): boolean => {
    const source = keyOfPattern(pattern);
    const known = picked.get(source) ?? texts.some((text) => pattern.test(text));
    picked.set(source, known);
    return known;
  };
  const isReached = ({ uri, key, text, result }: KeptResult): boolean => {
    if (reach === undefined) return false;
    if (reach.files.has(uri) || reach.functions.has(key)) return true;
    if (result.asked.names.some((name) => reach.names.has(name))) return true;
    return reach.texts.has(text) || newTextsOf(result).some((newText) => mentionsAny(newText, reach.names));
  };
  return (kept) => {
    const { queries, summaries } = kept.result.asked;
    return (
      callers.has(kept.key) ||
      summaries.some((key) => changed.has(key)) ||
      isReached(kept) ||
      queries.some((pattern) => picksAny(pattern))
    );
  };
}

/** What the fixes would write. */
function newTextsOf({ findings }: KeptResult["result"]): string[] {
  return findings.flatMap(({ fixes }) => fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText)));
}
