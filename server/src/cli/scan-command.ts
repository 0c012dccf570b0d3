import type { Finding } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { Rule } from "../analyze/rule.ts";
import { isAtLeast } from "../analyze/severity.ts";
import type { Engine } from "../engine/engine.ts";
import type { ScanRequest } from "../engine/scan-types.ts";
import type { ReportFinding } from "../report/report.ts";
import { buildReport, locateAll, SourceTexts, type ScanResults } from "./build-report.ts";
import { diffOf, fixFiles, writeFixed, type FixedFile } from "./fix-files.ts";
import { EXIT, type CliHost, type ExitCode } from "./host.ts";
import type { Paths } from "./paths.ts";
import { startProgress } from "./progress.ts";
import type { ScanOptions } from "./scan-options.ts";
import { writeReports } from "./write-reports.ts";

/** What one scan needs. */
export interface ScanContext {
  readonly host: CliHost;
  readonly paths: Paths;
  readonly engine: Engine;
  readonly rules: readonly Rule[];
  readonly version: string;
}

/** `gostable scan`: looks, fixes where asked to, reports, and says by its exit code how it was. */
export async function scanOnce(
  context: ScanContext,
  roots: readonly string[],
  options: ScanOptions,
): Promise<ExitCode> {
  const { host, engine, paths } = context;
  const request: ScanRequest = { roots: roots.map((path) => paths.uriOf(path)) };
  let results = await collect(context, request, options);
  const wanted = (finding: Finding): boolean => isAtLeast(finding.severity, options.minSeverity);
  const fixed = options.fix || options.diff ? await fixAll(engine, results, wanted, host.interrupted) : [];
  if (options.diff) {
    host.out(diffOf(fixed, paths));
    return fixed.length > 0 ? EXIT.findings : EXIT.clean;
  }
  for (const file of fixed) writeFixed(file);
  if (fixed.length > 0) results = await lookAgain(engine, results, fixed, host.interrupted);
  return report(context, results, fixed, options);
}

async function collect(
  { host, engine, paths }: ScanContext,
  request: ScanRequest,
  options: ScanOptions,
): Promise<ScanResults> {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const progress = startProgress(host, options.progress && !options.quiet);
  let label = "";
  const summary = await engine.scan(
    request,
    {
      progress: (done, total) => {
        progress.update(done, total, label);
      },
      file: (file) => {
        label = paths.shown(file.uri);
        findings.push(...file.findings);
        failures.push(...file.failures);
      },
    },
    host.interrupted,
  );
  progress.clear();
  return { ...summary, findings, failures };
}

function fixAll(
  engine: Engine,
  results: ScanResults,
  wanted: (finding: Finding) => boolean,
  signal: AbortSignal,
): Promise<FixedFile[]> {
  const uris = new Set(results.findings.filter((f) => wanted(f) && f.fixes.some((fix) => fix.safe)).map((f) => f.uri));
  return fixFiles(engine, [...uris].sort(), wanted, signal);
}

/** What is left in the files that were changed. */
async function lookAgain(
  engine: Engine,
  results: ScanResults,
  fixed: readonly FixedFile[],
  signal: AbortSignal,
): Promise<ScanResults> {
  const changed = new Set(fixed.map((file) => file.uri));
  engine.filesChanged([...changed]);
  const findings = results.findings.filter((finding) => !changed.has(finding.uri));
  for (const uri of changed) findings.push(...(await engine.analyze(uri, signal)).findings);
  return { ...results, findings };
}

async function report(
  { host, engine, paths, rules, version }: ScanContext,
  results: ScanResults,
  fixed: readonly FixedFile[],
  options: ScanOptions,
): Promise<ExitCode> {
  const texts = new SourceTexts(engine);
  const located = await locateAll(results.findings, texts, paths);
  const shown = located.filter((finding) => isAtLeast(finding.severity, options.minSeverity));
  const pages = await host.pages();
  const applied = fixed.reduce((sum, file) => sum + file.applied, 0);
  writeReports(
    host,
    buildReport(shown, { version, rules, pages, paths, texts, results, inBaseline: 0, fixed: applied }),
    options,
  );
  return exitCode(shown, results, options);
}

function exitCode(findings: readonly ReportFinding[], results: ScanResults, { failOn }: ScanOptions): ExitCode {
  if (results.failures.length > 0) return EXIT.failure;
  if (failOn === "never") return EXIT.clean;
  return findings.some((finding) => isAtLeast(finding.severity, failOn)) ? EXIT.findings : EXIT.clean;
}
