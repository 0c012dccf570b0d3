import type { DirectoryEntry, FileStat, FileSystem, SyncFileSystem } from "./file-system.ts";
import { joinUri, nameOfUri, normalizeUri, parentUri, resolveUri, trimSlash } from "./uri.ts";

type MemoryEntry =
  | { readonly kind: "file"; readonly bytes: Uint8Array; readonly mtime: number }
  | { readonly kind: "directory" }
  | { readonly kind: "link"; readonly target: string };

/** Links followed before a chain of them is taken for a loop. */
const MOST_LINKS = 32;

/** A tree of files in memory, addressed by URIs. Directories come into being with what they hold. */
export class MemoryFileSystem implements FileSystem {
  readonly #entries = new Map<string, MemoryEntry>();
  readonly #children = new Map<string, Set<string>>();
  #clock = 0;

  /** `files` by URI. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [uri, content] of Object.entries(files)) this.write(uri, content);
  }

  write(uri: string, content: string | Uint8Array): void {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    this.#add(keyOf(uri), { kind: "file", bytes, mtime: ++this.#clock });
  }

  /** A symbolic link to another URI, or to a path relative to its own directory. */
  link(uri: string, target: string): void {
    const from = keyOf(uri);
    const absolute = target.includes("://") ? target : resolveUri(parentUri(from) ?? from, target);
    this.#add(from, { kind: "link", target: keyOf(absolute) });
  }

  /** Removes a file, a link, or a directory with all it holds. */
  remove(uri: string): void {
    const key = keyOf(uri);
    for (const name of this.#children.get(key) ?? []) this.remove(joinUri(key, name));
    this.#entries.delete(key);
    this.#children.delete(key);
    this.#children.get(trimSlash(parentUri(key) ?? ""))?.delete(nameOfUri(key));
  }

  readFile(uri: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.#file(uri)?.bytes);
  }

  readDirectory(uri: string): Promise<readonly DirectoryEntry[] | undefined> {
    return Promise.resolve(this.#list(uri));
  }

  stat(uri: string): Promise<FileStat | undefined> {
    return Promise.resolve(this.#stat(uri));
  }

  sync(): SyncFileSystem {
    return {
      readFile: (uri) => this.#file(uri)?.bytes,
      readDirectory: (uri) => this.#list(uri),
      stat: (uri) => this.#stat(uri),
    };
  }

  realUri(uri: string): Promise<string> {
    return Promise.resolve(this.#follow(uri));
  }

  #file(uri: string) {
    const entry = this.#entries.get(this.#follow(uri));
    return entry?.kind === "file" ? entry : undefined;
  }

  #list(uri: string): readonly DirectoryEntry[] | undefined {
    const key = this.#follow(uri);
    const names = this.#children.get(key);
    return names && [...names].map((name) => ({ name, type: this.#typeOf(joinUri(key, name)) }));
  }

  #stat(uri: string): FileStat | undefined {
    const entry = this.#entries.get(this.#follow(uri));
    if (entry?.kind === "file") return { type: "file", size: entry.bytes.length, mtime: entry.mtime };
    return entry?.kind === "directory" ? { type: "directory", size: 0, mtime: 0 } : undefined;
  }

  #add(uri: string, entry: MemoryEntry): void {
    this.#entries.set(uri, entry);
    let child = uri;
    for (let parent = parentUri(uri); parent !== undefined; parent = parentUri(parent)) {
      const key = trimSlash(parent);
      const known = this.#children.get(key);
      if (known === undefined) this.#children.set(key, new Set([nameOfUri(child)]));
      else known.add(nameOfUri(child));
      if (!this.#entries.has(key)) this.#entries.set(key, { kind: "directory" });
      child = key;
    }
  }

  #typeOf(uri: string): DirectoryEntry["type"] {
    const kind = this.#entries.get(uri)?.kind;
    return kind === "link" ? "symlink" : (kind ?? "other");
  }

  /** The URI behind the links on its way; itself where they lead nowhere. */
  #follow(uri: string): string {
    let at = keyOf(uri);
    for (let links = 0; links < MOST_LINKS; links++) {
      const next = this.#step(at);
      if (next === at) return at;
      at = next;
    }
    return keyOf(uri);
  }

  /** The URI with its outermost link replaced by what it leads to. */
  #step(uri: string): string {
    for (let at: string | undefined = uri; at !== undefined; at = parentUri(at)) {
      const entry = this.#entries.get(trimSlash(at));
      if (entry?.kind === "link") return entry.target + uri.slice(trimSlash(at).length);
    }
    return uri;
  }
}

function keyOf(uri: string): string {
  return trimSlash(normalizeUri(uri));
}
