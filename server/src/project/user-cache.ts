import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Where gostable may keep what it can find out again: a folder of the user, never of a workspace. */
export function userCacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === "win32") return join(env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "gostable");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "gostable");
  const { XDG_CACHE_HOME: base } = env;
  return join(base === undefined || base === "" ? join(homedir(), ".cache") : base, "gostable");
}

/** Milliseconds after which what lies there may go if nobody has written it again: thirty days. */
export const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** Writes a file whole or not at all: another process may read or write it at any time. Throws where it cannot. */
export function replaceFile(file: string, content: string): void {
  makeFolder(dirname(file));
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** One by one from the top: Node's own way to make several never ends where there is no place for any, as below /proc. */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been first.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
