import { execFile } from "node:child_process";
import { join } from "node:path";
import { uriOfPath } from "./node-file-system.ts";

/** Lines (from 1, both included) that differ from a revision. A deletion is the two lines around it. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** The changed lines of each changed Go file, by URI; "all" for a file git did not know before. */
export type GitChanges = ReadonlyMap<string, readonly LineRange[] | "all">;

/**
 * What the working tree changed since it left a revision, untracked files included; a sentence says why it cannot be known.
 */
export async function gitChanges(directory: string, revision: string): Promise<GitChanges | string> {
  const root = await git(directory, ["rev-parse", "--show-toplevel"]);
  if (!root.ok) return root.problem;
  const top = root.output.trimEnd();
  const known = await git(top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (!known.ok) return unknownRevision(top, revision);
  const base = await baseOf(top, known.output.trim());
  const diff = await git(top, ["diff", ...PLAIN, "-U0", "--diff-filter=d", base, "--", "*.go"]);
  if (!diff.ok) return diff.problem;
  const untracked = await git(top, ["ls-files", "--others", "--exclude-standard", "-z", "--", "*.go"]);
  if (!untracked.ok) return untracked.problem;
  const changes = new Map<string, readonly LineRange[] | "all">();
  for (const [path, ranges] of parseDiff(diff.output)) changes.set(uriOfPath(join(top, path)), ranges);
  for (const path of untracked.output.split("\0")) if (path !== "") changes.set(uriOfPath(join(top, path)), "all");
  return changes;
}

/** Where HEAD left the revision: what the revision got since then is no change of ours. Without a common past, itself. */
async function baseOf(top: string, commit: string): Promise<string> {
  const base = await git(top, ["merge-base", commit, "HEAD"]);
  return base.ok ? base.output.trim() : commit;
}

async function unknownRevision(top: string, revision: string): Promise<string> {
  const shallow = await git(top, ["rev-parse", "--is-shallow-repository"]);
  const hint = shallow.ok && shallow.output.trim() === "true" ? `; ${SHALLOW}` : "";
  return `git knows no revision ${JSON.stringify(revision)}${hint}`;
}

const SHALLOW =
  "this clone is shallow, fetch its history first (in GitHub Actions: actions/checkout with fetch-depth: 0)";

/** Nothing a repository configures is run, and paths are as they are. */
const PLAIN = ["--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/"];

/** The changed lines of each file in a unified diff without context. */
export function parseDiff(diff: string): Map<string, LineRange[]> {
  const files = new Map<string, LineRange[]>();
  let ranges: LineRange[] | undefined;
  for (const line of diff.split("\n")) {
    if (line.startsWith("+++ ")) {
      ranges = [];
      files.set(pathOf(line.slice(4)), ranges);
    }
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null || ranges === undefined) continue;
    const start = Number(hunk[1]);
    const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
    ranges.push(count === 0 ? { from: start, to: start + 1 } : { from: start, to: start + count - 1 });
  }
  return files;
}

/** `b/path`, or the same in quotes where it holds unusual characters, which git writes as octal bytes. */
function pathOf(text: string): string {
  const quoted = /^"(.*)"/.exec(text)?.[1];
  const path = quoted === undefined ? text.replace(/\t.*$/, "") : unquoted(quoted);
  return path.replace(/^b\//, "");
}

function unquoted(text: string): string {
  const bytes: number[] = [];
  for (const [, octal, letter, plain] of text.matchAll(/\\([0-7]{3})|\\(.)|([^\\])/gsu)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else bytes.push(...new TextEncoder().encode(letter === undefined ? (plain ?? "") : (ESCAPES[letter] ?? letter)));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\u0007" };

type GitAnswer = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly problem: string };

function git(cwd: string, args: readonly string[]): Promise<GitAnswer> {
  const all = ["-c", "core.fsmonitor=false", "-c", "core.quotePath=true", ...args];
  return new Promise((resolve) => {
    execFile("git", all, { cwd, maxBuffer: 1 << 28, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, output: stdout });
      else resolve({ ok: false, problem: problemOf(error, stderr) });
    });
  });
}

function problemOf(error: Error, stderr: string): string {
  if ("code" in error && error.code === "ENOENT") return "git is not installed";
  return (
    stderr
      .trim()
      .split("\n")[0]
      ?.replace(/^fatal: /, "") ?? error.message
  );
}
