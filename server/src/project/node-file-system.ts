import type { Dirent, Stats } from "node:fs";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { URI } from "vscode-uri";
import type { DirectoryEntry, FileStat, FileSystem, SyncFileSystem } from "./file-system.ts";

export interface NodeFileSystemOptions {
  /**
   * Reads at once instead of through the thread pool: several times less work for many small files, but a slow disk
   * holds everything up. For command lines and workers, not for a server's main thread.
   */
  readonly blocking?: boolean;
}

/** The files of this machine. What does not exist, may not be read or is no `file:` URI is undefined. */
export function nodeFileSystem(options: NodeFileSystemOptions = {}): FileSystem {
  return options.blocking === true ? blockingFileSystem() : threadedFileSystem();
}

/** The URI of a path of this machine. */
export function uriOfPath(path: string): string {
  return URI.file(path).toString();
}

/** The path of a `file:` URI on this machine. */
export function pathOfUri(uri: string): string {
  return URI.parse(uri).fsPath;
}

const syncFileSystem: SyncFileSystem = {
  readFile: (uri) => attempt(uri, (path) => (isRegular(statSync(path)) ? readFileSync(path) : undefined)),
  readDirectory: (uri) => attempt(uri, (path) => entriesOf(readdirSync(path, { withFileTypes: true }))),
  stat: (uri) => attempt(uri, (path) => statOf(statSync(path))),
};

const sync = (uri: string): SyncFileSystem | undefined => (uri.startsWith("file:") ? syncFileSystem : undefined);

function threadedFileSystem(): FileSystem {
  return {
    readFile: (uri) => settled(uri, async (path) => (isRegular(await stat(path)) ? await readFile(path) : undefined)),
    readDirectory: (uri) => settled(uri, async (path) => entriesOf(await readdir(path, { withFileTypes: true }))),
    stat: (uri) => settled(uri, async (path) => statOf(await stat(path))),
    realUri: async (uri) => (await settled(uri, async (path) => uriOfPath(await realpath(path)))) ?? uri,
    sync,
  };
}

function blockingFileSystem(): FileSystem {
  return {
    readFile: (uri) => Promise.resolve(syncFileSystem.readFile(uri)),
    readDirectory: (uri) => Promise.resolve(syncFileSystem.readDirectory(uri)),
    stat: (uri) => Promise.resolve(syncFileSystem.stat(uri)),
    realUri: (uri) => Promise.resolve(attempt(uri, (path) => uriOfPath(realpathSync.native(path))) ?? uri),
    sync,
  };
}

/** A pipe would keep the reader waiting for ever. */
function isRegular(stats: Stats): boolean {
  return stats.isFile();
}

function attempt<T>(uri: string, read: (path: string) => T): T | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return read(pathOfUri(uri));
  } catch {
    return undefined;
  }
}

async function settled<T>(uri: string, read: (path: string) => Promise<T>): Promise<T | undefined> {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return await read(pathOfUri(uri));
  } catch {
    return undefined;
  }
}

function entriesOf(entries: readonly Dirent[]): DirectoryEntry[] {
  return entries.map((entry) => ({ name: entry.name, type: entryType(entry) }));
}

function entryType(entry: Dirent): DirectoryEntry["type"] {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "other";
}

function statOf(stats: Stats): FileStat {
  const type = stats.isFile() ? "file" : stats.isDirectory() ? "directory" : "other";
  return { type, size: stats.size, mtime: stats.mtimeMs };
}
