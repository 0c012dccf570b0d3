// `npm run corpus -- [--preset P] [--rule ID] [--sample N | --total N] [--seed S] [--out FILE] DIR…`: what the rules say
// about code bases, as counts and a random sample: N of each rule, or N of all that are at warning or above. The sample
// is drawn by a hash of the finding, so that between two commits only what changed differs.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { hashHex } from "../server/src/text/hash.ts";
import { type ScannedFinding, scanFolder } from "./scan-result.ts";

interface Located extends ScannedFinding {
  readonly base: string;
  readonly folder: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: "string", default: "recommended" },
    rule: { type: "string" },
    sample: { type: "string", default: "20" },
    total: { type: "string" },
    seed: { type: "string", default: "1" },
    out: { type: "string" },
  },
});

function scanAll(folders: readonly string[]): { findings: Located[]; header: string[] } {
  const findings: Located[] = [];
  const header: string[] = [];
  for (const folder of folders.map((path) => resolve(path))) {
    const rule = values.rule === undefined ? [] : ["--rule", values.rule];
    const result = scanFolder(folder, ["--preset", values.preset, ...rule]);
    const base = basename(folder);
    findings.push(...result.findings.map((finding) => ({ ...finding, base, folder })));
    header.push(`${base}: ${result.findings.length} findings`);
    console.error(`${base}: ${result.findings.length} findings in ${result.seconds.toFixed(1)} s`);
  }
  return { findings, header };
}

function counts(findings: readonly Located[]): string[] {
  const rows = new Map<string, Record<string, number>>();
  for (const { rule, severity, confidence } of findings) {
    const row = rows.get(rule) ?? {};
    for (const key of ["all", severity, confidence]) row[key] = (row[key] ?? 0) + 1;
    rows.set(rule, row);
  }
  const columns = ["all", "error", "warning", "info", "hint", "likely"];
  const line = ([rule, row]: [string, Record<string, number>]) =>
    rule.padEnd(32) + columns.map((column) => String(row[column] ?? 0).padStart(8)).join("");
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return ["rule".padEnd(32) + columns.map((column) => column.padStart(8)).join(""), ...sorted.map(line)];
}

/** The same findings are drawn as long as they exist, whatever comes beside them. */
function drawFrom(findings: readonly Located[], size: number, seed: number): Located[] {
  const keyOf = ({ rule, base, path, fingerprint }: Located) =>
    hashHex(`${rule}\0${base}\0${path}\0${fingerprint}`, seed);
  const keyed = findings.map((finding) => ({ finding, key: keyOf(finding) }));
  const drawn = keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, size);
  return drawn.map(({ finding }) => finding);
}

function sample(findings: readonly Located[], seed: number): Located[] {
  if (values.total !== undefined) {
    const serious = findings.filter(({ severity }) => severity === "error" || severity === "warning");
    return drawFrom(serious, Number(values.total), seed);
  }
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  return rules.flatMap((each) => {
    const own = findings.filter(({ rule }) => rule === each);
    return drawFrom(own, Number(values.sample), seed);
  });
}

function show({ base, folder, path, range, rule, severity, confidence, message }: Located): string {
  const { line, column } = range.start;
  const code = readFileSync(join(folder, path), "utf8").split("\n")[line - 1]?.trim() ?? "";
  const likely = confidence === "likely" ? " (likely)" : "";
  return `${rule} ${severity}${likely} ${base}/${path}:${line}:${column}\n    ${code}\n    ${message}`;
}

if (positionals.length === 0) {
  console.error(
    "usage: npm run corpus -- [--preset P] [--rule ID] [--sample N | --total N] [--seed S] [--out FILE] DIR…",
  );
  process.exitCode = 2;
} else {
  const { findings, header } = scanAll(positionals);
  const drawn = sample(findings, Number(values.seed));
  const report = [...header, "", ...counts(findings), "", ...drawn.map(show), ""].join("\n");
  if (values.out === undefined) console.log(report);
  else writeFileSync(values.out, report);
}
