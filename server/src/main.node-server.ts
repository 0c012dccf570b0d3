import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { clientFileSystem, fileSystemByScheme, NO_FILES } from "./lsp/client-file-system.ts";
import { createEditorEngine } from "./lsp/create-editor-engine.ts";
import { changedFiles } from "./lsp/node/changed-files.ts";
import { DependencyStore, serveIndexThread } from "./lsp/node/dependency-store.ts";
import { scanInThread, serveScanThread } from "./lsp/node/scan-thread.ts";
import { trueCaseOn } from "./lsp/node/true-case.ts";
import { startServer } from "./lsp/server.ts";
import { isGostableClient } from "./lsp/start-options.ts";
import { findGoEnvironment, type GoEnvironment } from "./project/go-environment.ts";
import { nodeFileSystem, uriOfPath } from "./project/node-file-system.ts";
import { userCacheFolder } from "./project/user-cache.ts";
import { loadGoParser } from "./syntax/parser.ts";

declare const GOSTABLE_VERSION: string;

const program = fileURLToPath(import.meta.url);
const read = (file: string) => readFile(join(program, "..", file));

async function parts() {
  const machine = { env: process.env, home: homedir(), platform: process.platform, uriOfPath };
  const [runtime, grammar, environment] = await Promise.all([
    read("web-tree-sitter.wasm"),
    read("tree-sitter-go.wasm"),
    findGoEnvironment(nodeFileSystem(), machine),
  ]);
  return { binaries: { runtime, grammar }, environment };
}

function dependencies({ moduleCaches }: GoEnvironment): DependencyStore {
  const folder = join(userCacheFolder(process.env), "dependencies", GOSTABLE_VERSION);
  return new DependencyStore({ folder, moduleCaches }, program);
}

if (isMainThread) {
  startServer(createConnection(ProposedFeatures.all), {
    version: GOSTABLE_VERSION,
    trueCase: trueCaseOn(process.platform),
    createEngine: async (connection, params) => {
      const own = await parts();
      return createEditorEngine({
        ...own,
        dependencies: dependencies(own.environment),
        version: GOSTABLE_VERSION,
        fs: fileSystemByScheme(nodeFileSystem(), isGostableClient(params) ? clientFileSystem(connection) : NO_FILES),
        pages: async (): Promise<unknown> => JSON.parse((await read("rule-pages.json")).toString()),
        changedFiles,
        scanElsewhere: (job, on, signal) => scanInThread(program, job, on, signal),
      });
    },
  });
} else if (!serveIndexThread()) {
  void serveScanThread(program, async () => {
    const { binaries, environment } = await parts();
    return { fs: nodeFileSystem({ blocking: true }), parser: await loadGoParser(binaries), environment };
  });
}
