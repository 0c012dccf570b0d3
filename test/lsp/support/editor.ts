import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  createMessageConnection,
  ProgressType,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  PublishDiagnosticsParams,
  Range,
  SnippetTextEdit,
  TextEdit,
  WorkspaceDiagnosticReport,
  WorkspaceEdit,
} from "vscode-languageserver";
import { URI } from "vscode-uri";
import { applyEdits } from "../../../server/src/text/edit.ts";
import { LineIndex } from "../../../server/src/text/line-index.ts";
import { clientCapabilities, type Abilities } from "./client-capabilities.ts";

interface Document {
  text: string;
  version: number;
  resultId?: string;
  diagnostics: readonly Diagnostic[];
  /** The version that published diagnostics were for. */
  published: number;
}

const CHANGED = 2;
const DELETED = 3;

/** An editor without a window: holds documents as an editor does and speaks to a server over stdio. */
export class Editor {
  readonly #root: string;
  /** True for a folder made for this editor, which goes with it. */
  readonly #isOwnRoot: boolean;
  readonly #server: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #documents = new Map<string, Document>();
  /** Diagnostics of files that are not open, by URI. */
  readonly #workspace = new Map<string, readonly Diagnostic[]>();
  readonly #abilities: Abilities;
  /** How often the server has wanted to be asked again since its last answer. */
  #refreshes = 0;
  #settings: unknown;

  private constructor(
    root: string,
    isOwnRoot: boolean,
    server: ChildProcess,
    connection: MessageConnection,
    abilities: Abilities,
  ) {
    this.#root = root;
    this.#isOwnRoot = isOwnRoot;
    this.#server = server;
    this.#connection = connection;
    this.#abilities = abilities;
  }

  /** Starts a server on a folder with these files; it is told the settings when they are there. */
  static async start(
    command: readonly string[],
    files: ReadonlyMap<string, string>,
    abilities: Abilities,
    settings: unknown = { delay: 0 },
  ): Promise<Editor> {
    const root = await realpath(await mkdtemp(join(tmpdir(), "gostable-lsp-")));
    for (const [name, text] of files) await write(join(root, name), text);
    return Editor.#start(root, true, command, abilities, settings);
  }

  /** Starts a server on a folder that is there already and stays there. */
  static async startIn(root: string, command: readonly string[], abilities: Abilities): Promise<Editor> {
    return Editor.#start(await realpath(root), false, command, abilities, { delay: 0 });
  }

  static async #start(
    root: string,
    isOwnRoot: boolean,
    command: readonly string[],
    abilities: Abilities,
    settings: unknown,
  ): Promise<Editor> {
    const [program = "", ...args] = command;
    const server = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createMessageConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    const editor = new Editor(root, isOwnRoot, server, connection, abilities);
    editor.#settings = settings;
    editor.#listen();
    await editor.#initialize();
    return editor;
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    this.#connection.dispose();
    if (this.#server.exitCode === null) await new Promise((resolve) => this.#server.once("exit", resolve));
    if (this.#isOwnRoot) await rm(this.#root, { recursive: true, force: true });
  }

  /** The server's process. */
  get pid(): number | undefined {
    return this.#server.pid;
  }

  uri(file: string): string {
    return URI.file(join(this.#root, file)).toString();
  }

  file(uri: string): string {
    return URI.parse(uri).fsPath.slice(this.#root.length + 1);
  }

  text(file: string): string {
    return this.#document(file).text;
  }

  async open(file: string): Promise<void> {
    const text = await readFile(join(this.#root, file), "utf8");
    this.#documents.set(this.uri(file), { text, version: 1, diagnostics: [], published: 0 });
    const languageId = file.endsWith(".go") ? "go" : "jsonc";
    await this.notify("textDocument/didOpen", { textDocument: { uri: this.uri(file), languageId, version: 1, text } });
  }

  async close(file: string): Promise<void> {
    this.#documents.delete(this.uri(file));
    await this.notify("textDocument/didClose", { textDocument: { uri: this.uri(file) } });
  }

  async save(file: string): Promise<void> {
    await writeFile(join(this.#root, file), this.text(file));
    await this.notify("textDocument/didSave", { textDocument: { uri: this.uri(file) } });
  }

  async change(file: string, range: Range, newText: string): Promise<void> {
    const document = this.#document(file);
    const lines = new LineIndex(document.text);
    const span = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
    document.text = applyEdits(document.text, [{ span, newText }]);
    document.version++;
    const textDocument = { uri: this.uri(file), version: document.version };
    await this.notify("textDocument/didChange", { textDocument, contentChanges: [{ range, text: newText }] });
  }

  async diagnostics(file: string): Promise<readonly Diagnostic[]> {
    const document = this.#document(file);
    if (this.#abilities.pull) await this.#pull(file, document);
    else for (let wait = 0; document.published < document.version && wait < 500; wait++) await pause(20);
    return document.diagnostics;
  }

  /** Waits until the server wants to be asked again. */
  async refreshed(): Promise<void> {
    for (let wait = 0; this.#refreshes === 0 && wait < 1500; wait++) await pause(20);
    if (this.#refreshes === 0) throw new Error("the server wants nothing");
  }

  workspaceDiagnostics(): readonly (readonly [string, readonly Diagnostic[]])[] {
    return [...this.#workspace].filter(([uri, found]) => found.length > 0 && !this.#documents.has(uri)).sort();
  }

  async actions(file: string, range: Range, only?: string): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only === undefined ? {} : { only: [only] }) };
    return this.request<CodeAction[]>("textDocument/codeAction", {
      textDocument: { uri: this.uri(file) },
      range,
      context,
    });
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return action.data === undefined ? action : this.request<CodeAction>("codeAction/resolve", action);
  }

  async applyEdit(edit: WorkspaceEdit): Promise<void> {
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) await this.#applyTo(uri, edits);
    for (const change of edit.documentChanges ?? []) {
      if ("textDocument" in change)
        await this.#applyTo(change.textDocument.uri, change.edits, change.textDocument.version);
      else if (change.kind === "create") await write(URI.parse(change.uri).fsPath, "");
    }
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.#connection.sendRequest<Result>(method, params);
  }

  async settings(section: unknown): Promise<void> {
    this.#settings = section;
    await this.notify("workspace/didChangeConfiguration", { settings: { gostable: section } });
  }

  async writeFile(file: string, text: string): Promise<void> {
    await write(join(this.#root, file), text);
    await this.#watched([[file, CHANGED]]);
  }

  async deleteFile(file: string): Promise<void> {
    await rm(join(this.#root, file), { recursive: true });
    await this.#watched([[file, DELETED]]);
  }

  async renameFile(from: string, to: string): Promise<void> {
    await rename(join(this.#root, from), join(this.#root, to));
    await this.#watched([
      [from, DELETED],
      [to, 1],
    ]);
  }

  /** Commits everything to a git repository made in the workspace. */
  async commit(): Promise<void> {
    const who = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    for (const args of [
      ["init", "-q"],
      ["add", "-A"],
      [...who, "commit", "-q", "-m", "all"],
    ]) {
      const git = spawn("git", args, { cwd: this.#root, stdio: "ignore" });
      await new Promise((resolve) => git.once("exit", resolve));
    }
  }

  async #initialize(): Promise<void> {
    await this.#connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      locale: this.#abilities.locale,
      workspaceFolders: [{ uri: URI.file(this.#root).toString(), name: "workspace" }],
      capabilities: clientCapabilities(this.#abilities),
    });
    await this.notify("initialized", {});
    if (this.#abilities.pull) void this.#pollWorkspace();
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onRequest("workspace/configuration", async ({ items }: { items: unknown[] }) => {
      const settings = await this.#settings;
      return items.map(() => settings);
    });
    for (const method of ["client/registerCapability", "window/workDoneProgress/create"]) {
      connection.onRequest(method, () => null);
    }
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.#refreshes++;
      return null;
    });
    connection.onRequest("workspace/applyEdit", async ({ edit }: { edit: WorkspaceEdit }) => {
      await this.applyEdit(edit);
      return { applied: true };
    });
    connection.onRequest("window/showMessageRequest", () => null);
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.#published(params);
    });
    connection.onProgress(workspaceResult, WORKSPACE_TOKEN, (report) => {
      this.#take(report);
    });
    connection.listen();
  }

  #published({ uri, version, diagnostics }: PublishDiagnosticsParams): void {
    const document = this.#documents.get(uri);
    if (document === undefined || version === undefined) this.#workspace.set(uri, diagnostics);
    else Object.assign(document, { diagnostics, published: version });
  }

  async #pollWorkspace(): Promise<void> {
    const params = { previousResultIds: [], partialResultToken: WORKSPACE_TOKEN };
    await this.#connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", params).then(
      (report) => {
        this.#take(report);
      },
      () => undefined,
    );
  }

  #take({ items }: WorkspaceDiagnosticReport): void {
    for (const item of items) if (item.kind === "full") this.#workspace.set(item.uri, item.items);
  }

  async #pull(file: string, document: Document): Promise<void> {
    const previousResultId = document.resultId;
    const report = await this.request<DocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri: this.uri(file) },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
    this.#refreshes = 0;
    if (report.kind === "full") document.diagnostics = report.items;
    if (report.resultId !== undefined) document.resultId = report.resultId;
  }

  async #applyTo(uri: string, edits: readonly (TextEdit | SnippetTextEdit)[], version?: number | null): Promise<void> {
    const file = this.file(uri);
    if (!this.#documents.has(uri)) await this.open(file);
    const document = this.#document(file);
    if (typeof version === "number" && version !== document.version)
      throw new Error(`${file} is at ${document.version}, the edit is for ${version}`);
    // From the end, so that each range still means what it meant.
    for (const edit of [...edits].reverse())
      await this.change(file, edit.range, "newText" in edit ? edit.newText : edit.snippet.value);
  }

  async #watched(changes: readonly (readonly [string, number])[]): Promise<void> {
    await this.notify("workspace/didChangeWatchedFiles", {
      changes: changes.map(([file, type]) => ({ uri: this.uri(file), type })),
    });
  }

  notify(method: string, params: object): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  #document(file: string): Document {
    const document = this.#documents.get(this.uri(file));
    if (document === undefined) throw new Error(`${file} is not open`);
    return document;
  }
}

const WORKSPACE_TOKEN = "workspace";
const workspaceResult = new ProgressType<WorkspaceDiagnosticReport>();

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
