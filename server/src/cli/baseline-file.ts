import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { applyBaseline, readBaseline, writeBaseline, type Baseline, type BaselineEntry } from "../engine/baseline.ts";
import type { ReportFinding } from "../report/report.ts";
import { UsageError } from "./host.ts";
import { writeFile } from "./write-file.ts";

/** A finding with its path as the baseline has it. */
interface Entry extends BaselineEntry {
  readonly finding: ReportFinding;
}

/** What a baseline leaves of a report. */
export interface Remaining {
  readonly findings: readonly ReportFinding[];
  readonly inBaseline: number;
  /** Entries that nothing matches any more. */
  readonly stale: number;
}

/** Where a baseline lies, and how its paths and those of the report are told apart. */
export interface BaselinePlace {
  readonly file: string;
  readonly cwd: string;
}

/** Keeps back what the baseline lists; with `prune` the file loses what is not found any more. */
export function keepInBaseline(findings: readonly ReportFinding[], place: BaselinePlace, prune: boolean): Remaining {
  const baseline = load(place.file);
  const folder = dirname(place.file);
  const result = applyBaseline(entriesOf(findings, place), baseline, (path) => existsSync(resolve(folder, path)));
  if (prune && result.stale.length > 0) {
    const stale = new Set(result.stale);
    writeFile(place.file, writeBaseline(baseline.entries.filter((entry) => !stale.has(entry))));
  }
  const fresh = new Set(result.fresh.map((entry) => entry.finding));
  return {
    findings: findings.filter((finding) => fresh.has(finding)),
    inBaseline: result.known.length,
    stale: result.stale.length,
  };
}

/** Lists all findings in a new baseline. */
export function saveBaseline(findings: readonly ReportFinding[], place: BaselinePlace): void {
  writeFile(place.file, writeBaseline(entriesOf(findings, place)));
}

function entriesOf(findings: readonly ReportFinding[], { file, cwd }: BaselinePlace): Entry[] {
  const folder = dirname(file);
  return findings.map((finding) => ({
    rule: finding.rule,
    fingerprint: finding.fingerprint,
    path: relative(folder, resolve(cwd, finding.path)).replaceAll("\\", "/"),
    finding,
  }));
}

function load(file: string): Baseline {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`cannot read the baseline ${file}`);
  }
  const baseline = readBaseline(text);
  if (typeof baseline === "string") throw new UsageError(`the baseline ${file} is broken: ${baseline}`);
  return baseline;
}
