import type { File } from "../syntax/ast.ts";
import { declarationsOnly } from "../syntax/declarations-only.ts";
import { outlineOf } from "../syntax/outline.ts";
import { hashHex } from "../text/hash.ts";
import type { FileSystem } from "./file-system.ts";
import { PackageFiles } from "./package-files.ts";
import { LARGEST_SCANNED } from "./read-source.ts";
import { SourceFiles } from "./source-files.ts";
import { nameOfUri, relativePath } from "./uri.ts";

/*
 * What the packages of dependencies declare, kept between runs. A version of a module in Go's module cache never changes, so
 * that nothing has to be compared: what is known of it is known for good.
 */

/** The files of a package that others import, in the order in which they count. */
export interface IndexedPackage {
  readonly files: readonly IndexedFile[];
  /** False if there are more files, of other systems. */
  readonly complete: boolean;
}

export interface IndexedFile {
  readonly name: string;
  /** Without the bodies of its functions. */
  readonly text: string;
}

/** What is known from earlier runs. */
export interface DependencyIndex {
  /** A package by its directory; undefined where nothing is known of it. */
  find(directory: string): IndexedPackage | undefined;
  /** A package was not found here, and read from its sources. */
  missed(directory: string): void;
}

/**
 * The folder of the module version that holds a directory of a module cache: `golang.org/x/net@v0.30.0`. Undefined for what
 * lies elsewhere: sources that somebody may edit.
 */
export function moduleVersionOf(directory: string, moduleCaches: readonly string[]): string | undefined {
  for (const cache of moduleCaches) {
    const path = relativePath(cache, directory);
    const version = path === undefined ? undefined : /^(?!cache\/)[^@]+@v[^/]+/.exec(path)?.[0];
    if (version !== undefined) return version;
  }
  return undefined;
}

/** Reads a package from its sources. Undefined where a parse alone can tell what one of its files declares. */
export function indexPackage(directory: string, fs: FileSystem): IndexedPackage | undefined {
  const reader = new PackageFiles({
    files: new SourceFiles(fs),
    parse: (_uri, text) => headerOf(text) ?? "budget",
    largest: LARGEST_SCANNED,
  });
  const group = reader.exportsOf(directory);
  if (group === undefined || reader.skipped.size > 0) return undefined;
  const files = group.files.map(({ uri, text }) => ({ name: nameOfUri(uri), text: declarationsOnly(text) }));
  return { files, complete: group.complete };
}

/** A file of which nothing is known but its package. */
function headerOf(text: string): File | undefined {
  const outline = outlineOf(text);
  if (outline === undefined) return undefined;
  const { packageName: span } = outline;
  const packageName = span && { kind: "Ident" as const, ...span, name: text.slice(span.start, span.end) };
  const nothing = { imports: [], decls: [], comments: [], errors: [], declarations: {} };
  return { kind: "File", start: 0, end: text.length, packageName, ...nothing };
}

/** Changes whenever what is written does; what it is made from may change with each version, and each has its own folder. */
const FORMAT = 1;

interface Head {
  readonly format: typeof FORMAT;
  readonly directory: string;
  readonly complete: boolean;
  /** Names of the files and code units of their texts, which follow one after the other. */
  readonly files: readonly (readonly [string, number])[];
  readonly hash: string;
}

/** A package as it is written: one line of JSON, then the texts. */
export function writeIndexed(directory: string, indexed: IndexedPackage): string {
  const body = indexed.files.map(({ text }) => text).join("");
  const files = indexed.files.map(({ name, text }) => [name, text.length] as const);
  const said = { format: FORMAT, directory, complete: indexed.complete, files } as const;
  const head: Head = { ...said, hash: hashOf(said, body) };
  return `${JSON.stringify(head)}\n${body}`;
}

function hashOf({ directory, complete, files }: Omit<Head, "hash">, body: string): string {
  return hashHex(JSON.stringify([directory, complete, files]) + body);
}

/** What {@link writeIndexed} wrote; undefined for everything else. */
export function readIndexed(directory: string, written: string): IndexedPackage | undefined {
  const line = written.indexOf("\n");
  const head = headOf(written.slice(0, Math.max(0, line)));
  const body = written.slice(line + 1);
  if (head?.directory !== directory || hashOf(head, body) !== head.hash) return undefined;
  let at = 0;
  const files = head.files.map(([name, length]) => ({ name, text: body.slice(at, (at += length)) }));
  return { files, complete: head.complete };
}

function headOf(line: string): Head | undefined {
  try {
    const head: unknown = JSON.parse(line);
    return isHead(head) ? head : undefined;
  } catch {
    return undefined;
  }
}

/** True for a head of this format: the rest follows from the hash, which nobody else makes. */
function isHead(head: unknown): head is Head {
  return (
    typeof head === "object" &&
    head !== null &&
    "format" in head &&
    head.format === FORMAT &&
    "files" in head &&
    Array.isArray(head.files)
  );
}
