import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "smol-toml";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { InitializeResult, PublishDiagnosticsParams } from "vscode-languageserver";

const here = fileURLToPath(new URL(".", import.meta.url));
const server = process.env.GOSTABLE_SERVER ?? join(here, "../../dist/server-node.cjs");
const fixture = join(here, "fixture");
const FILE = join(fixture, "cache/cache.go");

interface Languages {
  readonly "language-server": Readonly<
    Record<string, { readonly command: string; readonly args: readonly string[]; readonly config: object }>
  >;
  readonly language: readonly { readonly name: string; readonly "language-servers": readonly string[] }[];
}

/** The `languages.toml` of the documentation. */
function documented(): Languages {
  const page = readFileSync(join(here, "../../docs/editors.md"), "utf8");
  return parse(/```toml\n([^]*?)```/.exec(page)?.[1] ?? "") as unknown as Languages;
}

/**
 * What Helix does with a server of `languages.toml`: it starts the command, sends `config` with `initialize` and answers
 * questions for a section from it, and shows what is published for the file that is open.
 */
async function publishedToHelix(command: string, args: readonly string[], config: object): Promise<string[]> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Promise<PublishDiagnosticsParams>((resolve) => {
    connection.onNotification("textDocument/publishDiagnostics", resolve);
  });
  connection.onRequest("workspace/configuration", ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => (config as Record<string, unknown>)[section] ?? null),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  try {
    const rootUri = pathToFileURL(fixture).href;
    const { capabilities } = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "fixture" }],
      initializationOptions: config,
      capabilities: {
        general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] },
        textDocument: { publishDiagnostics: { versionSupport: true }, codeAction: { dataSupport: true } },
        workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: {} },
      },
    });
    assert.ok(capabilities.codeActionProvider);
    await connection.sendNotification("initialized", {});
    const text = readFileSync(FILE, "utf8");
    const uri = pathToFileURL(FILE).href;
    await connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId: "go", version: 0, text },
    });
    const { diagnostics } = await published;
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    return diagnostics.map(({ range, code }) => `${String(range.start.line + 1)} ${String(code)}`).sort();
  } finally {
    connection.dispose();
    child.kill();
  }
}

describe("the configuration for Helix", () => {
  it("starts a server that publishes its findings", async () => {
    const languages = documented();
    const [go] = languages.language;
    assert.deepEqual(go?.["language-servers"], ["gopls", "gostable"]);
    const { command, args, config } = languages["language-server"].gostable ?? assert.fail("no server of that name");
    assert.equal(command, "node");
    const own = args.map((arg) => (arg.startsWith("/path/to/gostable/") ? server : arg));
    const found = await publishedToHelix(process.execPath, own, config);
    assert.deepEqual(found, ["13 lock-mode-mismatch", "22 lock-deferred"]);
  }).timeout(30_000);
});
