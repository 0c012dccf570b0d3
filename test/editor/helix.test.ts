import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { shown, StdioClient } from "./stdio-client.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const server = process.env.GOSTABLE_SERVER ?? join(here, "../../dist/server-node.cjs");

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

describe("the configuration for Helix", function () {
  this.timeout(30_000);
  const languages = documented();
  const { command, args, config } = languages["language-server"].gostable ?? assert.fail("no server of that name");
  let helix: StdioClient;
  beforeEach(() => {
    const own = args.map((arg) => (arg.startsWith("/path/to/gostable/") ? server : arg));
    // Helix sends `config` with `initialize`, and answers questions for a section from it.
    helix = new StdioClient({ command, args: own, settings: config, initializationOptions: config });
  });
  afterEach(() => helix.end());

  it("starts a server that publishes its findings", async () => {
    assert.deepEqual(languages.language[0]?.["language-servers"], ["gopls", "gostable"]);
    const published = new Promise<PublishDiagnosticsParams>((resolve) => {
      helix.connection.onNotification("textDocument/publishDiagnostics", resolve);
    });
    const { capabilities } = await helix.open(COMMON);
    assert.ok(capabilities.codeActionProvider);
    assert.deepEqual((await published).diagnostics.map(shown).sort(), ["13 lock-mode-mismatch", "22 lock-deferred"]);
  });

  it("starts a server that is asked for its findings, and says when to ask again", async () => {
    await helix.open(ASKS);
    await helix.untilFindings(["13 lock-mode-mismatch", "22 lock-deferred"]);
    await helix.save("gostable.jsonc", '{ "rules": { "lock-deferred": "off" } }');
    await helix.untilFindings(["13 lock-mode-mismatch"]);
  });
});
