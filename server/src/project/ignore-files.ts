import ignore, { type Ignore } from "ignore";
import type { FileSystem } from "./file-system.ts";
import { joinUri, parentUri, relativePath, resolveUri } from "./uri.ts";

/** The patterns of one `.gitignore`, which speak of what lies below its directory. */
interface IgnoreFile {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** The ignore files that hold in a directory, outermost first. */
export type IgnoreFiles = readonly IgnoreFile[];

/** The ignore files from the root of the repository down to, but not in, a directory. None outside of a repository. */
export async function ignoreFilesAbove(fs: FileSystem, directory: string): Promise<IgnoreFiles> {
  const above: string[] = [];
  for (let at: string | undefined = directory; at !== undefined; at = parentUri(at)) {
    if (at !== directory) above.unshift(at);
    if ((await fs.stat(joinUri(at, ".git"))) === undefined) continue;
    let files = await exclusionsOf(fs, at);
    for (const each of above) files = await enterDirectory(fs, files, each);
    return files;
  }
  return [];
}

/** The ignore files that hold in a directory, given those that hold above it. */
export async function enterDirectory(fs: FileSystem, above: IgnoreFiles, directory: string): Promise<IgnoreFiles> {
  return withFile(fs, above, directory, joinUri(directory, ".gitignore"));
}

/** Whether git would pass over it. The innermost file that says anything decides. */
export function isIgnored(files: IgnoreFiles, uri: string, isDirectory: boolean): boolean {
  for (const file of files.toReversed()) {
    const path = relativePath(file.directory, uri);
    if (path === undefined || path === "") continue;
    const said = file.patterns.test(isDirectory ? `${path}/` : path);
    if (said.ignored) return true;
    if (said.unignored) return false;
  }
  return false;
}

function exclusionsOf(fs: FileSystem, root: string): Promise<IgnoreFiles> {
  return withFile(fs, [], root, resolveUri(root, ".git/info/exclude"));
}

async function withFile(fs: FileSystem, files: IgnoreFiles, directory: string, uri: string): Promise<IgnoreFiles> {
  const bytes = await fs.readFile(uri);
  if (bytes === undefined) return files;
  const patterns = ignore({ allowRelativePaths: true }).add(new TextDecoder().decode(bytes));
  return [...files, { directory, patterns }];
}
