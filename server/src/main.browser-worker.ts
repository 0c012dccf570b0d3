/// <reference lib="webworker" />
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { clientFileSystem } from "./lsp/client-file-system.ts";
import { createEditorEngine } from "./lsp/create-editor-engine.ts";
import { startServer } from "./lsp/server.ts";
import { handedOver } from "./lsp/start-options.ts";

declare const GOSTABLE_VERSION: string;
declare const self: DedicatedWorkerGlobalScope;

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  version: GOSTABLE_VERSION,
  createEngine: (connection, params) => {
    const { runtime, grammar, rulePages } = handedOver(params);
    return createEditorEngine({
      version: GOSTABLE_VERSION,
      fs: clientFileSystem(connection),
      binaries: { runtime, grammar },
      pages: () => Promise.resolve(rulePages),
    });
  },
});
