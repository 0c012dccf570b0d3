import type { DirectoryEntry, FileStat, FileSystem, SyncFileSystem } from "./file-system.ts";

/** What was read, and which packages made others known: all that results can depend on. Plain data. */
export interface Reads {
  /** A question to the file system, and a hash of its answer. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
  /** An import path, and one that it has asked for. */
  readonly asks: readonly (readonly [from: string, path: string])[];
  /** An import path, and a directory it was found in. */
  readonly places: readonly (readonly [path: string, directory: string])[];
  /** False if something changed while it was read. */
  readonly consistent: boolean;
}

/** Told by a package store which packages ask for which. */
export interface PackageObserver {
  asked(from: string, path: string): void;
  found(path: string, directory: string): void;
  /** All directories in a directory were gone through. */
  walked(directory: string): void;
}

/** A path that stands for all files: who asks for it depends on everything that was read. */
export const EVERYTHING = "*";

/** Asks the file system a question of {@link Reads} again. */
export function answerNow(fs: SyncFileSystem, question: string, hash: HashBytes): string {
  const uri = question.slice(1);
  switch (question.charAt(0)) {
    case FILE:
      return ofFile(fs.readFile(uri), hash);
    case DIRECTORY:
      return ofDirectory(fs.readDirectory(uri), hash);
    case SUBDIRECTORIES:
      return ofSubdirectories(fs.readDirectory(uri), hash);
    default:
      return ofStat(fs.stat(uri));
  }
}

/** The URI of the Go file whose content a question is about. */
export function goFileOf(question: string): string | undefined {
  return question.startsWith(FILE) && question.endsWith(".go") ? question.slice(1) : undefined;
}

/** True for a question that only matters to what depends on {@link EVERYTHING}. */
export function isAboutAll(question: string): boolean {
  return question.startsWith(SUBDIRECTORIES);
}

export type HashBytes = (bytes: Uint8Array | string) => string;

/** Entries whose being there can change a result; others come and go. A package's directory is asked for itself. */
const DECIDES = /\.go$|^(go\.mod|go\.work|modules\.txt|vendor|\.gitignore|gostable\.jsonc)$/;

const FILE = "f";
const DIRECTORY = "d";
const SUBDIRECTORIES = "t";
const STAT = "s";

/** Writes down what is read through its file system, until somebody takes the notes. */
export class ReadLog implements PackageObserver {
  readonly fs: FileSystem;
  readonly #base: FileSystem;
  readonly #hash: HashBytes;
  readonly #answers = new Map<string, string>();
  readonly #asks = new Map<string, Set<string>>();
  readonly #places = new Map<string, Set<string>>();
  #fresh: { answers: [string, string][]; asks: [string, string][]; places: [string, string][] } = nothing();
  #consistent = true;

  constructor(base: FileSystem, hash: HashBytes) {
    this.#base = base;
    this.#hash = hash;
    this.fs = this.#watched(base);
  }

  asked(from: string, path: string): void {
    if (add(this.#asks, from, path)) this.#fresh.asks.push([from, path]);
  }

  found(path: string, directory: string): void {
    if (add(this.#places, path, directory)) this.#fresh.places.push([path, directory]);
  }

  walked(directory: string): void {
    const entries = this.#base.sync?.(directory)?.readDirectory(directory);
    this.#note(SUBDIRECTORIES + directory, ofSubdirectories(entries, this.#hash));
  }

  /** What was noted since the last call. */
  take(): Reads {
    const taken = { ...this.#fresh, consistent: this.#consistent };
    this.#fresh = nothing();
    return taken;
  }

  #note(question: string, answer: string): void {
    const known = this.#answers.get(question);
    if (known === answer) return;
    if (known !== undefined) this.#consistent = false;
    this.#answers.set(question, answer);
    this.#fresh.answers.push([question, answer]);
  }

  #file(uri: string, bytes: Uint8Array | undefined): Uint8Array | undefined {
    this.#note(FILE + uri, ofFile(bytes, this.#hash));
    return bytes;
  }

  #directory(uri: string, entries: readonly DirectoryEntry[] | undefined): readonly DirectoryEntry[] | undefined {
    this.#note(DIRECTORY + uri, ofDirectory(entries, this.#hash));
    return entries;
  }

  #stat(uri: string, stat: FileStat | undefined): FileStat | undefined {
    this.#note(STAT + uri, ofStat(stat));
    return stat;
  }

  #watched(base: FileSystem): FileSystem {
    return {
      readFile: async (uri) => this.#file(uri, await base.readFile(uri)),
      readDirectory: async (uri) => this.#directory(uri, await base.readDirectory(uri)),
      stat: async (uri) => this.#stat(uri, await base.stat(uri)),
      realUri: (uri) => base.realUri(uri),
      sync: (uri) => {
        const sync = base.sync?.(uri);
        if (sync === undefined) return undefined;
        return {
          readFile: (each) => this.#file(each, sync.readFile(each)),
          readDirectory: (each) => this.#directory(each, sync.readDirectory(each)),
          stat: (each) => this.#stat(each, sync.stat(each)),
        };
      },
    };
  }
}

function nothing(): { answers: [string, string][]; asks: [string, string][]; places: [string, string][] } {
  return { answers: [], asks: [], places: [] };
}

function add(map: Map<string, Set<string>>, key: string, value: string): boolean {
  const known = map.get(key);
  if (known?.has(value) === true) return false;
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
  return true;
}

function ofFile(bytes: Uint8Array | undefined, hash: HashBytes): string {
  return bytes === undefined ? "" : hash(bytes);
}

function ofDirectory(entries: readonly DirectoryEntry[] | undefined, hash: HashBytes): string {
  return entries === undefined
    ? ""
    : hash(
        entries
          .filter(({ name }) => DECIDES.test(name))
          .map(({ name, type }) => `${name}\0${type}`)
          .sort()
          .join("\n"),
      );
}

function ofSubdirectories(entries: readonly DirectoryEntry[] | undefined, hash: HashBytes): string {
  const names = (entries ?? []).filter(({ type }) => type === "directory").map(({ name }) => name);
  return hash(names.sort().join("\n"));
}

/** Sizes and times are left out: contents count. */
function ofStat(stat: FileStat | undefined): string {
  return stat?.type ?? "";
}
