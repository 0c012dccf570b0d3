import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type { Diagnostic, FullDocumentDiagnosticReport, InitializeResult } from "vscode-languageserver";

const fixture = fileURLToPath(new URL("fixture", import.meta.url));

/** A server as an editor is configured to run it. */
export interface ConfiguredServer {
  readonly command: string;
  readonly args: readonly string[];
  /** What questions for a section are answered from. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly initializationOptions?: object | undefined;
}

/** What an editor does with a server: starts it on a copy of the fixture, opens a file, saves others, asks for findings. */
export class StdioClient {
  readonly connection: MessageConnection;
  readonly #server: ConfiguredServer;
  readonly #child: ChildProcess;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "gostable-client-")));
  readonly #uri = pathToFileURL(join(this.#folder, "cache/cache.go")).href;
  /** Goes on when the server wants to be asked again. */
  #askAgain: () => void = () => undefined;

  constructor(server: ConfiguredServer) {
    this.#server = server;
    cpSync(fixture, this.#folder, { recursive: true });
    const command = server.command === "node" ? process.execPath : server.command;
    const child = spawn(command, server.args, { cwd: this.#folder, stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => server.settings[section] ?? null),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.onRequest("workspace/diagnostic/refresh", () => {
      this.#askAgain();
      return null;
    });
    this.connection.listen();
  }

  /** Starts the conversation and opens the file. */
  async open(capabilities: object): Promise<InitializeResult> {
    const rootUri = pathToFileURL(this.#folder).href;
    const result = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "fixture" }],
      initializationOptions: this.#server.initializationOptions,
      capabilities,
    });
    await this.connection.sendNotification("initialized", {});
    const text = readFileSync(fileURLToPath(this.#uri), "utf8");
    const textDocument = { uri: this.#uri, languageId: "go", version: 0, text };
    await this.connection.sendNotification("textDocument/didOpen", { textDocument });
    return result;
  }

  /** Saves a file of the workspace, of which the server is told. */
  async save(name: string, text: string): Promise<void> {
    const file = join(this.#folder, name);
    writeFileSync(file, text);
    const changes = [{ uri: pathToFileURL(file).href, type: 1 }];
    await this.connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  }

  /** Asks for the findings in the file, and again whenever the server wants it, until they are these: the first answer may be a part. */
  async untilFindings(expected: readonly string[]): Promise<void> {
    for (;;) {
      const again = new Promise<void>((resolve) => (this.#askAgain = resolve));
      if ((await this.#findings()).join() === expected.join()) return;
      await again;
    }
  }

  async #findings(): Promise<string[]> {
    const report = await this.connection.sendRequest<FullDocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri: this.#uri },
    });
    return report.items.map(shown).sort();
  }

  async end(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    this.connection.dispose();
    this.#child.kill();
    rmSync(this.#folder, { recursive: true });
  }
}

/** A diagnostic as its line and its rule. */
export function shown({ range, code }: Diagnostic): string {
  return `${String(range.start.line + 1)} ${String(code)}`;
}
