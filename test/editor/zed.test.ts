import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseJson } from "jsonc-parser";
import { parse as parseToml } from "smol-toml";
import { StdioClient } from "./stdio-client.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const readToml = (path: string): Record<string, unknown> => structuredClone(parseToml(read(path)));

/** What Zed can do, as far as the server asks for it. */
const CAPABILITIES = {
  textDocument: {
    diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["refactor", "quickfix", "source"] } },
      dataSupport: true,
      resolveSupport: { properties: ["edit", "command"] },
    },
  },
  workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
};

interface ZedSettings {
  readonly lsp: { readonly gostable: { readonly settings: Readonly<Record<string, unknown>> } };
}

/** The settings that the documentation gives. */
function documented(): ZedSettings {
  const section = /### Zed\n[^]*/.exec(read("docs/editors.md"))?.[0] ?? "";
  return parseJson(/```jsonc\n([^]*?)```/.exec(section)?.[1] ?? "") as ZedSettings;
}

describe("the extension for Zed", () => {
  it("names one server for Go, in the version of gostable", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string };
    const manifest = readToml("editors/zed/extension.toml");
    const { package: crate } = readToml("editors/zed/Cargo.toml");
    assert.deepEqual(
      { id: manifest.id, version: manifest.version, crate: (crate as { version: string }).version },
      { id: "gostable", version, crate: version },
    );
    assert.deepEqual(manifest.language_servers, { gostable: { name: "gostable", languages: ["Go"] } });
  });

  it("gives a command that starts the server, with the settings of the documentation", async () => {
    const source = read("editors/zed/src/lib.rs");
    assert.match(source, /PROGRAM: &str = "gostable"/);
    const args = JSON.parse(/ARGUMENTS: .* = (\[.*\]);/.exec(source)?.[1] ?? "") as string[];
    const { bin } = JSON.parse(read("package.json")) as { bin: { gostable: string } };
    // Node runs the file that npm links as `gostable`. The extension hands `lsp.gostable.settings` on as they are.
    const { settings } = documented().lsp.gostable;
    const zed = new StdioClient({ command: "node", args: [join(root, bin.gostable), ...args], settings });
    try {
      await zed.open(CAPABILITIES);
      await zed.untilFindings(["13 lock-mode-mismatch"]);
    } finally {
      await zed.end();
    }
  }).timeout(30_000);
});
