import type { CancellationToken, Connection } from "vscode-languageserver";
import {
  AGENT_REPORT_REQUEST,
  CLEAR_SCAN_REQUEST,
  CONFIGURATION_REQUEST,
  CREATE_BASELINE_REQUEST,
  FIX_SCAN_REQUEST,
  RULE_PAGE_REQUEST,
  RULES_REQUEST,
  SCAN_REPORT_REQUEST,
  SCAN_REQUEST,
  WRONG_FINDING_REQUEST,
  type AgentReportParams,
  type ConfigurationResult,
  type RuleInfo,
  type ScanParams,
  type ScanReportParams,
  type ScanReportResult,
  type WrongFindingParams,
} from "../../../shared/protocol.ts";
import { actionData } from "./actions/action-data.ts";
import { actionEdit } from "./actions/action-edit.ts";
import { offerConfigurationActions } from "./actions/configuration-actions.ts";
import { offerActions } from "./actions/offer-actions.ts";
import { agentReport } from "./agent-report.ts";
import { signalOf } from "./cancellation.ts";
import { complete } from "./completion.ts";
import { documentReport } from "./document-reports.ts";
import { executeCommand } from "./execute-command.ts";
import { fixScanned } from "./fix-scanned.ts";
import { hover } from "./hover.ts";
import { notifiedProgress, scan } from "./scan.ts";
import { isConfigurationFile, type ServerState } from "./server-state.ts";
import type { Session } from "./session.ts";
import { wrongFinding } from "./wrong-finding.ts";

/** Registers the handlers of all requests. */
export function serveRequests(connection: Connection, session: Session): void {
  serveDiagnostics(connection, session);
  serveLanguage(connection, session);
  serveScans(connection, session);
  serveRules(connection, session);
}

function serveDiagnostics(connection: Connection, { state, reports, closed }: Session): void {
  connection.languages.diagnostics.on(async (asked, token) => {
    const params = state.uris.normalized(asked);
    try {
      const shown = closed.scanned.get(params.textDocument.uri)?.findings ?? [];
      return await documentReport(params, state, signalOf(token), shown.length > 0);
    } finally {
      closed.answered(params.textDocument.uri);
    }
  });
  connection.languages.diagnostics.onWorkspace((params, token, _progress, reporter) =>
    reports.poll(params, reporter, signalOf(token)),
  );
}

function serveLanguage(connection: Connection, session: Session): void {
  const { state } = session;
  connection.onCodeAction((asked, token) => {
    const params = state.uris.normalized(asked);
    if (isConfigurationFile(params.textDocument.uri)) return offerConfigurationActions(params, state);
    return offerActions(params, state, signalOf(token));
  });
  connection.onCodeActionResolve(async (action, token) => {
    const data = actionData(action.data);
    const edit = data && (await actionEdit(data, state, signalOf(token)));
    return edit === undefined ? action : { ...action, edit };
  });
  connection.onHover((params) => hover(state.uris.normalized(params), state));
  connection.onCompletion((params, token) => complete(state.uris.normalized(params), state, signalOf(token)));
  connection.onRequest(WRONG_FINDING_REQUEST, (params: WrongFindingParams, token: CancellationToken) =>
    wrongFinding(params, state, signalOf(token)),
  );
  connection.onExecuteCommand((params, token) => executeCommand(params, session, signalOf(token)));
}

function serveScans(connection: Connection, session: Session): void {
  const { state, closed, background } = session;
  connection.onRequest(SCAN_REQUEST, (params: ScanParams, token: CancellationToken) => {
    background.stop();
    return scan(params, state, closed, notifiedProgress(params.id, state), signalOf(token));
  });
  connection.onRequest(CLEAR_SCAN_REQUEST, () => {
    session.clear();
    return null;
  });
  connection.onRequest(FIX_SCAN_REQUEST, (token: CancellationToken) => fixScanned(state, closed, signalOf(token)));
  connection.onRequest(CREATE_BASELINE_REQUEST, () => state.engine.createBaseline(closed.scanned, state.folders));
  connection.onRequest(AGENT_REPORT_REQUEST, (params: AgentReportParams, token: CancellationToken) =>
    agentReport(params, state, signalOf(token)),
  );
  connection.onRequest(SCAN_REPORT_REQUEST, async ({ format }: ScanReportParams): Promise<ScanReportResult> => {
    const text = await state.engine.writeReport(format, closed.scanned, state.folders);
    return { text, fileName: reportNames[format] };
  });
}

const reportNames: Readonly<Record<ScanReportParams["format"], string>> = {
  sarif: "gostable.sarif",
  json: "gostable.json",
};

function serveRules(connection: Connection, { state }: Session): void {
  connection.onRequest(RULES_REQUEST, (): RuleInfo[] =>
    state.engine.rules.map((rule) => ({ ...rule, summary: state.translation.summary(rule) })),
  );
  connection.onRequest(
    RULE_PAGE_REQUEST,
    async ({ rule }: { rule: string }) => (await state.engine.rulePage(rule)) ?? null,
  );
  connection.onRequest(CONFIGURATION_REQUEST, ({ uri }: { uri: string }) => configurationInUse(uri, state));
}

async function configurationInUse(asked: string, state: ServerState): Promise<ConfigurationResult> {
  const { uri, preset } = await state.engine.configurationOf(state.uris.file(asked));
  if (uri === undefined) return { preset, mistakes: 0 };
  const content = await state.engine.text(uri);
  const problems = content === undefined ? [] : await state.engine.checkConfiguration(uri, content.text);
  return { uri, preset, mistakes: problems.length };
}
