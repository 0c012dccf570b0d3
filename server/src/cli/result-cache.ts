import type { ScanUnit } from "../engine/scan-here.ts";
import type { ScannedFile } from "../engine/scan-types.ts";
import type { SyncFileSystem } from "../project/file-system.ts";
import { answerNow, EVERYTHING, goFileOf, isAboutAll, type HashBytes, type Reads } from "../project/read-log.ts";
import { parentUri, trimSlash } from "../project/uri.ts";
import { EMPTY, type CacheContent } from "./cache-content.ts";

/**
 * The results of earlier scans that still hold. A result holds while every listing and configuration that was read is as
 * it was, and so are the Go files of its directory and of all packages that it has asked for, at first or second hand.
 */
export class ResultCache {
  readonly #answers: Map<string, string>;
  readonly #asks: Map<string, Set<string>>;
  readonly #places: Map<string, Set<string>>;
  readonly #results: Map<string, readonly ScannedFile[]>;
  #consistent = true;
  #changed = false;

  constructor(old: CacheContent, fs: SyncFileSystem, hash: HashBytes) {
    const holding = stillHolding(old, (question) => answerNow(fs, question, hash));
    this.#answers = new Map(holding.answers);
    this.#asks = copy(holding.asks);
    this.#places = copy(holding.places);
    this.#results = new Map(holding.results);
  }

  /** The results of a directory, if they are of the same files. */
  resultsOf({ directory, files }: ScanUnit): readonly ScannedFile[] | undefined {
    const known = this.#results.get(directory);
    if (known?.length !== files.length) return undefined;
    return known.every((file, i) => file.uri === files[i]) ? known : undefined;
  }

  /** Remembers results, unless a file was not looked at, or not wholly: that may have been for want of time. */
  keep(files: readonly ScannedFile[]): void {
    const directory = parentUri(files[0]?.uri ?? "");
    if (directory === undefined || files.some((file) => file.skipped !== undefined || file.failures.length > 0)) return;
    this.#results.set(directory, files);
    this.#changed = true;
  }

  note({ answers, asks, places, consistent }: Reads): void {
    if (!consistent) this.#consistent = false;
    for (const [question, answer] of answers) {
      if ((this.#answers.get(question) ?? answer) !== answer) this.#consistent = false;
      this.#answers.set(question, answer);
    }
    for (const [from, path] of asks) add(this.#asks, from, path);
    for (const [path, directory] of places) add(this.#places, path, directory);
  }

  /** What is to be written; undefined where nothing new is known, or files changed while they were read. */
  get content(): CacheContent | undefined {
    if (!this.#consistent || !this.#changed) return undefined;
    return { answers: this.#answers, asks: this.#asks, places: this.#places, results: this.#results };
  }
}

type Ask = (question: string) => string;

function stillHolding(old: CacheContent, ask: Ask): CacheContent {
  const byDirectory = new Map<string, [string, string][]>();
  for (const [question, answer] of old.answers) {
    const file = goFileOf(question);
    if (isAboutAll(question)) continue;
    if (file === undefined) {
      if (ask(question) !== answer) return EMPTY;
      continue;
    }
    const directory = trimSlash(parentUri(file) ?? "");
    const list = byDirectory.get(directory);
    if (list === undefined) byDirectory.set(directory, [[question, answer]]);
    else list.push([question, answer]);
  }
  const clean = memoized((directory: string) =>
    (byDirectory.get(directory) ?? []).every(([question, answer]) => ask(question) === answer),
  );
  const inDirectory = pathsByDirectory(old);
  const sameTree = memoized((question) => ask(question) === old.answers.get(question));
  const everything = memoized(
    () => [...old.answers.keys()].filter(isAboutAll).every(sameTree) && [...byDirectory.keys()].every(clean),
  );
  const holds = (directory: string): boolean => {
    const key = trimSlash(directory);
    const { directories, all } = dependenciesOf(inDirectory.get(key) ?? [], old);
    return byDirectory.has(key) && clean(key) && [...directories].every(clean) && (!all || everything(""));
  };
  return {
    answers: new Map(
      [...old.answers].filter(([question]) => (isAboutAll(question) ? sameTree(question) : isClean(question, clean))),
    ),
    asks: new Map([...old.asks].filter(([path]) => [...(old.places.get(path) ?? [])].every(clean))),
    places: old.places,
    results: new Map([...old.results].filter(([directory]) => holds(directory))),
  };
}

function isClean(question: string, clean: (directory: string) => boolean): boolean {
  const file = goFileOf(question);
  return file === undefined || clean(trimSlash(parentUri(file) ?? ""));
}

function pathsByDirectory({ places }: CacheContent): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const [path, directories] of places) {
    for (const directory of directories) {
      const key = trimSlash(directory);
      const list = paths.get(key);
      if (list === undefined) paths.set(key, [path]);
      else list.push(path);
    }
  }
  return paths;
}

/** The directories of all that some packages have asked for. */
function dependenciesOf(
  paths: readonly string[],
  { asks, places }: CacheContent,
): { readonly directories: ReadonlySet<string>; readonly all: boolean } {
  const seen = new Set(paths);
  const directories = new Set<string>();
  for (const path of seen) {
    for (const directory of places.get(path) ?? []) directories.add(trimSlash(directory));
    // A set that grows while it is walked is walked to its end.
    for (const asked of asks.get(path) ?? []) seen.add(asked);
  }
  return { directories, all: seen.has(EVERYTHING) };
}

function memoized(compute: (key: string) => boolean): (key: string) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const ready = known.get(key);
    if (ready !== undefined) return ready;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

function copy(sets: CacheContent["asks"]): Map<string, Set<string>> {
  return new Map([...sets].map(([key, set]) => [key, new Set(set)]));
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
