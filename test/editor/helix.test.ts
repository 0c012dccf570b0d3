import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "smol-toml";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type {
  Diagnostic,
  FullDocumentDiagnosticReport,
  InitializeResult,
  PublishDiagnosticsParams,
} from "vscode-languageserver";

const here = fileURLToPath(new URL(".", import.meta.url));
const server = process.env.GOSTABLE_SERVER ?? join(here, "../../dist/server-node.cjs");
const fixture = join(here, "fixture");

interface Server {
  readonly command: string;
  readonly args: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
}

interface Languages {
  readonly "language-server": Readonly<Record<string, Server>>;
  readonly language: readonly { readonly name: string; readonly "language-servers": readonly string[] }[];
}

/** The `languages.toml` of the documentation. */
function documented(): Languages {
  const page = readFileSync(join(here, "../../docs/editors.md"), "utf8");
  return parse(/```toml\n([^]*?)```/.exec(page)?.[1] ?? "") as unknown as Languages;
}

/** What Helix can do, as far as the server asks for it. Since autumn 2025 it asks for diagnostics; 25.07 waits for them. */
const COMMON = {
  general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] },
  textDocument: { publishDiagnostics: { versionSupport: true }, codeAction: { dataSupport: true } },
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
};
const ASKS = {
  ...COMMON,
  textDocument: { ...COMMON.textDocument, diagnostic: { relatedDocumentSupport: true } },
  workspace: { ...COMMON.workspace, diagnostic: { refreshSupport: true } },
};

/**
 * What Helix does with a server of `languages.toml`: it starts the command, sends `config` with `initialize` and answers
 * questions for a section from it.
 */
class Helix {
  readonly connection: MessageConnection;
  readonly #child: ChildProcess;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "gostable-helix-")));
  readonly file = join(this.#folder, "cache/cache.go");
  readonly uri = pathToFileURL(this.file).href;

  constructor({ command, args, config }: Server) {
    cpSync(fixture, this.#folder, { recursive: true });
    const own = args.map((arg) => (arg.startsWith("/path/to/gostable/") ? server : arg));
    const child = spawn(command === "node" ? process.execPath : command, own, { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
      items.map(({ section }) => config[section] ?? null),
    );
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.listen();
  }

  /** Starts the conversation and opens the file. */
  async open(config: object, capabilities: object): Promise<InitializeResult> {
    const rootUri = pathToFileURL(this.#folder).href;
    const result = await this.connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "fixture" }],
      initializationOptions: config,
      capabilities,
    });
    await this.connection.sendNotification("initialized", {});
    const textDocument = { uri: this.uri, languageId: "go", version: 0, text: readFileSync(this.file, "utf8") };
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

  async asked(): Promise<string[]> {
    const report = await this.connection.sendRequest<FullDocumentDiagnosticReport>("textDocument/diagnostic", {
      textDocument: { uri: this.uri },
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

function shown({ range, code }: Diagnostic): string {
  return `${String(range.start.line + 1)} ${String(code)}`;
}

describe("the configuration for Helix", function () {
  this.timeout(30_000);
  const languages = documented();
  const configured = languages["language-server"].gostable ?? assert.fail("no server of that name");
  let helix: Helix;
  beforeEach(() => {
    helix = new Helix(configured);
  });
  afterEach(() => helix.end());

  it("names a server for Go beside gopls", () => {
    assert.deepEqual(languages.language[0]?.["language-servers"], ["gopls", "gostable"]);
    assert.equal(configured.command, "node");
  });

  it("starts a server that publishes its findings", async () => {
    const published = new Promise<PublishDiagnosticsParams>((resolve) => {
      helix.connection.onNotification("textDocument/publishDiagnostics", resolve);
    });
    const { capabilities } = await helix.open(configured.config, COMMON);
    assert.ok(capabilities.codeActionProvider);
    assert.deepEqual((await published).diagnostics.map(shown).sort(), ["13 lock-mode-mismatch", "22 lock-deferred"]);
  });

  it("starts a server that is asked for its findings, and says when to ask again", async () => {
    await helix.open(configured.config, ASKS);
    assert.deepEqual(await helix.asked(), ["13 lock-mode-mismatch", "22 lock-deferred"]);
    const refreshed = new Promise<void>((resolve) => {
      helix.connection.onRequest("workspace/diagnostic/refresh", () => {
        resolve();
        return null;
      });
    });
    await helix.save("gostable.jsonc", '{ "rules": { "lock-deferred": "off" } }');
    await refreshed;
    assert.deepEqual(await helix.asked(), ["13 lock-mode-mismatch"]);
  });
});
