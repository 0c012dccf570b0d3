import type { Preset, Severity } from "../analyze/finding.ts";
import { nearestId } from "../analyze/nearest-id.ts";
import { SEVERITIES } from "../analyze/severity.ts";
import { FORMATS, isFormatName, type FormatName } from "../report/formats.ts";
import { UsageError } from "./host.ts";

/** The options of `gostable scan` as commander gives them. */
export interface RawScanOptions {
  readonly format?: readonly string[];
  readonly preset?: string;
  readonly rule?: readonly string[];
  readonly tests?: boolean;
  readonly likely?: boolean;
  readonly config?: string | false;
  readonly fix?: boolean;
  readonly diff?: boolean;
  readonly failOn: string;
  readonly minSeverity?: string;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly language?: string;
  readonly stdin?: boolean;
  readonly stdinFilename?: string;
  readonly newFromRev?: string;
  readonly changed?: boolean;
  readonly baseline?: string | false;
  readonly writeBaseline?: string | boolean;
  readonly prune?: boolean;
  readonly cache?: boolean;
  readonly cacheDir?: string;
  readonly watch?: boolean;
  readonly statistics?: boolean;
  readonly workers?: string;
  readonly progress?: boolean;
}

const LANGUAGES = ["en", "zh-cn"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where a report goes: a file, or stdout. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | undefined;
}

/** The options, checked. */
export interface ScanOptions {
  readonly outputs: readonly Output[];
  readonly preset: Preset | undefined;
  readonly rules: readonly string[] | undefined;
  readonly tests: boolean | undefined;
  readonly likely: boolean | undefined;
  /** A configuration file that holds for all files; false: none at all. */
  readonly config: string | false | undefined;
  readonly fix: boolean;
  readonly diff: boolean;
  /** The least severity that makes the run fail; "never" for none. */
  readonly failOn: Severity | "never";
  /** The least severity that is reported. */
  readonly minSeverity: Severity;
  readonly quiet: boolean;
  readonly color: boolean | undefined;
  /** Of the findings; undefined: that of the terminal for people, English for programs. */
  readonly language: Language | undefined;
  readonly stdinFilename: string | undefined;
  readonly newFromRev: string | undefined;
  readonly changed: boolean;
  /** False: a baseline named in the configuration is not used either. */
  readonly baseline: string | false | undefined;
  readonly writeBaseline: string | undefined;
  readonly prune: boolean;
  readonly cache: boolean;
  readonly cacheDir: string | undefined;
  readonly watch: boolean;
  readonly statistics: boolean;
  readonly workers: number | undefined;
  readonly progress: boolean;
}

export const DEFAULT_BASELINE = "gostable-baseline.json";

/** Checks the options; a {@link UsageError} says what is wrong and what is possible. */
export function readScanOptions(raw: RawScanOptions, ruleIds: readonly string[]): ScanOptions {
  const options: ScanOptions = {
    outputs: (raw.format ?? ["text"]).map(readOutput),
    preset: raw.preset === undefined ? undefined : oneOf("--preset", raw.preset, PRESETS),
    rules: raw.rule?.flatMap((list) => list.split(",")).map((id) => knownRule(id.trim(), ruleIds)),
    tests: raw.tests,
    likely: raw.likely,
    config: raw.config,
    fix: raw.fix === true,
    diff: raw.diff === true,
    failOn: oneOf("--fail-on", raw.failOn, [...SEVERITIES, "never"]),
    minSeverity: raw.minSeverity === undefined ? "hint" : oneOf("--min-severity", raw.minSeverity, SEVERITIES),
    quiet: raw.quiet === true,
    color: raw.color,
    language: raw.language === undefined ? undefined : oneOf("--language", raw.language, LANGUAGES),
    stdinFilename: raw.stdinFilename ?? (raw.stdin === true ? "stdin.go" : undefined),
    newFromRev: raw.newFromRev,
    changed: raw.changed === true,
    baseline: raw.baseline,
    writeBaseline:
      raw.writeBaseline === true ? DEFAULT_BASELINE : raw.writeBaseline === false ? undefined : raw.writeBaseline,
    prune: raw.prune === true,
    cache: raw.cache === true || raw.cacheDir !== undefined,
    cacheDir: raw.cacheDir,
    watch: raw.watch === true,
    statistics: raw.statistics === true,
    workers: raw.workers === undefined ? undefined : readCount("--workers", raw.workers),
    progress: raw.progress !== false,
  };
  refuseContradictions(options);
  return options;
}

const PRESETS: readonly Preset[] = ["recommended", "strict", "all", "off"];

/** `sarif`, or `sarif=report.sarif`. */
function readOutput(text: string): Output {
  const [name = "", ...rest] = text.split("=");
  if (!isFormatName(name)) {
    const meant = nearestId(name, Object.keys(FORMATS));
    const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
    throw new UsageError(`--format: there is no format ${quoted(name)}${hint} (${Object.keys(FORMATS).join(", ")})`);
  }
  return { format: name, file: rest.length === 0 ? undefined : rest.join("=") };
}

function refuseContradictions(options: ScanOptions): void {
  const toStdout = options.outputs.filter((output) => output.file === undefined);
  if (toStdout.length > 1)
    throw new UsageError("--format: only one report can go to stdout; write the others as format=FILE");
  if (options.changed && options.newFromRev !== undefined)
    throw new UsageError("--changed and --new-from-rev exclude each other");
  if (options.watch && options.stdinFilename !== undefined) throw new UsageError("--watch cannot watch stdin");
  if (options.cache && (options.watch || options.stdinFilename !== undefined))
    throw new UsageError("--cache is for single scans of files: neither for --watch nor for --stdin");
  if (options.prune && options.baseline === false) throw new UsageError("--prune needs a baseline");
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option}: ${quoted(value)} is none of ${allowed.join(", ")}`);
  return found;
}

export function knownRule(id: string, ruleIds: readonly string[]): string {
  if (ruleIds.includes(id)) return id;
  const meant = meantRules(id, ruleIds).slice(0, 4).join(" or ");
  const hint = meant === "" ? "; `gostable rules` lists them" : `; did you mean ${meant}?`;
  throw new UsageError(`there is no rule ${quoted(id)}${hint}`);
}

/** The rule of a mistyped id, or those of which it is a part. */
function meantRules(id: string, ruleIds: readonly string[]): readonly string[] {
  const near = nearestId(id, ruleIds);
  return near === undefined ? ruleIds.filter((known) => id.length > 2 && known.includes(id)) : [near];
}

function readCount(option: string, value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 0) throw new UsageError(`${option}: ${quoted(value)} is no count`);
  return count;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
