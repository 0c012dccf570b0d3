import type { DirectoryEntry, FileSystem } from "./file-system.ts";
import { enterDirectory, ignoreFilesAbove, type IgnoreFiles, isIgnored } from "./ignore-files.ts";
import { joinUri, nameOfUri, parentUri } from "./uri.ts";

/** Why a file or directory is passed over. */
export type SkipReason =
  "hidden" | "testdata" | "vendor" | "node_modules" | "gitignore" | "symlink" | "excluded" | "unreadable" | "not-go";

/** Each reason in words. */
export const SKIP_REASONS: Readonly<Record<SkipReason, string>> = {
  hidden: "its name begins with . or _, so Go passes it over",
  testdata: "testdata, which Go passes over",
  vendor: "vendored code",
  node_modules: "packages of Node.js",
  gitignore: "named in a .gitignore",
  symlink: "a symbolic link to a directory, which Go does not follow",
  excluded: "excluded by the configuration",
  unreadable: "it does not exist or may not be read",
  "not-go": "not a Go file",
};

export type WalkStep =
  | { readonly kind: "file"; readonly uri: string }
  | { readonly kind: "skipped"; readonly uri: string; readonly reason: SkipReason };

export interface WalkOptions {
  /** Whether `.gitignore` files count; true where left out. */
  readonly gitignore?: boolean;
  /** Further files and directories to pass over, as the configuration wants it. */
  readonly excludes?: (uri: string, isDirectory: boolean) => boolean | Promise<boolean>;
  readonly signal?: AbortSignal;
}

interface Walk {
  readonly fs: FileSystem;
  readonly options: WalkOptions;
  readonly seen: Set<string>;
}

/**
 * The Go files below some places (files or directories), each once, in the order of the places and then of the names.
 * What Go passes over is skipped, as are vendor and node_modules, but a place named here is always looked into. Links to
 * directories are not followed, so that the walk ends.
 */
export async function* walkGoFiles(
  fs: FileSystem,
  places: readonly string[],
  options: WalkOptions = {},
): AsyncGenerator<WalkStep, void> {
  const walk: Walk = { fs, options, seen: new Set() };
  for (const place of places) {
    const stat = await fs.stat(place);
    if (stat?.type === "directory") yield* walkPlace(walk, place);
    else if (stat?.type !== "file") yield skipped(place, "unreadable");
    else if (!place.endsWith(".go")) yield skipped(place, "not-go");
    else yield* found(walk, place);
  }
}

async function* walkPlace(walk: Walk, place: string): AsyncGenerator<WalkStep, void> {
  yield* walkDirectory(walk, place, walk.options.gitignore === false ? [] : await rulesAround(walk.fs, place));
}

/** The rules above a place do not count if they would pass over the place itself: it was named. */
async function rulesAround(fs: FileSystem, place: string): Promise<IgnoreFiles> {
  const above = await ignoreFilesAbove(fs, place);
  return isIgnored(above, place, true) ? [] : above;
}

async function* walkDirectory(walk: Walk, directory: string, above: IgnoreFiles): AsyncGenerator<WalkStep, void> {
  const entries = walk.options.signal?.aborted === true ? [] : await walk.fs.readDirectory(directory);
  if (entries === undefined) {
    yield skipped(directory, "unreadable");
    return;
  }
  const hasRules = walk.options.gitignore !== false && entries.some((entry) => entry.name === ".gitignore");
  const rules = hasRules ? await enterDirectory(walk.fs, above, directory) : above;
  for (const entry of [...entries].sort(byName)) yield* walkEntry(walk, joinUri(directory, entry.name), entry, rules);
}

async function* walkEntry(
  walk: Walk,
  uri: string,
  entry: DirectoryEntry,
  rules: IgnoreFiles,
): AsyncGenerator<WalkStep, void> {
  if (walk.options.signal?.aborted === true) return;
  const isGo = entry.name.endsWith(".go");
  const type = entry.type === "symlink" ? await linkedType(walk.fs, uri, isGo) : entry.type;
  if (type === "file" ? !isGo : type !== "directory" && type !== "linked directory") return;
  const isDirectory = type !== "file";
  const reason =
    passedOver(entry.name, isDirectory) ??
    (type === "linked directory" ? "symlink" : undefined) ??
    (isIgnored(rules, uri, isDirectory) ? "gitignore" : undefined) ??
    ((await walk.options.excludes?.(uri, isDirectory)) === true ? "excluded" : undefined);
  if (reason !== undefined) yield skipped(uri, reason);
  else if (isDirectory) yield* walkDirectory(walk, uri, rules);
  else yield* found(walk, uri);
}

async function linkedType(fs: FileSystem, uri: string, isGo: boolean): Promise<"file" | "linked directory" | "other"> {
  const type = (await fs.stat(uri))?.type;
  if (type === "directory") return "linked directory";
  return type === "file" && isGo ? "file" : "other";
}

function passedOver(name: string, isDirectory: boolean): SkipReason | undefined {
  if (name.startsWith(".") || name.startsWith("_")) return "hidden";
  if (!isDirectory) return undefined;
  return name === "testdata" || name === "vendor" || name === "node_modules" ? name : undefined;
}

/**
 * Why a file that was not walked to (an open document, one that changed on disk) would be passed over by a walk of
 * `root`; undefined if it would be found.
 */
export async function skipReasonOf(fs: FileSystem, uri: string, root: string): Promise<SkipReason | undefined> {
  const between: string[] = [];
  for (let at: string | undefined = uri; at !== undefined && at !== root; at = parentUri(at)) between.unshift(at);
  let rules = await rulesAround(fs, root);
  rules = await enterDirectory(fs, rules, root);
  for (const at of between) {
    const isDirectory = at !== uri;
    const reason = passedOver(nameOfUri(at), isDirectory);
    if (reason !== undefined) return reason;
    if (isIgnored(rules, at, isDirectory)) return "gitignore";
    if (isDirectory) rules = await enterDirectory(fs, rules, at);
  }
  return undefined;
}

function* found(walk: Walk, uri: string): Generator<WalkStep, void> {
  if (walk.seen.has(uri)) return;
  walk.seen.add(uri);
  yield { kind: "file", uri };
}

function skipped(uri: string, reason: SkipReason): WalkStep {
  return { kind: "skipped", uri, reason };
}

/** By code units, so that the order is the same on every machine. */
function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
