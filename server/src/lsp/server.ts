import type { Connection, InitializeParams, InitializeResult } from "vscode-languageserver";
import { REPORTED_NOTIFICATION, type ReportedParams } from "../../../shared/protocol.ts";
import { translationFor } from "../report/translation.ts";
import { rules } from "../rules/registry.ts";
import { abilitiesOf, serverCapabilities } from "./capabilities.ts";
import { ClientUris } from "./client-uris.ts";
import { OpenDocuments } from "./documents.ts";
import type { EditorEngine } from "./engine-port.ts";
import { OthersReports } from "./duplicates.ts";
import { Latch } from "./latch.ts";
import { speaker } from "./messages.ts";
import { serveRequests } from "./requests.ts";
import type { ServerState } from "./server-state.ts";
import { Session } from "./session.ts";
import { isGostableClient } from "./start-options.ts";
import { DEFAULT_SERVER_SETTINGS, isRecord } from "./settings.ts";

/** What differs between the hosts a server runs on. */
export interface ServerHost {
  readonly version: string;
  /** Answers a file's URI with its names as the file system has them, where it finds them in any case. */
  readonly trueCase?: (uri: string) => string;
  createEngine(connection: Connection, params: InitializeParams): Promise<EditorEngine>;
}

/** Serves one client until it goes. */
export function startServer(connection: Connection, host: ServerHost): void {
  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const engine = await host.createEngine(connection, params);
    const session = new Session(stateOf(connection, params, engine, host));
    serveDocuments(connection, session);
    serveRequests(connection, session);
    return { capabilities: serverCapabilities(params), serverInfo: { name: "gostable", version: host.version } };
  });
  connection.listen();
}

function stateOf(
  connection: Connection,
  params: InitializeParams,
  engine: EditorEngine,
  { version, trueCase }: ServerHost,
): ServerState {
  const uris = new ClientUris(trueCase);
  return {
    connection,
    version,
    can: abilitiesOf(params.capabilities),
    engine,
    documents: new OpenDocuments(),
    say: speaker(params.locale),
    translation: translationFor(params.locale, rules),
    gostableClient: isGostableClient(params),
    uris,
    folders: foldersOf(params).map((uri) => uris.folder(uri)),
    settings: DEFAULT_SERVER_SETTINGS,
    others: new OthersReports(engine.rules),
    settled: new Latch(),
    folderSettings: new Map(),
  };
}

/** The workspace's folders; clients that know none yet name a root. */
function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders !== undefined && params.workspaceFolders !== null)
    return params.workspaceFolders.map(({ uri }) => uri);
  const root: unknown = Object.entries(params).find(([name]) => name === "rootUri")?.[1];
  return typeof root === "string" ? [root] : [];
}

function serveDocuments(connection: Connection, session: Session): void {
  const { uris } = session.state;
  connection.onInitialized(async () => {
    if (session.state.can.folders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        void session.foldersChanged(event);
      });
    }
    await session.initialized();
  });
  connection.onDidOpenTextDocument((params) => {
    session.opened(uris.normalized(params));
  });
  connection.onDidChangeTextDocument((params) => {
    session.changed(uris.normalized(params));
  });
  connection.onDidSaveTextDocument((params) => {
    session.saved(uris.normalized(params).textDocument.uri);
  });
  connection.onDidCloseTextDocument((params) => {
    session.closedDocument(uris.normalized(params).textDocument.uri);
  });
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    void session.settingsChanged(isRecord(settings) ? settings.gostable : undefined);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void session.filesChanged(changes);
  });
  connection.onNotification(REPORTED_NOTIFICATION, ({ files }: ReportedParams) => {
    void session.reportedByOthers(files);
  });
  connection.onShutdown(() => {
    session.end();
  });
}
