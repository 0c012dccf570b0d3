import {
  commands,
  l10n,
  ProgressLocation,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type LogOutputChannel,
  type Progress,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  CLEAR_SCAN_REQUEST,
  CREATE_BASELINE_REQUEST,
  FIX_SCAN_REQUEST,
  SCAN_PROGRESS_NOTIFICATION,
  SCAN_REPORT_REQUEST,
  SCAN_REQUEST,
  type FileToWrite,
  type ScanParams,
  type ScanProgress,
  type ScanReportParams,
  type ScanReportResult,
  type ScanResult,
} from "../../shared/protocol.ts";
import { filesText, findingsText, severitiesText, timeText } from "./counts.ts";
import { changedGoFiles } from "./git.ts";
import { registerServerCommand } from "./server-life.ts";
import type { ShownScan } from "./shown-scan.ts";

interface Parts {
  readonly client: BaseLanguageClient;
  readonly output: LogOutputChannel;
  readonly shown: ShownScan;
}

let lastScan = 0;

/** *Scan Workspace*, *Scan Changed Files* and *Clear Scan Results*. Each scan answers its result, for tests and other extensions. */
export function registerScanCommands(parts: Parts): Disposable[] {
  const { client, shown } = parts;
  return [
    registerServerCommand(client, "gostable.scanWorkspace", () => {
      shown.began("gostable.scanWorkspace");
      return scan(parts, { what: "workspace" });
    }),
    registerServerCommand(client, "gostable.scanChangedFiles", () => {
      shown.began("gostable.scanChangedFiles");
      return scanChangedFiles(parts);
    }),
    registerServerCommand(client, "gostable.clearScanResults", () => {
      shown.end();
      return client.sendRequest(CLEAR_SCAN_REQUEST);
    }),
  ];
}

async function scanChangedFiles(parts: Parts): Promise<ScanResult> {
  const files = await changedGoFiles();
  return scan(parts, { what: "changed", ...(files === undefined ? {} : { files }) });
}

async function scan({ client, output }: Parts, params: Omit<ScanParams, "id">): Promise<ScanResult> {
  const options = { location: ProgressLocation.Notification, title: l10n.t("gostable: scanning"), cancellable: true };
  const result = await window.withProgress(options, (progress, token) => runScan(client, params, progress, token));
  log(output, result);
  void showSummary(client, result);
  return result;
}

async function runScan(
  client: BaseLanguageClient,
  params: Omit<ScanParams, "id">,
  progress: Progress<{ message?: string; increment?: number }>,
  token: CancellationToken,
): Promise<ScanResult> {
  const id = ++lastScan;
  let shown = 0;
  const listening = client.onNotification(SCAN_PROGRESS_NOTIFICATION, ({ id: scanId, done, total }: ScanProgress) => {
    if (scanId !== id || total === 0) return;
    const percent = (100 * done) / total;
    progress.report({ message: l10n.t("{0} of {1}", done, filesText(total)), increment: Math.max(0, percent - shown) });
    shown = Math.max(shown, percent);
  });
  try {
    return await client.sendRequest<ScanResult>(SCAN_REQUEST, { ...params, id } satisfies ScanParams, token);
  } finally {
    listening.dispose();
  }
}

async function showSummary(client: BaseLanguageClient, result: ScanResult): Promise<void> {
  if (result.problem !== undefined) {
    await window.showWarningMessage(result.problem);
    return;
  }
  const actions = new Map<string, () => unknown>();
  if (result.findings > 0) {
    actions.set(l10n.t("Problems"), () => commands.executeCommand("workbench.actions.view.problems"));
    if (result.safeFixes > 0) actions.set(fixTitle(result.safeFixes), () => fixSafeOnes(client));
    actions.set(l10n.t("Save SARIF"), () => saveReport(client, "sarif"));
    actions.set(l10n.t("Baseline"), () => createBaseline(client));
  }
  const chosen = await window.showInformationMessage(summaryText(result), ...actions.keys());
  if (chosen !== undefined) await actions.get(chosen)?.();
}

/** What a scan found, in one sentence or two. */
export function summaryText(result: ScanResult): string {
  const rules = result.byRule
    .slice(0, 3)
    .map(({ rule, count }) => `${rule} ${count}`)
    .join(", ");
  const counts = l10n.t(
    "gostable: {0} in {1}, {2}",
    findingsText(result.findings),
    filesText(result.files),
    timeText(result.elapsed),
  );
  return [
    result.cancelled ? l10n.t("{0} (cancelled)", counts) : counts,
    ...[severitiesText(result.bySeverity), rules].filter((text) => text !== ""),
    ...(result.skipped.length === 0 ? [] : [skippedText(result.skipped)]),
  ].join(" · ");
}

/** Names the first; the log names them all. */
function skippedText(skipped: ScanResult["skipped"]): string {
  const [first] = skipped;
  const example = first === undefined ? "" : `${workspace.asRelativePath(Uri.parse(first.uri))}: ${first.reason}`;
  return l10n.t("{0} not looked at ({1})", filesText(skipped.length), skipped.length > 1 ? `${example}; …` : example);
}

function log(output: LogOutputChannel, result: ScanResult): void {
  output.info(result.problem ?? summaryText(result));
  for (const { uri, reason } of result.skipped) output.info(`${uri}: ${reason}`);
}

function fixTitle(count: number): string {
  return l10n.t("Fix {0} Safely", count);
}

async function fixSafeOnes(client: BaseLanguageClient): Promise<void> {
  const files = await client.sendRequest<number>(FIX_SCAN_REQUEST);
  const saved = workspace.getConfiguration("files").get("autoSave") !== "off";
  const text = saved
    ? l10n.t("gostable: {0} changed.", filesText(files))
    : l10n.t("gostable: {0} changed, and not saved yet.", filesText(files));
  await window.showInformationMessage(text);
}

async function saveReport(client: BaseLanguageClient, format: ScanReportParams["format"]): Promise<void> {
  const report = await client.sendRequest<ScanReportResult>(SCAN_REPORT_REQUEST, { format } satisfies ScanReportParams);
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const place = folder && Uri.joinPath(folder, report.fileName);
  const uri = await window.showSaveDialog({
    ...(place === undefined ? {} : { defaultUri: place }),
    filters: { SARIF: ["sarif"] },
  });
  if (uri !== undefined) await write(uri, report.text);
}

async function createBaseline(client: BaseLanguageClient): Promise<void> {
  const files = await client.sendRequest<FileToWrite[]>(CREATE_BASELINE_REQUEST);
  for (const { uri, text } of files) if (!(await write(Uri.parse(uri), text))) return;
  const [baseline] = files;
  if (baseline !== undefined) await window.showTextDocument(Uri.parse(baseline.uri));
}

/** Answers whether it could be written; else the user is told why not. */
async function write(uri: Uri, text: string): Promise<boolean> {
  try {
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return true;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(l10n.t("gostable: {0} could not be written: {1}", workspace.asRelativePath(uri), why));
    return false;
  }
}
