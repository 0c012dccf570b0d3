/// <reference lib="webworker" />
import { Uri, workspace, type ExtensionContext } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import type { ClientStart } from "../../../shared/protocol.ts";
import { activateWith, type Exports, type Extension } from "../extension.ts";

let extension: Extension | undefined;

/** The extension's start in a browser: the server is a worker, which cannot read files and is handed its own. */
export async function activate(context: ExtensionContext): Promise<Exports> {
  const begin = performance.now();
  const at = (file: string) => Uri.joinPath(context.extensionUri, "dist", file);
  const read = (file: string) => Promise.resolve(workspace.fs.readFile(at(file)));
  extension = await activateWith(context, (options) => {
    // Filled before the server is greeted, and not before the extension is there.
    const start: ClientStart = { ...(options.initializationOptions as ClientStart) };
    // As reader and writer, since the host's workers are not those that the client would take for workers.
    let worker: Worker | undefined;
    const startWorker = async () => {
      Object.assign(start, await parser(read));
      worker?.terminate();
      worker = new Worker(at("server-browser.js").toString(true));
      return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
    };
    return Promise.resolve(
      new LanguageClient("gostable", "gostable", startWorker, { ...options, initializationOptions: start }),
    );
  });
  return { host: "browser", started: extension.started, activation: performance.now() - begin };
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}

/** What the server cannot read itself. */
async function parser(read: (file: string) => Promise<Uint8Array>): Promise<ClientStart> {
  const files = ["web-tree-sitter.wasm", "tree-sitter-go.wasm", "rule-pages.json"];
  const [runtime, grammar, pages] = await Promise.all(files.map(read));
  const rulePages = JSON.parse(new TextDecoder().decode(pages)) as NonNullable<ClientStart["rulePages"]>;
  if (runtime === undefined || grammar === undefined) throw new Error("the package is not complete");
  return { runtime, grammar, rulePages };
}
