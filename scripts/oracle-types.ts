/**
 * Compares what we say of every call (what is called, the receiver's static type, the type of the call) with what
 * go/types says, and reports how much is right, unknown and wrong.
 *
 * Usage: node --import tsx scripts/oracle-types.ts [--alone] [--tests] [--show N] [--dir module] [pattern...]
 *
 * Patterns are those of `go list`; `std` without one. `--alone` hides the sources
 * of the standard library and of other modules: what then is known of them are the bundled facts. `--show N`
 * prints the first N calls of which our answer is wrong, with `--unknown` those of which we have none. `--tests` also
 * asks about test files.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { collectDecls } from "../server/src/semantic/decls.ts";
import { createFileInfo } from "../server/src/semantic/file-info.ts";
import { bundledStandardLibrary } from "../server/src/semantic/facts/standard-library.ts";
import type { Callee, FileInfo } from "../server/src/semantic/info.ts";
import type { PackageDecls, World } from "../server/src/semantic/package.ts";
import { resolved } from "../server/src/semantic/relations.ts";
import { typeKey } from "../server/src/semantic/type-key.ts";
import type { Type } from "../server/src/semantic/types.ts";
import type { CallExpr, File } from "../server/src/syntax/ast.ts";
import { walk } from "../server/src/syntax/visit.ts";
import { parseGo } from "../test/support/go.ts";

interface GoPackage {
  readonly Dir: string;
  readonly ImportPath: string;
  readonly GoFiles?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  readonly DepOnly?: boolean;
  readonly Module?: { readonly Main?: boolean };
}

interface Truth {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly callee: string;
  readonly receiver?: string;
  readonly type: string;
}

interface Tally {
  right: number;
  unknown: number;
  wrong: number;
  readonly shown: string[];
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    alone: { type: "boolean", default: false },
    show: { type: "string", default: "0" },
    tests: { type: "boolean", default: false },
    unknown: { type: "boolean", default: false },
    dir: { type: "string", default: process.cwd() },
  },
});
const show = Number(options.show);
const patterns = positionals.length > 0 ? positionals : ["std"];
const environment = { ...process.env, CGO_ENABLED: "0" };

/** All packages that match the patterns, and those they import. */
function goList(): readonly GoPackage[] {
  const args = [
    "list",
    "-e",
    ...(options.tests ? ["-test"] : []),
    "-deps",
    "-json=Dir,ImportPath,GoFiles,TestGoFiles,XTestGoFiles,DepOnly,Module",
    ...patterns,
  ];
  const text = execFileSync("go", args, { encoding: "utf8", env: environment, cwd: options.dir, maxBuffer: 1 << 28 });
  return text
    .split(/^(?=\{$)/m)
    .filter((part) => part.trim() !== "")
    .map((part) => JSON.parse(part) as GoPackage)
    .filter((pkg) => !pkg.ImportPath.endsWith(".test"));
}

/** `p [q.test]` is p as the tests of q see it. */
function isPlain(pkg: GoPackage): boolean {
  return !pkg.ImportPath.includes(" ");
}

function shortPath(path: string): string {
  return path.replace(/ .*/, "").replace(/^(cmd\/)?vendor\//, "");
}

const packages = goList();
const byPath = new Map(packages.toReversed().map((pkg) => [shortPath(pkg.ImportPath), pkg]));
for (const pkg of packages.filter(isPlain)) byPath.set(shortPath(pkg.ImportPath), pkg);
const asts = new Map<string, File>();
const declarations = new Map<string, PackageDecls>();

function astOf(file: string): File {
  const known = asts.get(file);
  if (known !== undefined) return known;
  const ast = parseGo(readFileSync(file, "utf8"));
  asts.set(file, ast);
  return ast;
}

function collect(pkg: GoPackage, path: string, names: readonly string[]): PackageDecls {
  const files = names.map((name) => join(pkg.Dir, name));
  const sources = files.map((file) => ({ uri: `file://${file}`, ast: astOf(file) }));
  return collectDecls(sources, { path, world: worldOf(path) });
}

function declsOf(path: string): PackageDecls | undefined {
  const known = declarations.get(path);
  if (known !== undefined) return known;
  const pkg = byPath.get(path);
  if (pkg === undefined) return undefined;
  const decls = collect(pkg, path, pkg.GoFiles ?? []);
  declarations.set(path, decls);
  return decls;
}

const facts = bundledStandardLibrary();

/** What the package `own` sees; `tested` stands for the package that an external test package tests. */
function worldOf(own: string, tested?: PackageDecls): World {
  return {
    packageDecls(path) {
      if (path === tested?.path) return tested;
      if (!options.alone || path === own) return declsOf(path);
      return facts.packageDecls(path) ?? (byPath.get(path)?.Module?.Main === true ? declsOf(path) : undefined);
    },
  };
}

function key(info: FileInfo, type: Type): string {
  return typeKey(resolved(type, info.world)).replace(/·[0-9]+/g, "·");
}

function calleeString(info: FileInfo, callee: Callee): string {
  switch (callee.kind) {
    case "func":
      return `func ${callee.pkg}.${callee.name}`;
    case "method":
      return `method ${callee.pkg}.${callee.recv.replace(/·[0-9]+/, "·")}.${callee.name}`;
    case "literal":
    case "value":
      return callee.kind;
    case "builtin":
      return `builtin ${callee.name}`;
    case "conversion":
      return `conversion ${key(info, callee.type)}`;
    case "unknown":
      return "?";
  }
}

function receiverType(info: FileInfo, call: CallExpr, callee: Callee): Type | undefined {
  if (callee.kind === "method") return callee.through;
  const { fun } = call;
  return fun.kind === "SelectorExpr" ? info.typeOf(fun.x) : undefined;
}

const tallies: Record<"callee" | "receiver" | "result", Tally> = {
  callee: { right: 0, unknown: 0, wrong: 0, shown: [] },
  receiver: { right: 0, unknown: 0, wrong: 0, shown: [] },
  result: { right: 0, unknown: 0, wrong: 0, shown: [] },
};

function count(tally: Tally, ours: string, truth: Truth, wanted: string): void {
  const verdict = ours === wanted ? "right" : ours.includes("?") ? "unknown" : "wrong";
  tally[verdict]++;
  if (verdict === (options.unknown ? "unknown" : "wrong") && tally.shown.length < show) {
    const line = readFileSync(truth.file, "utf8").slice(0, truth.start).split("\n").length;
    const text = readFileSync(truth.file, "utf8").slice(truth.start, Math.min(truth.end, truth.start + 80));
    tally.shown.push(
      `${truth.file}:${String(line)}: ${text.replaceAll(/\s+/g, " ")}\n    ours ${ours}\n    true ${wanted}`,
    );
  }
}

/** go/types gives a constant its final type; ours is that of the expression alone. */
function settled(ours: string, truth: string): string {
  return ours.startsWith("untyped ") && !truth.startsWith("untyped ") ? truth : ours;
}

let asking = 0;

interface Unit {
  readonly dir: string;
  readonly files: readonly string[];
  readonly own: PackageDecls;
  readonly world: World;
}

function unitsOf(pkg: GoPackage): readonly Unit[] {
  const path = shortPath(pkg.ImportPath);
  const files = [...(pkg.GoFiles ?? []), ...(options.tests ? (pkg.TestGoFiles ?? []) : [])];
  const own = options.tests ? collect(pkg, path, files) : (declsOf(path) ?? collect(pkg, path, files));
  const unit = { dir: pkg.Dir, files, own, world: worldOf(path) };
  const external = options.tests ? (pkg.XTestGoFiles ?? []) : [];
  if (external.length === 0) return [unit];
  const testPath = `${path}_test`;
  const test = collect(pkg, testPath, external);
  return [unit, { dir: pkg.Dir, files: external, own: test, world: worldOf(testPath, own) }];
}

function compareFile(unit: Unit, file: string, answers: readonly Truth[]): void {
  const ast = astOf(file);
  const calls = new Map<string, CallExpr>();
  walk(ast, (node) => {
    if (node.kind === "CallExpr") calls.set(`${String(node.start)}:${String(node.end)}`, node);
  });
  const began = performance.now();
  const { own, world } = unit;
  const info = createFileInfo(ast, { uri: `file://${file}`, packagePath: own.path, goVersion: undefined, world }, own);
  for (const truth of answers) compareCall(info, calls.get(`${String(truth.start)}:${String(truth.end)}`), truth);
  asking += performance.now() - began;
}

function compareCall(info: FileInfo, call: CallExpr | undefined, truth: Truth): void {
  if (call === undefined) {
    count(tallies.callee, "no call", truth, truth.callee);
    return;
  }
  const callee = info.calleeOf(call);
  count(tallies.callee, calleeString(info, callee), truth, truth.callee);
  if (truth.receiver !== undefined) {
    const type = receiverType(info, call, callee);
    count(tallies.receiver, type === undefined ? "?" : key(info, type), truth, truth.receiver);
  }
  if (truth.type !== "") count(tallies.result, settled(key(info, info.typeOf(call)), truth.type), truth, truth.type);
}

async function truths(binary: string, packageArgs: readonly string[]): Promise<ReadonlyMap<string, readonly Truth[]>> {
  const child = spawn(binary, [...(options.tests ? ["-tests"] : []), ...packageArgs], {
    env: environment,
    cwd: options.dir,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const byFile = new Map<string, Truth[]>();
  for await (const line of createInterface({ input: child.stdout })) {
    const truth = JSON.parse(line) as Truth;
    const list = byFile.get(truth.file);
    if (list === undefined) byFile.set(truth.file, [truth]);
    else list.push(truth);
  }
  return byFile;
}

function report(): void {
  for (const [name, tally] of Object.entries(tallies)) {
    const all = tally.right + tally.unknown + tally.wrong;
    const share = (part: number): string => `${String(part)} (${((100 * part) / Math.max(1, all)).toFixed(3)} %)`;
    for (const line of tally.shown) console.log(`${name} ${line}`);
    console.log(`${name}: right ${share(tally.right)}, unknown ${share(tally.unknown)}, wrong ${share(tally.wrong)}`);
  }
  console.log(`questions answered in ${asking.toFixed(0)} ms`);
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "oracle-types-"));
  const binary = join(scratch, "oracle");
  const source = join(import.meta.dirname, "../test/oracle/types/main.go");
  execFileSync("go", ["build", "-o", binary, source], { stdio: "inherit", env: { ...environment, GOFLAGS: "" } });
  const wanted = packages.filter((pkg) => isPlain(pkg) && pkg.DepOnly !== true && (pkg.GoFiles ?? []).length > 0);
  const answers = await truths(
    binary,
    wanted.map((pkg) => `${pkg.ImportPath}=${pkg.Dir}`),
  );
  for (const unit of wanted.flatMap(unitsOf)) {
    for (const name of unit.files) compareFile(unit, join(unit.dir, name), answers.get(join(unit.dir, name)) ?? []);
  }
  rmSync(scratch, { recursive: true });
  report();
}

await main();
