import {
  FileChangeType,
  type DidChangeTextDocumentParams,
  type DidOpenTextDocumentParams,
  type FileEvent,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver";
import type { ReportedByOthers } from "../../../shared/protocol.ts";
import { BackgroundScan } from "./background-scan.ts";
import { ClosedFiles } from "./closed-files.ts";
import { askToLookAgain } from "./document-reports.ts";
import { PushedReports } from "./pushed-reports.ts";
import { isConfigurationFile, settingsFor, type ServerState } from "./server-state.ts";
import { serverSettings } from "./settings.ts";
import { filesChanged, watch } from "./watch.ts";
import { WorkspaceReports } from "./workspace-reports.ts";

/** One client's connection: its documents, settings and findings, from initialisation to its end. */
export class Session {
  readonly state: ServerState;
  readonly reports: WorkspaceReports;
  readonly closed: ClosedFiles;
  readonly background: BackgroundScan;
  readonly #pushed: PushedReports | undefined;
  #settling: Promise<void> = Promise.resolve();
  #sectionsNow = "";

  constructor(state: ServerState) {
    this.state = state;
    const publish = (
      uri: string,
      diagnostics: Parameters<typeof state.connection.sendDiagnostics>[0]["diagnostics"],
    ) => {
      void state.connection.sendDiagnostics({ uri: state.uris.outgoing(uri), diagnostics });
    };
    this.reports = new WorkspaceReports(state.can.pull ? undefined : publish);
    this.closed = new ClosedFiles(state, this.reports);
    this.background = new BackgroundScan(state, this.closed);
    this.#pushed = state.can.pull ? undefined : new PushedReports(state);
  }

  /** The client is ready for requests of ours. */
  async initialized(): Promise<void> {
    await Promise.all([watch(this.state), this.settingsChanged(undefined)]);
  }

  opened({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    this.state.documents.open(uri, languageId, version, text);
    if (!isConfigurationFile(uri)) this.state.engine.setText(uri, text);
    this.closed.opened(uri);
    void this.#pushed?.schedule(uri, 0);
  }

  changed({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const changed = this.state.documents.change(textDocument.uri, textDocument.version, contentChanges);
    if (changed === undefined) return;
    if (!isConfigurationFile(textDocument.uri)) this.state.engine.setText(textDocument.uri, changed.text);
    const { run, delay } = settingsFor(textDocument.uri, this.state);
    if (run === "onType") void this.#pushed?.schedule(textDocument.uri, delay);
  }

  saved(uri: string): void {
    // Also for clients that watch no files.
    if (isConfigurationFile(uri)) void this.filesChanged([{ uri, type: FileChangeType.Changed }]);
    this.state.documents.saved(uri);
    if (settingsFor(uri, this.state).run === "onSave") void this.#pushed?.schedule(uri, 0);
  }

  closedDocument(uri: string): void {
    this.state.documents.close(uri);
    this.state.engine.close(uri);
    this.#pushed?.closed(uri);
    this.closed.closed(uri);
  }

  /** `pushed` is the section that a client sends along that cannot be asked for it. One change after the other. */
  settingsChanged(pushed: unknown): Promise<void> {
    const changed = this.#settling.then(() => this.#readSettings(pushed));
    this.#settling = changed
      .catch((error: unknown) => {
        this.state.connection.console.error(`settings: ${String(error)}`);
      })
      .finally(() => {
        this.state.settled.open();
      });
    return this.#settling;
  }

  async #readSettings(pushed: unknown): Promise<void> {
    const { engine, folders } = this.state;
    const [elsewhere, ...inFolders] = await this.#sections(pushed);
    const sections = folders.map((uri, index) => ({ uri, section: inFolders[index] }));
    // Editors tell about one change several times.
    const content = JSON.stringify([elsewhere, sections]);
    if (content === this.#sectionsNow) return;
    this.#sectionsNow = content;
    const before = this.state.settings.diagnosticMode;
    this.state.settings = serverSettings(elsewhere);
    this.state.folderSettings = new Map(sections.map(({ uri, section }) => [uri, serverSettings(section)]));
    engine.configure(sections, elsewhere);
    this.lookAgain();
    if (this.state.settings.diagnosticMode !== before || before === "workspace") this.#scanInBackground();
  }

  /** The `gostable` section outside of all folders, then in each of them. */
  async #sections(pushed: unknown): Promise<readonly unknown[]> {
    const { can, connection, folders } = this.state;
    if (!can.configuration) return [pushed, ...folders.map(() => pushed)];
    const items = [{ section: "gostable" }, ...folders.map((scopeUri) => ({ scopeUri, section: "gostable" }))];
    return connection.workspace.getConfiguration(items);
  }

  async foldersChanged({ added, removed }: WorkspaceFoldersChangeEvent): Promise<void> {
    const gone = new Set(removed.map(({ uri }) => this.state.uris.folder(uri)));
    const kept = this.state.folders.filter((folder) => !gone.has(folder));
    this.state.folders = [...kept, ...added.map(({ uri }) => this.state.uris.folder(uri))];
    for (const folder of gone) this.closed.deleted(folder);
    await this.settingsChanged(undefined);
  }

  async filesChanged(events: readonly FileEvent[]): Promise<void> {
    const extent = await filesChanged(events, this.state, this.closed);
    if (extent === "nothing") return;
    this.lookAgain();
    if (extent !== "some") this.background.soon(extent.much);
  }

  /** Other extensions report other things than before. */
  async reportedByOthers(files: readonly ReportedByOthers[]): Promise<void> {
    let again = false;
    for (const { uri: sent, reported } of files) {
      const uri = this.state.uris.file(sent);
      const content = this.state.documents.get(uri) ?? (await this.state.engine.text(uri));
      if (content === undefined || !this.state.others.set(uri, reported, content.lines)) continue;
      again ||= this.state.documents.get(uri) !== undefined;
      const scanned = this.closed.scanned.get(uri);
      if (scanned !== undefined) await this.closed.found(uri, scanned);
    }
    if (again) this.lookAgain();
  }

  /** Open documents may have other findings than before. */
  lookAgain(): void {
    if (this.#pushed !== undefined) {
      for (const { uri } of this.state.documents.all()) void this.#pushed.schedule(uri, 0);
    } else if (this.state.can.refresh) {
      askToLookAgain(this.state);
    }
  }

  /** Takes the findings of all files that are not open away. */
  clear(): void {
    this.background.stop();
    this.closed.clear();
  }

  end(): void {
    this.background.stop();
  }

  #scanInBackground(): void {
    if (this.state.settings.diagnosticMode === "workspace" && this.state.settings.enable) this.background.start();
    else this.clear();
  }
}
