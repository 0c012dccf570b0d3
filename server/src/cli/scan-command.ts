import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Finding } from "../analyze/finding.ts";
import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Rule } from "../analyze/rule.ts";
import { isAtLeast } from "../analyze/severity.ts";
import type { Engine } from "../engine/engine.ts";
import type { ScanRequest } from "../engine/scan-types.ts";
import type { ConfigurationFiles } from "../project/configuration-files.ts";
import { pathOfUri } from "../project/node-file-system.ts";
import type { ReportFinding } from "../report/report.ts";
import { keepInBaseline, saveBaseline, type BaselinePlace, type Remaining } from "./baseline-file.ts";
import { buildReport, locateAll, SourceTexts, type ScanResults } from "./build-report.ts";
import { mistakesFor } from "./configuration-mistakes.ts";
import { collectResults } from "./collect-results.ts";
import { diffOf, fixFiles, writeFixed, type FixedFile } from "./fix-files.ts";
import { EXIT, UsageError, type CliHost, type ExitCode } from "./host.ts";
import { narrowingOf, type Narrowing } from "./narrowing.ts";
import type { Paths } from "./paths.ts";
import type { ScanOptions } from "./scan-options.ts";
import type { RunScan } from "./scan-workers.ts";
import { statisticsText } from "./statistics.ts";
import { writeReports } from "./write-reports.ts";

/** What one scan needs. */
export interface ScanContext {
  readonly host: CliHost;
  readonly paths: Paths;
  readonly engine: Engine;
  readonly configurations: ConfigurationFiles;
  readonly rules: readonly Rule[];
  readonly version: string;
  readonly options: ScanOptions;
  readonly times: RuleTimes | undefined;
  readonly runScan: RunScan;
}

/** `gostable scan`: looks, fixes where asked to, reports, and says by its exit code how it was. */
export async function scanOnce(context: ScanContext, roots: readonly string[]): Promise<ExitCode> {
  const { host, paths, options } = context;
  for (const path of roots) if (!existsSync(resolve(host.cwd, path))) throw new UsageError(`there is no ${path}`);
  const narrowing = await narrowingOf(options, host.cwd);
  const uris = roots.map((path) => paths.uriOf(path));
  host.err(await mistakesFor(uris, context.configurations, paths));
  const request = { roots: uris, ...(await scanSettings(context, narrowing)) };
  const results = await collectResults(context, request);
  if (options.diff) {
    const fixed = await fixAll(context, results);
    host.out(diffOf(fixed, paths));
    return fixed.length > 0 ? EXIT.findings : EXIT.clean;
  }
  if (!options.fix) return report(context, results, { fixed: [], narrowing });
  const { left, fixed } = await fixOnDisk(context, request, results);
  return report(context, left, { fixed, narrowing });
}

/** After each pass everything is looked at again: what is mended in one file can bring out what is wrong in another one. */
const FIX_PASSES = 5;

async function fixOnDisk(
  context: ScanContext,
  request: ScanRequest,
  results: ScanResults,
): Promise<{ readonly left: ScanResults; readonly fixed: readonly FixedFile[] }> {
  const all: FixedFile[] = [];
  let left = results;
  for (let pass = 0; pass < FIX_PASSES; pass++) {
    const fixed = await fixAll(context, left);
    if (fixed.length === 0) break;
    for (const file of fixed) writeFixed(file);
    all.push(...fixed);
    context.engine.filesChanged(fixed.map(({ uri }) => uri));
    left = await collectResults(context, request);
  }
  return { left, fixed: all };
}

/** `gostable scan --stdin`: one file that may exist nowhere yet. With --fix the text goes to stdout, mended. */
export async function scanStdin(context: ScanContext, filename: string): Promise<ExitCode> {
  const { host, engine, paths, options } = context;
  const uri = paths.uriOf(filename);
  const text = new TextDecoder("utf-8", { ignoreBOM: false }).decode(await host.readStdin());
  engine.setText(uri, text);
  const begin = performance.now();
  const found = await engine.analyze(uri, host.interrupted);
  const results: ScanResults = {
    findings: found.findings,
    failures: found.failures,
    skipped: found.skipped === undefined ? [] : [{ uri, reason: found.skipped }],
    files: found.skipped === undefined ? 1 : 0,
    cancelled: false,
    elapsed: performance.now() - begin,
    workers: 0,
  };
  const fixed = options.fix || options.diff ? await fixAll(context, results) : [];
  if (options.diff) host.out(diffOf(fixed, paths));
  else if (options.fix) host.out(fixed[0]?.after ?? text);
  else return report(context, results, { fixed: [], narrowing: await narrowingOf(options, host.cwd) });
  return EXIT.clean;
}

async function scanSettings(
  { configurations, paths }: ScanContext,
  narrowing: Narrowing,
): Promise<{ files?: readonly string[]; gitignore: boolean }> {
  const here = await configurations.fileFor(paths.uriOf("x.go"));
  const gitignore = here?.configuration.values.gitignore !== false;
  return narrowing.files === undefined ? { gitignore } : { files: narrowing.files, gitignore };
}

function fixAll({ host, engine, options }: ScanContext, results: ScanResults): Promise<FixedFile[]> {
  const wanted = (finding: Finding): boolean => isAtLeast(finding.severity, options.minSeverity);
  const fixable = results.findings.filter((finding) => wanted(finding) && finding.fixes.some((fix) => fix.safe));
  return fixFiles(engine, [...new Set(fixable.map((finding) => finding.uri))].sort(), wanted, host.interrupted);
}

async function report(
  context: ScanContext,
  results: ScanResults,
  run: { readonly fixed: readonly FixedFile[]; readonly narrowing: Narrowing },
): Promise<ExitCode> {
  const { host, engine, paths, rules, version, options } = context;
  const texts = new SourceTexts(engine);
  await texts.read(new Set(results.findings.map((finding) => finding.uri)));
  const kept = results.findings.filter((finding) => run.narrowing.keeps(finding, texts.get(finding.uri)?.lines));
  const located = await locateAll(kept, texts, paths);
  const shown = located.filter((finding) => isAtLeast(finding.severity, options.minSeverity));
  const remaining = await withBaseline(context, shown);
  const pages = await host.pages();
  const fixed = run.fixed.reduce((sum, file) => sum + file.applied, 0);
  const { findings, inBaseline } = remaining;
  const made = buildReport(findings, { version, rules, pages, paths, texts, results, inBaseline, fixed });
  writeReports(host, made, options);
  if (options.statistics) {
    const ruleTimes = Object.fromEntries(context.times ?? []);
    host.err(statisticsText(findings, made.summary, { elapsed: results.elapsed, workers: results.workers, ruleTimes }));
  }
  return exitCode(findings, results, options);
}

async function withBaseline(context: ScanContext, findings: readonly ReportFinding[]): Promise<Remaining> {
  const { host, options } = context;
  if (options.writeBaseline !== undefined) {
    const file = resolve(host.cwd, options.writeBaseline);
    saveBaseline(findings, { file, cwd: host.cwd });
    host.err(`${findings.length} findings are in ${options.writeBaseline} now\n`);
    return { findings: [], inBaseline: findings.length, stale: 0 };
  }
  const place = await baselinePlace(context);
  if (place === undefined) {
    if (options.prune) throw new UsageError("--prune needs a baseline");
    return { findings, inBaseline: 0, stale: 0 };
  }
  const remaining = keepInBaseline(findings, place, options.prune);
  if (remaining.stale > 0 && !options.quiet) {
    const what = `${remaining.stale} ${remaining.stale === 1 ? "entry" : "entries"} of the baseline`;
    host.err(
      options.prune ? `${what} removed: not found any more\n` : `${what} not found any more; --prune removes them\n`,
    );
  }
  return remaining;
}

/** The baseline of the command line, or the one that the configuration of this folder names. */
async function baselinePlace({
  host,
  options,
  configurations,
  paths,
}: ScanContext): Promise<BaselinePlace | undefined> {
  const { baseline } = options;
  if (baseline === false) return undefined;
  if (baseline !== undefined) return { file: resolve(host.cwd, baseline), cwd: host.cwd };
  const { baseline: configured } = await configurations.settingsOf(paths.uriOf("x.go"));
  return configured === undefined ? undefined : { file: pathOfUri(configured), cwd: host.cwd };
}

function exitCode(findings: readonly ReportFinding[], results: ScanResults, { failOn }: ScanOptions): ExitCode {
  if (results.failures.length > 0) return EXIT.failure;
  if (failOn === "never") return EXIT.clean;
  return findings.some((finding) => isAtLeast(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
}
