import type { DirectoryEntry, FileSystem } from "./file-system.ts";
import { decodeSource, openSource, type SourceText } from "./read-source.ts";
import { isWithin } from "./uri.ts";

type Listing = ReadonlyMap<string, DirectoryEntry["type"]>;

/**
 * Files read without waiting and kept until they are said to have changed. What the file system can only read with
 * waiting counts as missing at first and is noted down; `fetchMissing` reads it, and whoever asked asks again.
 */
export class SourceFiles {
  readonly #fs: FileSystem;
  readonly #texts = new Map<string, string | undefined>();
  readonly #listings = new Map<string, Listing | undefined>();
  readonly #wanted = new Map<string, "text" | "listing">();
  /** What is being read; taken out when it changes meanwhile, since what comes then is out of date. */
  readonly #reading = new Set<string>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  /** A text file's content, decoded leniently; undefined where it cannot be read. For go.mod and the like. */
  text(uri: string): string | undefined {
    if (this.#texts.has(uri)) return this.#texts.get(uri);
    const sync = this.#fs.sync?.(uri);
    if (sync === undefined) {
      this.#wanted.set(uri, "text");
      return undefined;
    }
    const text = decoded(sync.readFile(uri));
    this.#texts.set(uri, text);
    return text;
  }

  /** The bytes of a file, not kept. */
  bytes(uri: string): Uint8Array | undefined {
    const sync = this.#fs.sync?.(uri);
    if (sync !== undefined) return sync.readFile(uri);
    const text = this.text(uri);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  /** A Go file as it is now, not kept; undefined where it cannot be read. `largest`: bytes of the largest file that is read. */
  source(uri: string, largest: number): SourceText | undefined {
    const open = this.#fs.openText?.(uri);
    if (open !== undefined) return openSource(open, largest);
    const bytes = this.bytes(uri);
    return bytes === undefined ? undefined : decodeSource(bytes, largest);
  }

  /** The entries of a directory by name; undefined where it cannot be read. */
  listing(uri: string): Listing | undefined {
    if (this.#listings.has(uri)) return this.#listings.get(uri);
    const sync = this.#fs.sync?.(uri);
    if (sync === undefined) {
      this.#wanted.set(uri, "listing");
      return undefined;
    }
    const listing = listingOf(sync.readDirectory(uri));
    this.#listings.set(uri, listing);
    return listing;
  }

  /** Reads what was asked for and not at hand. True if there was any. */
  async fetchMissing(): Promise<boolean> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    await Promise.all(wanted.map(([uri, kind]) => (kind === "text" ? this.#readText(uri) : this.#readListing(uri))));
    return wanted.length > 0;
  }

  async #readText(uri: string): Promise<void> {
    this.#reading.add(uri);
    const text = decoded(await this.#fs.readFile(uri));
    if (this.#reading.delete(uri)) this.#texts.set(uri, text);
  }

  async #readListing(uri: string): Promise<void> {
    this.#reading.add(uri);
    const listing = listingOf(await this.#fs.readDirectory(uri));
    if (this.#reading.delete(uri)) this.#listings.set(uri, listing);
  }

  /** Forgets what a file holds. */
  forgetText(uri: string): void {
    this.#texts.delete(uri);
    this.#reading.delete(uri);
  }

  /** Forgets a file, or a directory with all in it, and the listing of the directory around it. */
  forget(uri: string, directory: string): void {
    this.forgetText(uri);
    this.#listings.delete(directory);
    this.#reading.delete(directory);
    if (uri.endsWith(".go")) return;
    for (const map of [this.#texts, this.#listings, this.#reading])
      for (const key of [...map.keys()]) if (isWithin(key, uri)) map.delete(key);
  }
}

function decoded(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

function listingOf(entries: readonly DirectoryEntry[] | undefined): Listing | undefined {
  return entries === undefined ? undefined : new Map(entries.map(({ name, type }) => [name, type]));
}
