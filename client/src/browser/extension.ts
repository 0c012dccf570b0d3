/// <reference lib="webworker" />
import { Uri, workspace, type ExtensionContext } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import type { ClientStart } from "../../../shared/protocol.ts";
import { activateWith, type Extension } from "../extension.ts";

let extension: Extension | undefined;

/** The extension's start in a browser: the server is a worker, which cannot read files and is handed its own. */
export async function activate(context: ExtensionContext): Promise<{ readonly host: "browser" }> {
  const at = (file: string) => Uri.joinPath(context.extensionUri, "dist", file);
  const read = (file: string) => Promise.resolve(workspace.fs.readFile(at(file)));
  extension = await activateWith(context, async (options) => {
    const [runtime, grammar, pages] = await Promise.all(
      ["web-tree-sitter.wasm", "tree-sitter-go.wasm", "rule-pages.json"].map(read),
    );
    const rulePages: unknown = JSON.parse(new TextDecoder().decode(pages));
    const start = { ...options.initializationOptions, runtime, grammar, rulePages } as ClientStart;
    // As reader and writer, since the host's workers are not those that the client would take for workers.
    let worker: Worker | undefined;
    const startWorker = () => {
      worker?.terminate();
      worker = new Worker(at("server-browser.js").toString(true));
      return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
    };
    return new LanguageClient("gostable", "gostable", startWorker, { ...options, initializationOptions: start });
  });
  return { host: "browser" };
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
