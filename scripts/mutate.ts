// `npm run mutate -- [--missed N] [--sample FILES] [--seed S] [--seconds N] [--kind K] DIR…`: takes releases out of
// functions that release correctly, one in each declaration at a time and in memory, and counts which of the leaks that
// makes are found. The sample of files is drawn by a hash of their paths.
import { readFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Finding } from "../server/src/analyze/finding.ts";
import type { Engine } from "../server/src/engine/engine.ts";
import { isGenerated } from "../server/src/syntax/generated.ts";
import { hashHex } from "../server/src/text/hash.ts";
import { LineIndex } from "../server/src/text/line-index.ts";
import type { Span } from "../server/src/text/span.ts";
import { goFiles } from "./go-files.ts";
import { goOfThisMachine, loadParser, openEngine } from "./local-engine.ts";
import { batchesOf, MUTATED_RULES, mutate, type Mutation, mutationsOf, withCondition } from "./mutations.ts";

interface Tally {
  made: number;
  found: number;
  /** Was reported before the change. */
  before: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    missed: { type: "string", default: "20" },
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    seconds: { type: "string" },
    kind: { type: "string" },
  },
});
const parser = await loadParser();
const environment = await goOfThisMachine();
const tallies = new Map<string, Tally>();
const missed: string[] = [];
const reported: string[] = [];

/** Findings of the mutation's rules that stand on its acquiring call. */
function speaks(findings: readonly Finding[], { rules }: Mutation, acquire: Span): boolean {
  return findings.some(
    ({ rule, span }) => rules.includes(rule) && span.start >= acquire.start && span.start < acquire.end,
  );
}

async function findings(engine: Engine, uri: string): Promise<readonly Finding[]> {
  return (await engine.analyze(uri, new AbortController().signal)).findings;
}

function count(key: string, found: boolean, before: boolean): void {
  const tally = tallies.get(key) ?? { made: 0, found: 0, before: 0 };
  tally.made++;
  if (found) tally.found++;
  if (before) tally.before++;
  tallies.set(key, tally);
}

async function mutateFile(engine: Engine, base: string, path: string): Promise<void> {
  const source = readFileSync(path, "utf8");
  if (isGenerated(source) || isSuppressed(source)) return;
  const file = parser.parse(source);
  if (typeof file === "string") return;
  const mutations = mutationsOf(source, file).filter(({ kind }) => values.kind === undefined || kind === values.kind);
  if (mutations.length === 0) return;
  const uri = pathToFileURL(path).href;
  const text = withCondition(source);
  engine.setText(uri, text);
  const before = await findings(engine, uri);
  for (const batch of batchesOf(mutations)) {
    const together = await found(engine, uri, text, batch);
    for (const [index, mutation] of batch.entries()) {
      // Leaks beside it may have hidden it: what is missed is looked at alone.
      const isFound = together[index] === true || (await found(engine, uri, text, [mutation]))[0] === true;
      const known = speaks(before, mutation, mutation.acquire);
      count(`${mutation.kind} ${mutation.form}`, isFound, known);
      if (known) reported.push(describe(mutation, source, relative(base, path)));
      if (!isFound) missed.push(describe(mutation, source, relative(base, path)));
    }
  }
  engine.dropText(uri);
}

/** Everything in the file is to be ignored. */
function isSuppressed(source: string): boolean {
  return /^\/\/nolint(?::all)?\s*$/m.test(source.slice(0, source.search(/^package /m)));
}

/** Which of the mutations are found when they are made in one text. */
async function found(engine: Engine, uri: string, text: string, batch: readonly Mutation[]): Promise<boolean[]> {
  const { text: mutated, acquires } = mutate(text, batch);
  engine.setText(uri, mutated);
  const after = await findings(engine, uri);
  return batch.map((mutation, index) => {
    const acquire = acquires[index];
    return acquire !== undefined && speaks(after, mutation, acquire);
  });
}

function describe({ form, kind, acquire }: Mutation, text: string, path: string): string {
  const line = new LineIndex(text).lineAt(acquire.start);
  return `${kind} ${form} ${path}:${line + 1} ${text.slice(acquire.start, acquire.end).replace(/\s+/g, " ").slice(0, 60)}`;
}

function show(): void {
  const row = (cells: readonly (string | number)[]) =>
    String(cells[0]).padEnd(20) +
    cells
      .slice(1)
      .map((cell) => String(cell).padStart(9))
      .join("");
  console.log(row(["mutation", "made", "found", "share", "before"]));
  const sum = (form: string) => {
    const own = [...tallies].filter(([key]) => key.endsWith(form)).map(([, tally]) => tally);
    const total = (pick: (tally: Tally) => number) => own.reduce((all, tally) => all + pick(tally), 0);
    return { made: total((t) => t.made), found: total((t) => t.found), before: total((t) => t.before) };
  };
  const rows: [string, Tally][] = [...tallies].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const form of ["removed", "moved", "branch"]) rows.push([`all ${form}`, sum(` ${form}`)]);
  for (const [key, { made, found, before }] of rows) {
    console.log(row([key, made, found, made === 0 ? "–" : `${((100 * found) / made).toFixed(1)} %`, before]));
  }
}

/** The files to look at: all, or those with the smallest hashes; those of one package one after the other. */
function chosenFiles(base: string): string[] {
  const files = goFiles(base).filter((path) => !path.endsWith("_test.go"));
  if (values.sample === undefined) return files;
  const draw = (path: string): string => hashHex(relative(base, path), Number(values.seed));
  const drawn = files.sort((a, b) => (draw(a) < draw(b) ? -1 : 1)).slice(0, Number(values.sample));
  return drawn.sort();
}

async function mutateAll(base: string): Promise<void> {
  const switches = Object.fromEntries(MUTATED_RULES.map((rule) => [rule, "on" as const]));
  const engine = openEngine(parser, "off", undefined, switches, true, environment);
  const files = chosenFiles(base);
  const begin = performance.now();
  let looked = 0;
  let directory = "";
  for (const path of files) {
    const elapsed = (performance.now() - begin) / 1000;
    if (elapsed > Number(values.seconds ?? Infinity)) break;
    if (looked++ % 50 === 49) console.error(`${basename(base)}: ${looked} of ${files.length} files`);
    if (directory !== "" && dirname(path) !== directory) await letGo(engine, directory);
    directory = dirname(path);
    await mutateFile(engine, base, path);
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.error(`${basename(base)}: ${looked} of ${files.length} files in ${seconds} s`);
}

/** A directory that is done with takes no memory. */
async function letGo(engine: Engine, directory: string): Promise<void> {
  const unit = { directory: pathToFileURL(directory).href, files: [] };
  await engine.scanDirectory(unit, new AbortController().signal);
}

if (positionals.length === 0) {
  console.error("usage: npm run mutate -- [--missed N] [--sample FILES] [--seed S] [--seconds N] [--kind K] DIR…");
  process.exitCode = 2;
} else {
  for (const base of positionals.map((path) => resolve(path))) await mutateAll(base);
  show();
  for (const line of missed.slice(0, Number(values.missed))) console.log(`missed ${line}`);
  for (const line of reported) console.log(`before ${line}`);
}
