import type { Connection, InitializeParams, InitializeResult } from "vscode-languageserver";
import { abilitiesOf, serverCapabilities } from "./capabilities.ts";
import { OpenDocuments } from "./documents.ts";
import type { EditorEngine } from "./engine-port.ts";
import { speaker } from "./messages.ts";
import { serveRequests } from "./requests.ts";
import type { ServerState } from "./server-state.ts";
import { Session, trimSlash } from "./session.ts";
import { DEFAULT_SERVER_SETTINGS, isRecord } from "./settings.ts";

/** What differs between the hosts a server runs on. */
export interface ServerHost {
  readonly version: string;
  createEngine(connection: Connection, params: InitializeParams): Promise<EditorEngine>;
}

/** Serves one client until it goes. */
export function startServer(connection: Connection, host: ServerHost): void {
  connection.onInitialize(async (params): Promise<InitializeResult> => {
    const engine = await host.createEngine(connection, params);
    const session = new Session(stateOf(connection, params, engine));
    serveDocuments(connection, session);
    serveRequests(connection, session);
    return { capabilities: serverCapabilities(params), serverInfo: { name: "gostable", version: host.version } };
  });
  connection.listen();
}

function stateOf(connection: Connection, params: InitializeParams, engine: EditorEngine): ServerState {
  const start: unknown = params.initializationOptions;
  const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri == null ? [] : [params.rootUri]);
  return {
    connection,
    can: abilitiesOf(params.capabilities),
    engine,
    documents: new OpenDocuments(),
    say: speaker(params.locale),
    gostableClient: isRecord(start) && start["gostableClient"] === true,
    folders: folders.map(trimSlash),
    settings: DEFAULT_SERVER_SETTINGS,
  };
}

function serveDocuments(connection: Connection, session: Session): void {
  connection.onInitialized(async () => {
    if (session.state.can.folders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        void session.foldersChanged(event);
      });
    }
    await session.initialized();
  });
  connection.onDidOpenTextDocument((params) => {
    session.opened(params);
  });
  connection.onDidChangeTextDocument((params) => {
    session.changed(params);
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    session.saved(textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument }) => {
    session.closedDocument(textDocument.uri);
  });
  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    void session.settingsChanged(isRecord(settings) ? settings["gostable"] : undefined);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    void session.filesChanged(changes);
  });
  connection.onShutdown(() => {
    session.end();
  });
}
