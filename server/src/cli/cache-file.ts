import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { nodeFileSystem } from "../project/node-file-system.ts";
import { KEPT_FOR, replaceFile, userCacheFolder } from "../project/user-cache.ts";
import { EMPTY, readContent, writeContent, type CacheContent } from "./cache-content.ts";
import { UsageError, type CliHost } from "./host.ts";
import { sha256 } from "./open-engine.ts";
import { ResultCache } from "./result-cache.ts";

/** A cache and the file it lies in. */
export interface OpenCache {
  readonly results: ResultCache;
  save(): void;
}

/** Opens the cache for this folder; `key` names all that results depend on besides files. */
export function openCache(host: CliHost, folder: string, key: unknown): OpenCache {
  const file = join(folder, `${sha256(JSON.stringify([host.cwd, key]))}.json`);
  const fs = nodeFileSystem().sync?.("file:///");
  if (fs === undefined) throw new Error("this machine's files cannot be read");
  const results = new ResultCache(load(file), fs, sha256);
  return {
    results,
    save() {
      const { content } = results;
      if (content === undefined) return;
      try {
        write(file, content);
      } catch (error) {
        host.err(`The cache was not written: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    },
  };
}

/** The folder of the caches. One inside of what is scanned would change what is scanned. */
export function cacheFolder(host: CliHost, wanted: string | undefined, roots: readonly string[]): string {
  const folder = wanted === undefined ? userCacheFolder(host.env) : resolve(host.cwd, wanted);
  for (const root of [host.cwd, ...roots.map((path) => resolve(host.cwd, path))]) {
    if (isInside(folder, root))
      throw new UsageError(`--cache-dir: ${folder} is inside of ${root}; name a folder outside`);
  }
  return folder;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== ".." && !/^\.\.[\\/]/.test(way);
}

/** What is missing or damaged is a cache without content. */
function load(file: string): CacheContent {
  try {
    return readContent(readFileSync(file, "utf8"), sha256) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

function write(file: string, content: CacheContent): void {
  replaceFile(file, writeContent(content, sha256));
  removeOld(dirname(file));
}

function removeOld(folder: string): void {
  const oldest = Date.now() - KEPT_FOR;
  for (const name of readdirSync(folder)) {
    if (!/^[\w-]{43}\.json(\.[\da-f-]{36})?$/.test(name)) continue;
    const path = join(folder, name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? oldest) < oldest) rmSync(path, { force: true });
  }
}
