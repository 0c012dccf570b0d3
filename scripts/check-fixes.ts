// `npm run check-fixes -- [--preset P] [--mutate] [--seed S] [--unsafe ROUNDS] [--gofmt-only] [--diff FILE] [--keep] DIR…`:
// applies every safe fix in copies of Go modules that build, and says what became worse. With --mutate releases are taken
// out of the copies before, so that there is much to fix; with --unsafe the other fixes are tried one by one; --gofmt-only
// is for modules whose dependencies are not at hand; --diff writes down what the safe fixes did. Exit 1 if anything became
// worse.
import { appendFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createTwoFilesPatch } from "diff";
import { copyModule, type GoCopy } from "./go-copy.ts";
import type { GoParser } from "../server/src/syntax/parser.ts";
import { loadParser } from "./local-engine.ts";
import { mendedText } from "./mended-text.ts";
import { mutateFolder } from "./mutate-folder.ts";
import { type ScannedFinding, fixFolder, scanFolder } from "./scan-result.ts";
import { tryUnsafeFixes } from "./unsafe-fixes.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: "string", default: "all" },
    mutate: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    unsafe: { type: "string", default: "0" },
    "gofmt-only": { type: "boolean", default: false },
    diff: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});

/** Lines without their positions, since a fix moves what stands below it. */
function withoutPositions(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/:\d+(:\d+)?/g, ""));
}

/** What `after` holds and `before` does not, counting equal entries. */
function added<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): T[] {
  const left = new Map<string, number>();
  for (const item of before) left.set(key(item), (left.get(key(item)) ?? 0) + 1);
  return after.filter((item) => {
    const count = left.get(key(item)) ?? 0;
    left.set(key(item), count - 1);
    return count <= 0;
  });
}

function keyOf({ rule, path, fingerprint }: ScannedFinding): string {
  return `${rule} ${path} ${fingerprint}`;
}

function show({ rule, path, range, message }: ScannedFinding): string {
  return `${path}:${range.start.line}:${range.start.column} ${rule} ${message}`;
}

function hasSafeFix({ fixes }: ScannedFinding): boolean {
  return fixes.some(({ safe }) => safe);
}

function section(title: string, lines: readonly string[]): number {
  console.log(`  ${title}: ${lines.length}`);
  for (const line of lines.slice(0, 50)) console.log(`    ${line}`);
  return lines.length;
}

function ofTool(complaints: readonly string[], tool: string): string[] {
  return complaints.filter((line) => line.startsWith(`${tool}: `));
}

/** The number of defects. */
async function check(module: string, copy: GoCopy): Promise<number> {
  const args = ["--preset", values.preset, "--tests"];
  const originals = copy.sources();
  if (values.mutate) {
    const counts = mutateFolder(copy, await loadParser(), Number(values.seed));
    console.log(`  mutations: ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}`);
  }
  const complaintsBefore = withoutPositions(copy.complaints());
  const before = scanFolder(copy.folder, args).findings;
  console.log(`  findings before: ${before.length}, with a safe fix: ${before.filter(hasSafeFix).length}`);
  console.log(`  complaints of go build, go vet and gofmt before: ${complaintsBefore.length}`);
  const unsafe = tryUnsafeFixes(copy, before, complaintsBefore, Number(values.unsafe));
  const sources = copy.sources();
  const applied = fixFolder(copy.folder, args);
  if (values.diff !== undefined) appendFileSync(values.diff, patchOf(sources, copy.sources()));
  const fixed = copy.checksum();
  const complaints = added(complaintsBefore, withoutPositions(copy.complaints()), String);
  const after = scanFolder(copy.folder, args).findings;
  const appliedAgain = fixFolder(copy.folder, args);
  const unchanged = copy.checksum() === fixed;
  const fresh = caused(copy, originals, sources, added(before, after, keyOf), args, await loadParser());
  const tools = (values["gofmt-only"] ? ["gofmt"] : ["gofmt", "vet", "build"]).map((tool) =>
    section(tool, ofTool(complaints, tool)),
  );
  const defects = [
    ...tools,
    section("findings with a safe fix that stay", after.filter(hasSafeFix).map(show)),
    section("findings that are new", fresh.map(show)),
    section("a second run changes", unchanged ? [] : [`${appliedAgain} fixes`]),
  ];
  console.log(`| ${[basename(module), applied, ...defects].join(" | ")} |`);
  if (unsafe.tried > 0) defects.push(section(`unsafe fixes tried: ${unsafe.tried}; problems`, unsafe.problems));
  return defects.reduce((sum, count) => sum + count, 0);
}

/**
 * Of findings that are new those that fixes caused: they are there, too, where every release that is still missing stands
 * in its place again. A lock that one broken function leaves locked is seen only when the next one gives it back.
 */
function caused(
  copy: GoCopy,
  originals: ReadonlyMap<string, string>,
  mutated: ReadonlyMap<string, string>,
  fresh: readonly ScannedFinding[],
  args: readonly string[],
  parser: GoParser,
): readonly ScannedFinding[] {
  if (fresh.length === 0 || !values.mutate) return fresh;
  const fixedTexts = copy.sources();
  for (const [path, fixed] of fixedTexts) {
    const versions = { original: originals.get(path) ?? fixed, mutated: mutated.get(path) ?? fixed, fixed };
    if (versions.original !== versions.mutated) writeFileSync(join(copy.folder, path), mendedText(versions, parser));
  }
  const mended = new Set(scanFolder(copy.folder, args).findings.map(keyOf));
  for (const [path, fixed] of fixedTexts) writeFileSync(join(copy.folder, path), fixed);
  const own = fresh.filter((finding) => mended.has(keyOf(finding)));
  console.log(`  findings that are new because of other releases that are missing: ${fresh.length - own.length}`);
  return own;
}

/** What was changed, with enough around it to judge it. */
function patchOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  return [...after]
    .filter(([path, text]) => text !== before.get(path))
    .map(([path, text]) => createTwoFilesPatch(path, path, before.get(path) ?? "", text, "", "", { context: 8 }))
    .join("");
}

if (positionals.length === 0) {
  console.error(
    "usage: npm run check-fixes -- [--preset P] [--mutate] [--seed S] [--unsafe ROUNDS] [--gofmt-only] [--diff FILE] [--keep] DIR…",
  );
  process.exitCode = 2;
}
for (const module of positionals.map((path) => resolve(path))) {
  console.log(module);
  const copy = copyModule(module, values["gofmt-only"]);
  try {
    if ((await check(module, copy)) > 0) process.exitCode = 1;
  } finally {
    if (values.keep) console.log(`  kept in ${copy.folder}`);
    else copy.remove();
  }
}
