import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, Worker, workerData, type MessagePort } from "node:worker_threads";
import {
  indexPackage,
  moduleVersionOf,
  readIndexed,
  writeIndexed,
  type DependencyIndex,
  type IndexedPackage,
} from "../../project/dependency-index.ts";
import { nodeFileSystem } from "../../project/node-file-system.ts";
import { KEPT_FOR, replaceFile } from "../../project/user-cache.ts";
import { hashHex } from "../../text/hash.ts";
import { isRecord } from "../settings.ts";

/** Where an index lies, and of which module caches it is. */
export interface IndexPlace {
  /** A folder of the user's cache, for this version of gostable alone. */
  readonly folder: string;
  /** URIs. */
  readonly moduleCaches: readonly string[];
}

/** Milliseconds after which what was missed is indexed: the first findings do not share the processor with that. */
const DELAY = 2000;
/** Bytes of an index beyond which the oldest module versions go. */
const MOST = 256 * 1024 * 1024;

/** An index on this machine's disk. What is missing in it is added by a thread of its own; what cannot be written is not. */
export class DependencyStore implements DependencyIndex {
  readonly #place: IndexPlace;
  /** Path of the bundle whose thread side is {@link serveIndexThread}. */
  readonly #program: string;
  readonly #missed = new Set<string>();
  #waiting: string[] = [];

  constructor(place: IndexPlace, program: string) {
    this.#place = place;
    this.#program = program;
  }

  find(directory: string): IndexedPackage | undefined {
    const path = pathOf(directory, this.#place);
    if (path === undefined || this.#missed.has(directory)) return undefined;
    try {
      return readIndexed(directory, readFileSync(path, "utf8"));
    } catch {
      return undefined;
    }
  }

  missed(directory: string): void {
    if (this.#missed.has(directory) || pathOf(directory, this.#place) === undefined) return;
    this.#missed.add(directory);
    this.#waiting.push(directory);
    if (this.#waiting.length === 1) setTimeout(() => void this.#index(), DELAY).unref();
  }

  /** Settles when what was missed so far is written. */
  async #index(): Promise<void> {
    const directories = this.#waiting;
    this.#waiting = [];
    const thread = new Worker(this.#program, { workerData: { index: this.#place }, argv: [], execArgv: [] });
    thread.unref();
    const ended = new Promise((resolve) => thread.once("message", resolve).once("error", resolve));
    thread.postMessage(directories);
    await ended;
    await thread.terminate();
  }
}

/** The thread's side. True if it was started for this. */
export function serveIndexThread(): boolean {
  const start: unknown = workerData;
  const port = parentPort;
  if (port === null || !isRecord(start) || !isIndexPlace(start.index)) return false;
  const place = start.index;
  port.on("message", (directories: readonly string[]) => {
    indexAll(directories, place, port);
  });
  return true;
}

function isIndexPlace(value: unknown): value is IndexPlace {
  return isRecord(value) && typeof value.folder === "string" && Array.isArray(value.moduleCaches);
}

function indexAll(directories: readonly string[], place: IndexPlace, port: MessagePort): void {
  const steps = [
    ...directories.map((directory) => () => {
      indexOne(directory, place);
    }),
    () => {
      removeOld(place.folder);
    },
  ];
  const problems = steps.flatMap(problemOf);
  // No place to write to, none left, or another process that holds the file: the next start reads the sources again.
  if (problems.length > 0)
    console.error(`gostable: not all of the index of dependencies was written: ${problems[0] ?? ""}`);
  port.postMessage("done");
}

function problemOf(step: () => void): readonly string[] {
  try {
    step();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** Adds a package to an index. Throws where it cannot be written. */
export function indexOne(directory: string, place: IndexPlace): void {
  const path = pathOf(directory, place);
  const indexed = path === undefined ? undefined : indexPackage(directory, nodeFileSystem({ blocking: true }));
  if (path !== undefined && indexed !== undefined) replaceFile(path, writeIndexed(directory, indexed));
}

/** A folder for each module version, in it a file for each package. Undefined for what is in no module cache. */
function pathOf(directory: string, { folder, moduleCaches }: IndexPlace): string | undefined {
  const version = moduleVersionOf(directory, moduleCaches);
  if (version === undefined) return undefined;
  return join(folder, version.replaceAll("/", "+").replace(/[^\w.@+!~-]/g, "_"), `${hashHex(directory)}.txt`);
}

/** Takes out module versions that were indexed long ago, the oldest ones where there are too many, and what older versions left. */
export function removeOld(folder: string, now = Date.now(), most = MOST): void {
  const oldest = now - KEPT_FOR;
  for (const name of readdirSync(dirname(folder))) {
    const other = join(dirname(folder), name);
    if (other !== folder && timeOf(other) < oldest) rmSync(other, { recursive: true, force: true });
  }
  const modules = readdirSync(folder).map((name) => measured(join(folder, name)));
  modules.sort((a, b) => b.time - a.time);
  let size = 0;
  for (const { path, bytes, time } of modules) {
    size += bytes;
    if (size > most || time < oldest) rmSync(path, { recursive: true, force: true });
  }
}

function measured(path: string): { readonly path: string; readonly time: number; readonly bytes: number } {
  const files = readdirSync(path).map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0);
  return { path, time: timeOf(path), bytes: files.reduce((sum, size) => sum + size, 0) };
}

function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
