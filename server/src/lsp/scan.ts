import type { Finding } from "../analyze/finding.ts";
import { SEVERITIES } from "../analyze/severity.ts";
import {
  SCAN_PROGRESS_NOTIFICATION,
  type ScanParams,
  type ScanProgress,
  type ScanResult,
} from "../../../shared/protocol.ts";
import type { ClosedFiles } from "./closed-files.ts";
import type { FileReport, ScanSummary } from "./engine-port.ts";
import { folderOf, type ServerState } from "./server-state.ts";

/** Where a scan's progress goes. */
export type ScanProgressTo = (done: number, total: number) => void;

/** Progress as notifications of gostable's own client. */
export function notifiedProgress(id: number, state: ServerState): ScanProgressTo {
  return (done, total) => {
    const progress: ScanProgress = { id, done, total };
    void state.connection.sendNotification(SCAN_PROGRESS_NOTIFICATION, progress);
  };
}

/** Scans the workspace's folders or the files given; findings are shown while they come in. */
export async function scan(
  params: Omit<ScanParams, "id">,
  state: ServerState,
  closed: ClosedFiles,
  progress: ScanProgressTo,
  signal: AbortSignal,
): Promise<ScanResult> {
  if (state.folders.length === 0) return failed(state.say("noFolder"));
  const changed = params.what === "changed" ? await changedFiles(params, state) : undefined;
  if (changed !== undefined && "problem" in changed) return failed(changed.problem);
  if (changed === undefined) closed.follow();
  const found = new Map<string, FileReport>();
  const shown: Promise<void>[] = [];
  const file = (uri: string, report: FileReport) => {
    if (signal.aborted) return;
    found.set(uri, report);
    shown.push(closed.found(uri, report));
  };
  const request = { roots: state.folders, ...(changed === undefined ? {} : { files: changed.files }) };
  const summary = await state.engine.scan(request, { progress: throttled(progress), file }, signal);
  await Promise.all(shown);
  if (!summary.cancelled && changed === undefined) closed.keepOnly(new Set(found.keys()));
  const skipped = summary.skipped.map(({ uri, reason }) => ({
    uri: state.uris.outgoing(uri),
    reason: state.translation.reason(reason),
  }));
  return resultOf(
    { ...summary, skipped },
    [...found.values()].flatMap(({ findings }) => findings),
  );
}

/** The changed files that a scan of the workspace would look at, or why they are not known. */
export async function changedFiles(params: Omit<ScanParams, "id">, state: ServerState) {
  const named = params.files?.map((uri) => state.uris.file(uri));
  const answer = named === undefined ? await state.engine.changedFiles(state.folders) : { files: named };
  if ("problem" in answer) return { problem: state.say("noGit", answer.problem) };
  return { files: await scannedOf(answer.files, state) };
}

/** Those that a scan of the workspace would look at: a repository may hold vendored code, and be larger than the workspace. */
async function scannedOf(files: readonly string[], { engine, folders }: ServerState): Promise<string[]> {
  const scanned: string[] = [];
  for (const file of files) {
    const folder = folderOf(file, folders);
    if (folder !== undefined && (await engine.isScanned(file, folder))) scanned.push(file);
  }
  return scanned;
}

function throttled(progress: ScanProgressTo): ScanProgressTo {
  let last = 0;
  return (done, total) => {
    const now = Date.now();
    if (now - last < 100 && done < total) return;
    last = now;
    progress(done, total);
  };
}

function failed(problem: string): ScanResult {
  return {
    files: 0,
    findings: 0,
    byRule: [],
    bySeverity: [],
    safeFixes: 0,
    skipped: [],
    elapsed: 0,
    cancelled: false,
    problem,
  };
}

function resultOf(summary: ScanSummary, findings: readonly Finding[]): ScanResult {
  const byRule = [...countsOf(findings.map(({ rule }) => rule))]
    .map(([rule, count]) => ({ rule, count }))
    .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  const severities = countsOf(findings.map(({ severity }) => severity));
  const bySeverity = [...SEVERITIES]
    .reverse()
    .map((severity) => ({ severity, count: severities.get(severity) ?? 0 }))
    .filter(({ count }) => count > 0);
  const safeFixes = findings.filter(({ fixes }) => fixes.some(({ safe }) => safe)).length;
  const { files, skipped, elapsed, cancelled } = summary;
  return { files, findings: findings.length, byRule, bySeverity, safeFixes, skipped, elapsed, cancelled };
}

function countsOf<Word extends string>(words: readonly Word[]): Map<Word, number> {
  const counts = new Map<Word, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
