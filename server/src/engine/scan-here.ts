import type { FileSystem } from "../project/file-system.ts";
import { parentUri } from "../project/uri.ts";
import { SKIP_REASONS, walkGoFiles } from "../project/walk.ts";
import { Pause } from "./pause.ts";
import { portionsOf } from "./portions.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "./scan-types.ts";

/** The Go files of one directory that are to be looked at. */
export interface ScanUnit {
  readonly directory: string;
  readonly files: readonly string[];
}

export interface ScanPlan {
  readonly units: readonly ScanUnit[];
  readonly files: number;
  /** Named by the user, but not looked into. */
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
}

/** Walks what is to be scanned. Files are grouped by directory: a package is looked at as a whole. */
export async function planScan(
  fs: FileSystem,
  request: ScanRequest,
  excludes: (uri: string) => Promise<boolean>,
  signal: AbortSignal,
): Promise<ScanPlan> {
  const only = request.files === undefined ? undefined : new Set(request.files);
  const byDirectory = new Map<string, string[]>();
  const skipped: { uri: string; reason: string }[] = [];
  const pause = new Pause();
  let files = 0;
  for await (const step of walkGoFiles(fs, request.roots, { signal, excludes, gitignore: request.gitignore ?? true })) {
    await pause.pass();
    if (step.kind === "skipped") {
      if (request.roots.includes(step.uri)) skipped.push({ uri: step.uri, reason: SKIP_REASONS[step.reason] });
      continue;
    }
    if (only !== undefined && !only.has(step.uri)) continue;
    const directory = parentUri(step.uri) ?? step.uri;
    const list = byDirectory.get(directory);
    if (list === undefined) byDirectory.set(directory, [step.uri]);
    else list.push(step.uri);
    files++;
  }
  return { units: [...byDirectory].map(([directory, list]) => ({ directory, files: list })), files, skipped };
}

/** What a plan is run by. */
export interface Scanner {
  /** Told which directories will be looked at next. */
  expect(units: readonly ScanUnit[]): void;
  /** Looks at the files of one directory; answers in their order. */
  scanDirectory(unit: ScanUnit, signal: AbortSignal): Promise<readonly ScannedFile[]>;
}

/** Runs a plan, one directory after another, in this thread. */
export async function runPlan(
  plan: ScanPlan,
  scanner: Scanner,
  on: ScanEvents,
  signal: AbortSignal,
): Promise<ScanSummary> {
  const begin = performance.now();
  const skipped = [...plan.skipped];
  const pause = new Pause();
  let files = 0;
  let done = 0;
  const summary = (): ScanSummary => ({
    files,
    skipped,
    elapsed: performance.now() - begin,
    cancelled: signal.aborted,
  });
  for (const portion of portionsOf(plan.units)) {
    scanner.expect(portion);
    for (const unit of portion) {
      await pause.pass();
      if (signal.aborted) return summary();
      const reports = await scanner.scanDirectory(unit, signal);
      for (const report of reports) {
        done++;
        if (report.skipped === undefined) files++;
        else skipped.push({ uri: report.uri, reason: report.skipped });
        on.file(report);
      }
      if (reports.length === unit.files.length) on.directory?.(reports, undefined);
      on.progress(done, plan.files);
    }
  }
  return summary();
}
