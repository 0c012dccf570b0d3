import type { Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver";
import { STATUS_NOTIFICATION, type StatusParams } from "../../../shared/protocol.ts";
import { cancelled, pause, tooLate } from "./cancellation.ts";
import { configurationDiagnostics, diagnosticsOf, resultIdOf } from "./diagnostics.ts";
import { withoutDuplicates } from "./duplicates.ts";
import type { OpenDocument } from "./documents.ts";
import type { FileReport } from "./engine-port.ts";
import { isConfigurationFile, isServed, settingsFor, type ServerState } from "./server-state.ts";

/** Milliseconds of work after which a client that shows nothing of a document yet is told what was found so far. */
const FIRST_ANSWER = 60;

/**
 * Answers `textDocument/diagnostic`. Throws the protocol's errors where the answer would come too late. `shows`: whether the client
 * shows findings of the document that it was told before it opened it.
 */
export async function documentReport(
  params: DocumentDiagnosticParams,
  state: ServerState,
  signal: AbortSignal,
  shows: boolean,
): Promise<DocumentDiagnosticReport> {
  const document = state.documents.get(params.textDocument.uri);
  if (document === undefined) return { kind: "full", items: [] };
  const { run, delay } = settingsFor(document.uri, state);
  const known = knownTo(params, state);
  if (known !== undefined && document.dirty) {
    if (run === "onSave") return { kind: "unchanged", resultId: known };
    await pause(delay, signal);
  }
  if (signal.aborted) throw cancelled();
  const isFirst = known === undefined && !shows && state.can.refresh;
  const items = await currentDiagnostics(document, state, signal, isFirst ? FIRST_ANSWER : undefined);
  if (items === undefined) throw tooLate(signal);
  const resultId = resultIdOf(items);
  if (resultId === known) return { kind: "unchanged", resultId };
  state.documents.answered(document.uri, resultId);
  return { kind: "full", resultId, items };
}

/** The result the client still has. Only what it was told since it opened the document counts: what came before, it may have dropped. */
function knownTo({ textDocument, previousResultId }: DocumentDiagnosticParams, state: ServerState): string | undefined {
  return previousResultId !== undefined && state.documents.lastAnswer(textDocument.uri) === previousResultId
    ? previousResultId
    : undefined;
}

/**
 * The diagnostics of an open document. Undefined if it changed or was closed before they were known. With `within`, those that are
 * found in about so many milliseconds; the client is asked to come back when the rest is there.
 */
export async function currentDiagnostics(
  document: OpenDocument,
  state: ServerState,
  signal: AbortSignal,
  within?: number,
): Promise<Diagnostic[] | undefined> {
  await state.settled.opened;
  if (!settingsFor(document.uri, state).enable) return [];
  if (isConfigurationFile(document.uri)) {
    const problems = await state.engine.checkConfiguration(document.uri, document.text);
    // VS Code itself tells what is no JSON.
    const untold = problems.filter(({ code }) => !state.gostableClient || code !== "syntax");
    return configurationDiagnostics(untold, document.lines, state.translation);
  }
  if (!isServed(document, state.folders)) return [];
  const report = await state.engine.analyze(document.uri, signal, within);
  const shown = report && withoutDuplicates(document.uri, report, state);
  const diagnostics = shown && (await diagnosticsOf(shown, state));
  if (signal.aborted || state.documents.get(document.uri)?.text !== document.text) return undefined;
  if (report?.unfinished === true) lookAtTheRest(document.uri, state);
  else if (report !== undefined) tellStatus(document.uri, report, shown?.findings.length ?? 0, state);
  if (report === undefined || report.skipped !== undefined) return [];
  return report.text === document.text ? diagnostics : undefined;
}

/** Goes on as soon as the answer is under way, and has the client ask again once all is found. */
function lookAtTheRest(uri: string, state: ServerState): void {
  setTimeout(() => {
    state.engine
      .analyze(uri, new AbortController().signal)
      .then(() => {
        askToLookAgain(state);
      })
      .catch(() => undefined);
  }, 0);
}

/** Has the client ask for the diagnostics of open documents again. */
export function askToLookAgain({ connection }: ServerState): void {
  // Its answer says nothing, and may come late.
  connection.languages.diagnostics.refresh().catch(() => undefined);
}

function tellStatus(uri: string, report: FileReport, findings: number, state: ServerState): void {
  if (!state.gostableClient) return;
  const elapsed = Math.round(report.elapsed);
  const slow = elapsed > settingsFor(uri, state).slowFile;
  const message =
    report.skipped === undefined
      ? slow
        ? state.say("slowFile", elapsed)
        : undefined
      : state.say("skipped", state.translation.reason(report.skipped));
  const status: StatusParams = {
    state: slow ? "slow" : "ready",
    uri: state.uris.outgoing(uri),
    elapsed,
    findings,
    hidden: report.findings.length - findings,
    ...(message === undefined ? {} : { message }),
  };
  void state.connection.sendNotification(STATUS_NOTIFICATION, status);
}
