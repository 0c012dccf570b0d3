import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateWith, type Extension } from "../extension.ts";

let extension: Extension | undefined;

/** The extension's start where Node runs: the server is a process of its own. */
export async function activate(context: ExtensionContext): Promise<{ readonly host: "node" }> {
  const module = context.asAbsolutePath("dist/server-node.cjs");
  const server = { module, transport: TransportKind.ipc };
  extension = await activateWith(context, (options) => {
    const debug = { ...server, options: { execArgv: ["--nolazy", "--inspect=6009"] } };
    return Promise.resolve(new LanguageClient("gostable", "gostable", { run: server, debug }, options));
  });
  return { host: "node" };
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
}
