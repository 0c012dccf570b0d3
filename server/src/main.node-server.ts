import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { createEditorEngine } from "./lsp/create-editor-engine.ts";
import { clientFileSystem, fileSystemByScheme, NO_FILES } from "./lsp/client-file-system.ts";
import { startServer } from "./lsp/server.ts";
import { isGostableClient } from "./lsp/start-options.ts";
import { nodeFileSystem } from "./project/node-file-system.ts";

declare const GOSTABLE_VERSION: string;

const folder = fileURLToPath(new URL(".", import.meta.url));
const read = (file: string) => readFile(join(folder, file));

startServer(createConnection(ProposedFeatures.all), {
  version: GOSTABLE_VERSION,
  createEngine: async (connection, params) => {
    const [runtime, grammar] = await Promise.all([read("web-tree-sitter.wasm"), read("tree-sitter-go.wasm")]);
    const client = isGostableClient(params) ? clientFileSystem(connection) : NO_FILES;
    return createEditorEngine({
      version: GOSTABLE_VERSION,
      fs: fileSystemByScheme(nodeFileSystem(), client),
      binaries: { runtime, grammar },
      pages: async (): Promise<unknown> => JSON.parse(await readFile(join(folder, "rule-pages.json"), "utf8")),
    });
  },
});
