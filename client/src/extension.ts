import { commands, window, type ExtensionContext, type LogOutputChannel } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions } from "vscode-languageclient";
import type { ClientStart } from "../../shared/protocol.ts";
import { registerConfigurationCommands } from "./configuration.ts";
import { answerFileRequests } from "./file-requests.ts";
import { registerRulePages } from "./rule-pages.ts";
import { registerRulesView } from "./rules-view.ts";
import { registerScanCommands } from "./scan.ts";
import { registerStatus, type Registration } from "./status.ts";

export interface Extension {
  stop(): Promise<void>;
}

export type StartOptions = LanguageClientOptions & { readonly initializationOptions: ClientStart };

/** Starts client and server, and registers everything the extension adds to the editor. */
export async function activateWith(
  context: ExtensionContext,
  createClient: (options: StartOptions) => Promise<BaseLanguageClient>,
): Promise<Extension> {
  const output = window.createOutputChannel("gostable", { log: true });
  const trace = window.createOutputChannel("gostable Trace", { log: true });
  const client = await createClient(clientOptions(output, trace));
  context.subscriptions.push(output, trace, ...registerAll(client, output));
  await client.start();
  return { stop: () => client.stop() };
}

function clientOptions(output: LogOutputChannel, trace: LogOutputChannel): StartOptions {
  return {
    documentSelector: [{ language: "go" }, { pattern: "**/gostable.jsonc" }],
    outputChannel: output,
    traceOutputChannel: trace,
    initializationOptions: { gostableClient: true },
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
  };
}

function registerAll(client: BaseLanguageClient, output: LogOutputChannel): Registration[] {
  return [
    ...answerFileRequests(client),
    ...registerStatus(client),
    ...registerRulePages(client),
    registerRulesView(client),
    ...registerConfigurationCommands(client),
    ...registerScanCommands(client),
    commands.registerCommand("gostable.restartServer", () => restart(client)),
    commands.registerCommand("gostable.showOutput", () => {
      output.show();
    }),
    commands.registerCommand("gostable.fixAll", () =>
      commands.executeCommand("editor.action.codeAction", {
        kind: "source.fixAll.gostable",
        apply: "first",
      }),
    ),
  ];
}

async function restart(client: BaseLanguageClient): Promise<void> {
  await client.stop();
  await client.start();
}
