/**
 * Compares our control-flow graphs with those of golang.org/x/tools/go/cfg: in how many functions do the two disagree about
 * which statements can be reached?
 *
 * Usage: node --import tsx scripts/oracle-cfg.ts [--show N] [folder...]
 *
 * Without a folder: GOROOT/src. Folders named testdata are left out. Needs Go, and golang.org/x/tools from a module proxy.
 * `--show N` prints the first N functions that differ.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { buildCfg } from "../server/src/flow/cfg/build-cfg.ts";
import type { Cfg } from "../server/src/flow/cfg/cfg.ts";
import { reachableBlocks } from "../server/src/flow/cfg/reachability.ts";
import type { CallExpr, File, FuncNode } from "../server/src/syntax/ast.ts";
import { walk } from "../server/src/syntax/visit.ts";
import { parseGo } from "../test/support/go.ts";

interface Truth {
  readonly file: string;
  readonly start: number;
  readonly live: readonly number[];
  readonly dead: readonly number[];
}

/** A file of ours: its functions by where they begin, and where its bytes lie in the text. */
interface Ours {
  readonly functions: ReadonlyMap<number, FuncNode>;
  readonly offsetOf: (byte: number) => number;
  readonly text: string;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: "string", default: "0" } },
});
const folders = positionals.length > 0 ? positionals : [join(goroot(), "src")];

function goroot(): string {
  return execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
}

function* goFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "testdata") yield* goFiles(path);
    else if (entry.isFile() && entry.name.endsWith(".go")) yield path;
  }
}

function isPanic(call: CallExpr): boolean {
  return call.fun.kind === "Ident" && call.fun.name === "panic";
}

function readOurs(path: string): Ours {
  const text = readFileSync(path, "utf8");
  const functions = new Map<number, FuncNode>();
  const file: File = parseGo(text);
  walk(file, (node) => {
    if ((node.kind === "FuncDecl" || node.kind === "FuncLit") && node.body !== undefined)
      functions.set(node.start, node);
  });
  return { functions, offsetOf: byteOffsets(text), text };
}

/** From offsets in the file's UTF-8 bytes to UTF-16 offsets of its text. */
function byteOffsets(text: string): (byte: number) => number {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length) return (byte) => byte;
  const offsets = new Int32Array(bytes + 1);
  let byte = 0;
  for (let at = 0; at < text.length;) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    offsets.fill(at, byte, (byte += Buffer.byteLength(text.slice(at, at + width))));
    at += width;
  }
  offsets[bytes] = text.length;
  return (at) => offsets[at] ?? text.length;
}

/** Where the nodes of reachable blocks begin. */
function reachedBy(cfg: Cfg): ReadonlySet<number> {
  const reachable = reachableBlocks(cfg);
  const starts = new Set<number>();
  for (const block of cfg.blocks) {
    if (reachable[block.id] !== true) continue;
    for (const node of block.nodes) {
      if (node.kind === "stmt") starts.add(node.stmt.start);
      else if (node.kind === "expr") starts.add(node.expr.start);
    }
  }
  return starts;
}

/** The statements about which the two graphs disagree, as UTF-16 offsets; undefined where we do not know the function. */
function differences(truth: Truth, ours: Ours): readonly number[] | undefined {
  const func = ours.functions.get(ours.offsetOf(truth.start));
  if (func === undefined) return undefined;
  const reached = reachedBy(buildCfg(func, isPanic));
  const live = truth.live.map(ours.offsetOf).filter((start) => !reached.has(start));
  const dead = truth.dead.map(ours.offsetOf).filter((start) => reached.has(start));
  return [...live, ...dead];
}

async function* oracle(): AsyncGenerator<Truth> {
  const out = mkdtempSync(join(tmpdir(), "oracle-cfg-"));
  try {
    const program = join(out, "oracle");
    execFileSync("go", ["build", "-o", program, "."], { cwd: join(import.meta.dirname, "../test/oracle/cfg") });
    const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.end(folders.flatMap((folder) => [...goFiles(folder)]).join("\n"));
    for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Truth;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const tally = { functions: 0, statements: 0, missing: 0, thrown: 0, different: 0 };
let left = Number(options.show);
let current: { readonly path: string; readonly ours: Ours } | undefined;
for await (const truth of oracle()) {
  if (current?.path !== truth.file) current = { path: truth.file, ours: readOurs(truth.file) };
  tally.functions++;
  tally.statements += truth.live.length + truth.dead.length;
  try {
    const found = differences(truth, current.ours);
    if (found === undefined) tally.missing++;
    if ((found?.length ?? 0) > 0) tally.different++;
    if ((found === undefined || found.length > 0) && left-- > 0) {
      const at = found?.[0] ?? current.ours.offsetOf(truth.start);
      console.log(truth.file, at, JSON.stringify(current.ours.text.slice(at, at + 60)));
    }
  } catch (error) {
    tally.thrown++;
    console.log(truth.file, truth.start, error);
  }
}
console.log(
  `${String(tally.functions)} functions, ${String(tally.statements)} simple statements: ` +
    `${String(tally.different)} functions differ (${((100 * tally.different) / tally.functions).toFixed(4)} %), ` +
    `${String(tally.missing)} not found, ${String(tally.thrown)} thrown`,
);
