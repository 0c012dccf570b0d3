import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith, type Exports, type Extension } from "../extension.ts";

let extension: Extension | undefined;

/** The extension's start where Node runs: the server is a process of its own. */
export async function activate(context: ExtensionContext): Promise<Exports> {
  const begin = performance.now();
  const module = context.asAbsolutePath("dist/server-node.cjs");
  const server = { module, transport: TransportKind.ipc };
  extension = await activateWith(context, (options) => {
    const debug = { ...server, options: { execArgv: ["--nolazy", "--inspect=6009"] } };
    return Promise.resolve(new LanguageClient("gostable", "gostable", { run: server, debug }, options));
  });
  return { host: "node", started: extension.started, activation: performance.now() - begin };
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
