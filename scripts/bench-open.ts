// `npm run bench -- open DIR`: from opening a file in a server that has just started to its first diagnostics and to all of them,
// and what of that goes to dependencies, by the profile of the server's main thread. DIR stays as it is.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { Profiler } from "node:inspector";
import { abilitiesFrom } from "../test/lsp/support/client-capabilities.ts";
import { Editor } from "../test/lsp/support/editor.ts";
import { workOf } from "./bench-editor.ts";
import { goFiles } from "./go-files.ts";
import { projectRoot } from "./rule-files.ts";

const FILES = 4;
/** Microseconds between two samples. */
const INTERVAL = 250;

/** What stands at the top of each part of the work, in the built server. The outermost counts. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ["exportsOf", "dependencies: list, read, outline"],
  ["resolve", "go.mod files, and directories that hold packages"],
  ["groupsIn", "the package and others of its module: list, read, parse"],
  ["methodsNamed", "methods of the workspace"],
  ["#parsed", "declarations that somebody asks for, parsed"],
  ["get specs", "declarations that somebody asks for, parsed"],
]);

const REST = "all else: start of the server, types, flow, rules";
const IDLE = "idle";

/** Prints what opening each of some files with many dependencies takes, each in a server of its own. */
export async function benchOpen(folder: string): Promise<void> {
  console.log(folder);
  for (const [first, second] of places(folder)) await openBoth(folder, first, second);
}

async function openBoth(folder: string, first: string, second: string): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), "gostable-open-"));
  const [profiles, cache] = [join(own, "profiles"), join(own, "cache")];
  const without = { folder, cache: join(own, "none") };
  try {
    const plain = await open([first, second], without);
    await open([first], {
      ...without,
      options: ["--cpu-prof", `--cpu-prof-dir=${profiles}`, `--cpu-prof-interval=${INTERVAL}`],
    });
    await open([first, second], { folder, cache, lingers: INDEXED_AFTER });
    const indexed = await open([first, second], { folder, cache });
    console.log(`  ${first}: server ready after ${ms(plain.ready)}`);
    for (const [index, file] of [first, second].entries()) {
      console.log(`    ${file === first ? "first" : "second"} file: ${told(plain.opened[index])}`);
      console.log(`      with an index: ${told(indexed.opened[index])}`);
    }
    showShares(timesByPart(profiles));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Milliseconds after which a server has written its index. */
export const INDEXED_AFTER = 5000;

/** Samples tell shares: under the profiler, and beside other work, all of it takes longer. */
function showShares(times: ReadonlyMap<string, number>): void {
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const sorted = [...times].sort(([, a], [, b]) => b - a);
  for (const [part, time] of sorted) console.log(`    ${((100 * time) / total).toFixed(1).padStart(5)} %  ${part}`);
}

function told(opened: Opened | undefined): string {
  return `first diagnostics ${ms(opened?.first)} after opening, all ${ms(opened?.waited)}, ${ms(opened?.worked)} of work`;
}

interface Opened {
  /** Until the first answer, which may not be the whole one. */
  readonly first: number;
  readonly waited: number;
  readonly worked: number | undefined;
}

interface Start {
  readonly folder: string;
  /** Where the server keeps its index. */
  readonly cache: string;
  readonly options?: readonly string[];
  /** Milliseconds until it is stopped. */
  readonly lingers?: number;
}

/** Milliseconds until the server was ready, and until the diagnostics of each file. */
async function open(files: readonly string[], { folder, cache, options = [], lingers = 0 }: Start) {
  const program = [process.execPath, ...options, join(projectRoot, "dist/server-node.cjs"), "--stdio"];
  const server = ["env", `XDG_CACHE_HOME=${cache}`, ...program];
  const begin = performance.now();
  const editor = await Editor.startIn(folder, server, abilitiesFrom(["refreshes"]));
  const ready = performance.now() - begin;
  const opened: Opened[] = [];
  for (const file of files) {
    const [started, before] = [performance.now(), workOf(editor.pid)];
    await editor.open(file);
    await editor.diagnostics(file);
    const first = performance.now() - started;
    await editor.diagnostics(file);
    const after = workOf(editor.pid);
    const worked = after === undefined || before === undefined ? undefined : after - before;
    opened.push({ first, waited: performance.now() - started, worked });
  }
  await new Promise((resolve) => setTimeout(resolve, lingers));
  await editor.stop();
  return { ready, opened };
}

/** The files that import most from other modules, one of a directory, each with another one of its directory. */
function places(folder: string): (readonly [string, string])[] {
  const byDirectory = new Map<string, { path: string; imports: number }[]>();
  for (const path of goFiles(folder)) {
    if (path.endsWith("_test.go")) continue;
    const imports = importsOfOthers(readFileSync(path, "utf8"));
    const others = byDirectory.get(dirname(path)) ?? [];
    byDirectory.set(dirname(path), [...others, { path, imports }]);
  }
  return [...byDirectory.values()]
    .filter((files) => files.length > 1)
    .map((files) => files.sort((a, b) => b.imports - a.imports))
    .sort((a, b) => (b[0]?.imports ?? 0) - (a[0]?.imports ?? 0))
    .slice(0, FILES)
    .map(([first, second]) => [relative(folder, first?.path ?? ""), relative(folder, second?.path ?? "")]);
}

function importsOfOthers(text: string): number {
  const block = /^import \(([^)]*)\)/m.exec(text)?.[1] ?? "";
  return block.match(/"[\w-]+\.[\w.-]+\/[^"]+"/g)?.length ?? 0;
}

/** Milliseconds of the main thread by part, its start included. */
function timesByPart(folder: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { nodes, samples = [], timeDeltas = [] } of mainProfiles(folder)) {
    const parts = partsOfNodes(nodes);
    samples.forEach((id, index) => {
      const part = parts.get(id) ?? REST;
      if (part !== IDLE) times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
    });
  }
  return times;
}

/** Threads write profiles of their own; the main thread's has the number 0. */
function mainProfiles(folder: string): Profiler.Profile[] {
  return readdirSync(folder)
    .filter((name) => /^CPU\.\d+\.\d+\.\d+\.0\./.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Profiler.Profile);
}

function partsOfNodes(nodes: readonly Profiler.ProfileNode[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, string>();
  const visit = (id: number, within: string | undefined): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const part = within ?? partOf(node.callFrame);
    if (part !== undefined) parts.set(id, part);
    for (const child of node.children ?? []) visit(child, part);
  };
  if (nodes[0] !== undefined) visit(nodes[0].id, undefined);
  return parts;
}

function partOf({ functionName, url }: { functionName: string; url: string }): string | undefined {
  if (functionName === "(idle)" || functionName === "(program)") return IDLE;
  return url.includes("server-node") ? PARTS.get(functionName) : undefined;
}

function ms(time: number | undefined): string {
  return time === undefined ? "unknown" : `${time.toFixed(0)} ms`;
}
