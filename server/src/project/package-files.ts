import { isGenerated } from "../syntax/generated.ts";
import type { ParseFailure } from "../syntax/parser.ts";
import type { File } from "../syntax/ast.ts";
import { type FilePart, filePart } from "./build-constraints.ts";
import type { DependencyIndex } from "./dependency-index.ts";
import type { GoFile } from "./go-package.ts";
import type { SourceText } from "./read-source.ts";
import type { SourceFiles } from "./source-files.ts";
import { isWithin, joinUri, nameOfUri, parentUri, trimSlash } from "./uri.ts";

/** The files of one directory that make one package. */
export interface FileGroup {
  /** What stands behind the directory's import path: nothing, `_test`, or `#` and a name. */
  readonly suffix: string;
  readonly files: readonly GoFile[];
  /** False if a file of it could not be read or parsed. */
  readonly complete: boolean;
}

/** Parses the text of a file; a word says why there is no tree. */
export type ParseFile = (uri: string, text: string) => File | ParseFailure;

export interface PackageFilesOptions {
  readonly files: SourceFiles;
  readonly parse: ParseFile;
  /** Bytes of the largest file that is read. */
  readonly largest: number;
  /** What earlier runs knew of dependencies. */
  readonly dependencies?: DependencyIndex | undefined;
}

interface Parsed extends GoFile {
  readonly part: FilePart;
}

/** What can be told of a file without parsing it. */
interface Glance {
  readonly part: FilePart;
  readonly size: number;
  /** What it holds, if it was read for this. */
  readonly source: SourceText | undefined;
}

/** Characters of a dependency's files for other systems up to which they are parsed, too. */
const LARGEST_ELSEWHERE = 256 * 1024;

/** Reads and parses the Go files of directories, each once until it changes. */
export class PackageFiles {
  readonly #options: PackageFilesOptions;
  readonly #parsed = new Map<string, Parsed | undefined>();
  readonly #skipped = new Map<string, string>();
  /** Packages of the index by their directories. Their files are none that anybody else may see: they have no bodies. */
  readonly #indexed = new Map<string, FileGroup>();

  constructor(options: PackageFilesOptions) {
    this.#options = options;
  }

  /** The files that were asked for and could not be read or parsed, with the reasons. */
  get skipped(): ReadonlyMap<string, string> {
    return this.#skipped;
  }

  /** Forgets what a file holds. */
  forgetText(uri: string): void {
    this.#parsed.delete(uri);
    this.#options.files.forgetText(uri);
  }

  /** Forgets a file, or a directory with all in it. */
  forget(uri: string): void {
    for (const known of uri.endsWith(".go") ? [uri] : [...this.#parsed.keys()].filter((key) => isWithin(key, uri)))
      this.#parsed.delete(known);
    for (const directory of [...this.#indexed.keys()])
      if (isWithin(uri, directory) || isWithin(directory, uri)) this.#indexed.delete(directory);
    this.#options.files.forget(uri, directoryOf(uri));
  }

  /** True for a file that was read and parsed. */
  holds(uri: string): boolean {
    return this.#parsed.get(uri) !== undefined;
  }

  /** Forgets the files that could not be read or parsed. */
  forgetUnread(): void {
    for (const [uri, file] of [...this.#parsed]) if (file === undefined) this.#parsed.delete(uri);
  }

  releaseAll(): void {
    this.#parsed.clear();
    this.#indexed.clear();
  }

  /** The packages of a directory with all their files, the one that can be imported first. */
  groupsIn(directory: string): readonly FileGroup[] {
    const files = this.#goFiles(directory).map((uri) => this.#parse(uri));
    const readable = files.filter((file) => file !== undefined);
    return groups(readable, readable.length === files.length);
  }

  /**
   * The package of a directory that can be imported, without its tests. Files for other systems are left out where they are
   * large and there are some for this one: in x/sys they are ten megabytes.
   */
  exportsOf(directory: string): FileGroup | undefined {
    const known = this.#indexed.get(directory) ?? this.#fromIndex(directory);
    if (known !== undefined) return known;
    const group = this.#fromSources(directory);
    if (group !== undefined) this.#options.dependencies?.missed(directory);
    return group;
  }

  #fromIndex(directory: string): FileGroup | undefined {
    const found = this.#options.dependencies?.find(directory);
    if (found === undefined) return undefined;
    const files = found.files.map(({ name, text }) => this.#parseText(joinUri(directory, name), text));
    if (!files.every((file): file is Parsed => typeof file === "object")) return undefined;
    const group = { suffix: "", complete: found.complete, files };
    this.#indexed.set(directory, group);
    return group;
  }

  #fromSources(directory: string): FileGroup | undefined {
    const sources = this.#goFiles(directory)
      .filter((uri) => !uri.endsWith("_test.go"))
      .map((uri) => ({ uri, ...this.#glance(uri) }));
    const here = sources.filter(({ part }) => part === "always" || part === "here");
    const elsewhere = sources.filter(({ part }) => part === "elsewhere");
    const small = elsewhere.reduce((sum, { size }) => sum + size, 0) <= LARGEST_ELSEWHERE;
    const wanted = here.length === 0 ? elsewhere : small ? [...here, ...elsewhere] : here;
    const files = wanted.map(({ uri, source }) => this.#parse(uri, source));
    const readable = files.filter((file) => file !== undefined);
    const complete = readable.length === files.length && (small || here.length === 0);
    return groups(readable, complete).find(({ suffix }) => suffix === "");
  }

  #goFiles(directory: string): readonly string[] {
    const names = [...(this.#options.files.listing(directory)?.keys() ?? [])];
    return names
      .filter(isGoFile)
      .sort()
      .map((name) => joinUri(directory, name));
  }

  #glance(uri: string): Glance {
    const known = this.#parsed.get(uri);
    if (known !== undefined) return { part: known.part, size: known.text.length, source: undefined };
    const source = this.#options.files.source(uri, this.#options.largest);
    const text = source?.kind === "text" ? source.text : "";
    return { part: filePart(nameOfUri(uri), text), size: text.length, source };
  }

  /** `source`: what the file holds, where it was read already. */
  #parse(uri: string, source?: SourceText): Parsed | undefined {
    if (this.#parsed.has(uri)) return this.#parsed.get(uri);
    const parsed = this.#read(uri, source ?? this.#options.files.source(uri, this.#options.largest));
    this.#parsed.set(uri, parsed);
    return parsed;
  }

  #read(uri: string, source: SourceText | undefined): Parsed | undefined {
    if (source === undefined) return this.#skip(uri, "it may not be read");
    if (source.kind === "skipped") return this.#skip(uri, source.reason);
    const parsed = this.#parseText(uri, source.text);
    if (typeof parsed === "string") return this.#skip(uri, PARSE_FAILURES[parsed]);
    this.#skipped.delete(uri);
    return parsed;
  }

  #parseText(uri: string, text: string): Parsed | ParseFailure {
    const ast = this.#options.parse(uri, text);
    if (typeof ast === "string") return ast;
    const name = nameOfUri(uri);
    const isTest = name.endsWith("_test.go");
    return { uri, text, ast, isTest, isGenerated: isGenerated(text), part: filePart(name, text) };
  }

  #skip(uri: string, reason: string): Parsed | undefined {
    this.#skipped.set(uri, reason);
    return undefined;
  }
}

const PARSE_FAILURES: Readonly<Record<ParseFailure, string>> = {
  budget: "parsing it took too long",
  nul: "not a text file (it holds NUL bytes)",
  dead: "the parser ran out of memory",
};

function directoryOf(uri: string): string {
  return trimSlash(parentUri(uri) ?? "");
}

function isGoFile(name: string): boolean {
  return name.endsWith(".go") && !name.startsWith("_") && !name.startsWith(".");
}

const ORDER = { always: 0, here: 1, elsewhere: 2, never: 3 } as const;

function groups(files: readonly Parsed[], complete: boolean): readonly FileGroup[] {
  const main = mainName(files);
  const bySuffix = new Map<string, Parsed[]>();
  for (const file of files) {
    const suffix = suffixOf(file, main);
    const group = bySuffix.get(suffix);
    if (group === undefined) bySuffix.set(suffix, [file]);
    else group.push(file);
  }
  return [...bySuffix]
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([suffix, group]) => ({ suffix, complete, files: group.sort((a, b) => ORDER[a.part] - ORDER[b.part]) }));
}

function suffixOf(file: Parsed, main: string | undefined): string {
  const name = file.ast.packageName?.name;
  if (file.part === "never") return `#${nameOfUri(file.uri)}`;
  if (name === undefined || name === main) return "";
  if (file.isTest && name === `${main ?? ""}_test`) return "_test";
  return main === undefined && file.isTest && name.endsWith("_test") ? "_test" : `#${name}`;
}

/** The name of the package that can be imported: the most frequent one, programs that lie about not counted. */
function mainName(files: readonly Parsed[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { part, isTest, ast } of files) {
    const name = ast.packageName?.name;
    if (name === undefined || part === "never" || (isTest && name.endsWith("_test"))) continue;
    // A file for this system, and one that is no test, says more.
    const weight = (part === "elsewhere" ? 1 : 100) * (isTest ? 1 : 10) * (name === "documentation" ? 0.001 : 1);
    counts.set(name, (counts.get(name) ?? 0) + weight);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
