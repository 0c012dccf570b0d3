import type { ScannedFile } from "../engine/scan-types.ts";

/** What a cache remembers. Everything in it was true of the files as they were read. */
export interface CacheContent {
  /** Questions to the file system with hashes of the answers. */
  readonly answers: ReadonlyMap<string, string>;
  /** Import paths with those they have asked for. */
  readonly asks: ReadonlyMap<string, ReadonlySet<string>>;
  /** Import paths with the directories they were found in. */
  readonly places: ReadonlyMap<string, ReadonlySet<string>>;
  /** The results of directories. */
  readonly results: ReadonlyMap<string, readonly ScannedFile[]>;
}

export const EMPTY: CacheContent = { answers: new Map(), asks: new Map(), places: new Map(), results: new Map() };

/** The content as text, the hash of the rest in its first line. */
export function writeContent(content: CacheContent, hash: (text: string) => string): string {
  const { answers, asks, places, results } = content;
  const body = JSON.stringify({
    answers: [...answers],
    asks: lists(asks),
    places: lists(places),
    results: [...results],
  });
  return `${hash(body)}\n${body}`;
}

/** What {@link writeContent} has written; undefined for anything else, and for what was damaged since. */
export function readContent(text: string, hash: (text: string) => string): CacheContent | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || hash(body) !== text.slice(0, end)) return undefined;
  const value: unknown = JSON.parse(body);
  if (!isWritten(value)) return undefined;
  const sets = (pairs: Lists): Map<string, Set<string>> => new Map(pairs.map(([key, list]) => [key, new Set(list)]));
  return {
    answers: new Map(value.answers),
    asks: sets(value.asks),
    places: sets(value.places),
    results: new Map(value.results.map(([directory, files]) => [directory, files.map(complete)])),
  };
}

type Lists = readonly (readonly [string, readonly string[]])[];

interface Written {
  readonly answers: readonly (readonly [string, string])[];
  readonly asks: Lists;
  readonly places: Lists;
  readonly results: readonly (readonly [string, readonly ScannedFile[]])[];
}

function lists(sets: CacheContent["asks"]): Lists {
  return [...sets].map(([key, set]) => [key, [...set]]);
}

/** What the hash vouches for has no other form. */
function isWritten(value: unknown): value is Written {
  return typeof value === "object" && value !== null && "answers" in value && "results" in value;
}

/** JSON has no undefined. */
function complete(file: ScannedFile): ScannedFile {
  return { ...file, skipped: undefined };
}
