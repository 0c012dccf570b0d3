// `npm run mutate -- [--missed N] DIR…`: takes releases out of functions that release correctly, one at a time and in
// memory, and counts which of the leaks that makes are found.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Finding } from "../server/src/analyze/finding.ts";
import type { Engine } from "../server/src/engine/engine.ts";
import { isGenerated } from "../server/src/syntax/generated.ts";
import { LineIndex } from "../server/src/text/line-index.ts";
import { goFiles } from "./go-files.ts";
import { loadParser, openEngine } from "./local-engine.ts";
import { type Mutation, mutationsOf } from "./mutations.ts";

interface Tally {
  made: number;
  found: number;
  /** Was reported before the change. */
  before: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { missed: { type: "string", default: "20" } },
});
const parser = await loadParser();
const tallies = new Map<string, Tally>();
const missed: string[] = [];

/** Findings of the mutation's rules that stand on its acquiring call. */
function speaks(findings: readonly Finding[], { rules, acquire }: Mutation): boolean {
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
  const text = readFileSync(path, "utf8");
  if (isGenerated(text)) return;
  const file = parser.parse(text);
  if (typeof file === "string") return;
  const mutations = mutationsOf(text, file, "Gostable");
  if (mutations.length === 0) return;
  const uri = pathToFileURL(path).href;
  engine.setText(uri, text);
  const before = await findings(engine, uri);
  for (const mutation of mutations) {
    engine.setText(uri, mutation.text);
    const after = await findings(engine, uri);
    const found = speaks(after, mutation);
    count(`${mutation.kind} ${mutation.form}`, found, speaks(before, mutation));
    if (!found) missed.push(describeMiss(mutation, text, relative(base, path)));
  }
  engine.dropText(uri);
}

function describeMiss({ form, kind, acquire }: Mutation, text: string, path: string): string {
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

if (positionals.length === 0) {
  console.error("usage: npm run mutate -- [--missed N] DIR…");
  process.exitCode = 2;
} else {
  for (const base of positionals.map((path) => resolve(path))) {
    const engine = openEngine(parser, "all");
    const files = goFiles(base).filter((path) => !path.endsWith("_test.go"));
    for (const path of files) await mutateFile(engine, base, path);
  }
  show();
  for (const line of missed.slice(0, Number(values.missed))) console.log(`missed ${line}`);
}
