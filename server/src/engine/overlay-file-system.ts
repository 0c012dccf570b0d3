import { decodeSource, LARGEST_SCANNED } from "../project/read-source.ts";
import type { DirectoryEntry, FileStat, FileSystem, SyncFileSystem } from "../project/file-system.ts";

/** A file system on which open documents stand in for the files they show. */
export class OverlayFileSystem implements FileSystem {
  readonly #base: FileSystem;
  readonly #texts = new Map<string, string>();
  #revision = 0;

  constructor(base: FileSystem) {
    this.#base = base;
  }

  set(uri: string, text: string): void {
    this.#texts.set(uri, text);
    this.#revision++;
  }

  /** From now on the file itself is seen. True if a document stood in for it. */
  remove(uri: string): boolean {
    this.#revision++;
    return this.#texts.delete(uri);
  }

  textOf(uri: string): string | undefined {
    return this.#texts.get(uri);
  }

  /** Whether an open document has the text of its file. */
  async isUnchanged(uri: string): Promise<boolean> {
    const text = this.#texts.get(uri);
    const bytes = text === undefined ? undefined : await this.#base.readFile(uri);
    const file = bytes && decodeSource(bytes, LARGEST_SCANNED);
    return file?.kind === "text" && file.text === text;
  }

  get openUris(): readonly string[] {
    return [...this.#texts.keys()];
  }

  openText(uri: string): string | undefined {
    return this.textOf(uri);
  }

  readFile(uri: string): Promise<Uint8Array | undefined> {
    const bytes = this.#bytes(uri);
    return bytes === undefined ? this.#base.readFile(uri) : Promise.resolve(bytes);
  }

  async readDirectory(uri: string): Promise<readonly DirectoryEntry[] | undefined> {
    return this.#withOpen(uri, await this.#base.readDirectory(uri));
  }

  async stat(uri: string): Promise<FileStat | undefined> {
    return this.#stat(uri) ?? this.#base.stat(uri);
  }

  realUri(uri: string): Promise<string> {
    return this.#texts.has(uri) ? Promise.resolve(uri) : this.#base.realUri(uri);
  }

  sync(uri: string): SyncFileSystem | undefined {
    const base = this.#base.sync?.(uri);
    if (base === undefined) return undefined;
    return {
      readFile: (each) => this.#bytes(each) ?? base.readFile(each),
      readDirectory: (each) => this.#withOpen(each, base.readDirectory(each)),
      stat: (each) => this.#stat(each) ?? base.stat(each),
    };
  }

  #bytes(uri: string): Uint8Array | undefined {
    const text = this.#texts.get(uri);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  #stat(uri: string): FileStat | undefined {
    const text = this.#texts.get(uri);
    // A time of its own for each change, so that caches by time notice it.
    return text === undefined ? undefined : { type: "file", size: text.length, mtime: -this.#revision };
  }

  #withOpen(uri: string, entries: readonly DirectoryEntry[] | undefined): readonly DirectoryEntry[] | undefined {
    const known = new Set(entries?.map((entry) => entry.name));
    const added = this.#namesIn(uri).filter((name) => !known.has(name));
    if (entries === undefined && added.length === 0) return undefined;
    return [...(entries ?? []), ...added.map((name): DirectoryEntry => ({ name, type: "file" }))];
  }

  /** Names of open documents directly in a directory. */
  #namesIn(directory: string): string[] {
    const prefix = directory.endsWith("/") ? directory : `${directory}/`;
    return [...this.#texts.keys()]
      .filter((uri) => uri.startsWith(prefix) && !uri.slice(prefix.length).includes("/"))
      .map((uri) => decodeURIComponent(uri.slice(prefix.length)));
  }
}
