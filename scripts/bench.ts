// `npm run bench`: keystroke to diagnostics in a file of 5,000 lines, with what each layer takes of it.
// `npm run bench -- scan DIR…`: the CPU of a scan in proportion to parsing every file once.
// `npm run bench -- index DIR…`: what it costs to know what the packages of a folder declare.
// `npm run bench -- open DIR…`: opening a file in a server that has just started, and what dependencies take of it.
// `npm run bench -- editor DIR`: keystrokes through the built server, alone and while it scans DIR.
// `npm run bench -- session DIR…`: many files of a folder, one after the other, without and with an index of dependencies.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { RuleTimes } from "../server/src/analyze/rule-timer.ts";
import type { Engine } from "../server/src/engine/engine.ts";
import { LineIndex } from "../server/src/text/line-index.ts";
import { benchEditor } from "./bench-editor.ts";
import { benchIndex } from "./bench-index.ts";
import { benchOpen } from "./bench-open.ts";
import { benchSession } from "./bench-session.ts";
import { goFiles } from "./go-files.ts";
import { type LayerTimes, profileLayers } from "./layer-profile.ts";
import { loadParser, openEngine } from "./local-engine.ts";
import { projectRoot } from "./rule-files.ts";

const LINES = 5000;
const TYPED = "\n\tif err := check(value); err != nil {\n\t\treturn err\n\t}";
const FUNCTION = "func added(ctx context.Context, n int) error {\n\treturn nil\n}\n\n";
/** Brackets that an editor closes as soon as they are opened. */
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "{": "}" };

const parser = await loadParser();

/** A file of about 5,000 lines of real code in its own package, cut behind a declaration. */
function sourceFile(): { path: string; text: string } {
  const goroot = spawnSync("go", ["env", "GOROOT"], { encoding: "utf8" }).stdout.trim();
  if (goroot === "") throw new Error("the benchmark types in a file of the Go distribution: `go` is not installed");
  const path = join(goroot, "src/net/http/h2_bundle.go");
  const text = readFileSync(path, "utf8").replace(/^\/\/ Code generated .*$/m, "// A bundle.");
  const file = parser.parse(text);
  if (typeof file === "string") throw new Error(`${path}: ${file}`);
  const lines = new LineIndex(text);
  const end = file.decls.findLast((decl) => lines.lineAt(decl.end) < LINES)?.end ?? text.length;
  return { path, text: `${text.slice(0, end)}\n` };
}

/** Line ends inside function bodies, spread over the file. */
function places(text: string, count: number): number[] {
  const file = parser.parse(text);
  if (typeof file === "string") return [];
  const bodies = file.decls.flatMap((decl) => (decl.kind === "FuncDecl" && decl.body !== undefined ? [decl.body] : []));
  return Array.from({ length: count }, (_, index) => {
    const body = bodies[Math.floor(((index + 0.5) * bodies.length) / count)];
    return body === undefined ? 0 : body.start + 1;
  });
}

/** Types the text at each place, character by character, and takes it away again; the milliseconds of each keystroke. */
async function typing(engine: Engine, uri: string, original: string, at: readonly number[]): Promise<number[]> {
  const times: number[] = [];
  let text = original;
  const press = async (start: number, end: number, newText: string): Promise<void> => {
    text = text.slice(0, start) + newText + text.slice(end);
    const started = performance.now();
    engine.setText(uri, text);
    await engine.analyze(uri, new AbortController().signal);
    times.push(performance.now() - started);
  };
  for (const place of at) {
    for (let index = 0; index < TYPED.length; index++) {
      const char = TYPED.charAt(index);
      // A closing bracket is there already, and typed over.
      if (char === ")" || char === "}") continue;
      await press(place + index, place + index, char + (CLOSING[char] ?? ""));
    }
    await press(place, place + TYPED.length, "");
  }
  return times;
}

/** Where a declaration in the middle of a text begins. */
function betweenDeclarations(text: string): number {
  const file = parser.parse(text);
  return typeof file === "string" ? 0 : (file.decls[file.decls.length >> 1]?.start ?? 0);
}

/** Types a new function between two others, character by character; the milliseconds of each keystroke. */
async function typingSignature(engine: Engine, uri: string, text: string): Promise<number[]> {
  const at = betweenDeclarations(text);
  const times: number[] = [];
  for (let length = 1; length <= FUNCTION.length; length++) {
    const started = performance.now();
    engine.setText(uri, `${text.slice(0, at)}${FUNCTION.slice(0, length)}${text.slice(at)}`);
    await engine.analyze(uri, new AbortController().signal);
    times.push(performance.now() - started);
  }
  engine.setText(uri, text);
  await engine.analyze(uri, new AbortController().signal);
  return times;
}

/** Adds a function at the end and takes it away again; the milliseconds of each. */
async function declaring(engine: Engine, uri: string, text: string): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < 10; i++) {
    const started = performance.now();
    engine.setText(uri, i % 2 === 0 ? `${text}\nfunc added() {}\n` : text);
    await engine.analyze(uri, new AbortController().signal);
    times.push(performance.now() - started);
  }
  return times;
}

function percentile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)} ms`;
}

function showShares(layers: LayerTimes, keystrokes: number): void {
  const total = [...layers.values()].reduce((sum, time) => sum + time, 0);
  for (const [layer, time] of [...layers].sort(([, a], [, b]) => b - a)) {
    const share = `${((100 * time) / total).toFixed(1)} %`.padStart(8);
    console.log(`  ${layer.padEnd(28)} ${(time / keystrokes).toFixed(3).padStart(8)} ms${share}`);
  }
}

/** Median milliseconds of a parse of the whole text, for comparison: machines and their load differ. */
function wholeParse(text: string): number {
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now();
    parser.parseWhole(text);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b)[7] ?? 0;
}

async function benchTyping(): Promise<void> {
  const { path, text } = sourceFile();
  const uri = pathToFileURL(path).href;
  const started = performance.now();
  const rules: RuleTimes = new Map();
  const engine = openEngine(parser, "all", rules);
  engine.setText(uri, text);
  await engine.analyze(uri, new AbortController().signal);
  console.log(
    `opened ${new LineIndex(text).lineCount} lines, first findings after ${(performance.now() - started).toFixed(0)} ms`,
  );
  await typing(engine, uri, text, places(text, 1));
  const times = await typing(engine, uri, text, places(text, 10));
  console.log(
    `${times.length} keystrokes: p50 ${percentile(times, 0.5)}, p99 ${percentile(times, 0.99)}, max ${percentile(times, 1)}`,
  );
  const whole = wholeParse(text);
  const median = [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
  console.log(
    `a parse of the whole file takes ${whole.toFixed(1)} ms; the median keystroke ${(median / whole).toFixed(2)} of it`,
  );
  const looked = engine.counters.analyzed;
  const declared = await declaring(engine, uri, text);
  const each = ((engine.counters.analyzed - looked) / declared.length).toFixed(1);
  console.log(`a change of declarations takes ${percentile(declared, 0.5)}, and looks at ${each} of them again`);
  const signature = await typingSignature(engine, uri, text);
  console.log(
    `${signature.length} keystrokes of a new function: p50 ${percentile(signature, 0.5)}, max ${percentile(signature, 1)}`,
  );
  let profiled = 0;
  rules.clear();
  const layers = await profileLayers(async () => {
    profiled = (await typing(engine, uri, text, places(text, 4))).length;
  });
  console.log("of a keystroke, sampled:");
  showShares(layers, profiled);
  console.log("of a keystroke, by rule, with the flow and types it asked for first:");
  showShares(new Map([...rules].filter(([, time]) => time / profiled > 0.005)), profiled);
}

interface Cost {
  /** Seconds of CPU, user and system, of all threads. */
  readonly cpu: number;
  /** The most memory it had at once, in MB. */
  readonly peak: number;
}

/** Says, when the process ends, what it has cost. */
const TELL_COST = `
  import { writeSync } from "node:fs";
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(2, "\\ncost " + (userCPUTime + systemCPUTime) / 1e6 + " " + maxRSS / 1024);
  });`;

/** What a scan of a folder by the built program costs. */
function costOfScan(folder: string): Cost {
  const preload = `data:text/javascript,${encodeURIComponent(TELL_COST)}`;
  const args = ["--import", preload, join(projectRoot, "dist/cli.cjs"), "scan", folder, "--format", "json"];
  const { stderr } = spawnSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  const [, cpu, peak] = /\ncost (\S+) (\S+)$/.exec(stderr) ?? [];
  return { cpu: Number(cpu), peak: Number(peak) };
}

function benchScan(folder: string): void {
  const files = goFiles(folder);
  const texts = files.map((path) => readFileSync(path, "utf8"));
  const started = process.cpuUsage();
  for (const text of texts) parser.parseWhole(text);
  const { user, system } = process.cpuUsage(started);
  const parse = (user + system) / 1e6;
  const { cpu: scan, peak } = costOfScan(folder);
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  console.log(`${folder}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(
    `  parse of every file once ${parse.toFixed(1)} s, scan ${scan.toFixed(1)} s, ratio ${(scan / parse).toFixed(2)}, peak ${peak.toFixed(0)} MB`,
  );
}

if (process.argv[2] === "scan") for (const folder of process.argv.slice(3)) benchScan(resolve(folder));
else if (process.argv[2] === "index") for (const folder of process.argv.slice(3)) benchIndex(parser, resolve(folder));
else if (process.argv[2] === "session") for (const folder of process.argv.slice(3)) await benchSession(resolve(folder));
else if (process.argv[2] === "open") for (const folder of process.argv.slice(3)) await benchOpen(resolve(folder));
else if (process.argv[2] === "editor") {
  const { path, text } = sourceFile();
  const typed = [
    { what: "in bodies", text: "\n\tvalue := err", places: places(text, 10) },
    { what: "a new function", text: FUNCTION, places: [betweenDeclarations(text)] },
  ];
  await benchEditor(resolve(process.argv[3] ?? "."), { path, text, typed });
} else await benchTyping();
