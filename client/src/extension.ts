import { commands, l10n, window, type ExtensionContext, type LogOutputChannel } from "vscode";
import { State, type BaseLanguageClient, type LanguageClientOptions } from "vscode-languageclient";
import { SHOW_RULE_COMMAND, type ClientStart } from "../../shared/protocol.ts";
import { registerAgentTools } from "./agent-tools.ts";
import { registerConfigurationCommands } from "./configuration.ts";
import { answerFileRequests } from "./file-requests.ts";
import { fixFile } from "./fix-file.ts";
import { tellOthersReports } from "./others-reports.ts";
import { registerRulePages } from "./rule-pages.ts";
import { registerRulesView } from "./rules-view.ts";
import { registerScanCommands } from "./scan.ts";
import { registerServerCommand, whenServerEnds } from "./server-life.ts";
import { ShownScan } from "./shown-scan.ts";
import { createTraceChannel } from "./trace-channel.ts";
import { registerWrongFindingCommand } from "./wrong-finding.ts";
import { registerStatus, type Registration } from "./status.ts";

export interface Extension {
  /** Settles when the server answers; activation does not wait for it. */
  readonly started: Promise<void>;
  stop(): Promise<void>;
}

/** What other extensions, and tests, see of a started extension. */
export interface Exports {
  readonly host: "node" | "browser";
  readonly started: Promise<void>;
  /** Milliseconds that activation took. */
  readonly activation: number;
}

export type StartOptions = LanguageClientOptions & { readonly initializationOptions: ClientStart };

/** Registers everything the extension adds to the editor, and starts the server. */
export async function activateWith(
  context: ExtensionContext,
  createClient: (options: StartOptions) => Promise<BaseLanguageClient>,
): Promise<Extension> {
  const output = window.createOutputChannel("gostable", { log: true });
  const trace = createTraceChannel();
  const shown = new ShownScan();
  const client = await createClient(clientOptions(output, trace, shown));
  context.subscriptions.push(
    output,
    trace,
    ...registerAll(client, output, shown),
    registerWrongFindingCommand(client, context),
  );
  const running = started(client, output);
  const stop = async (): Promise<void> => {
    await running;
    if (client.isRunning()) await client.stop();
  };
  return { started: running, stop };
}

async function started(client: BaseLanguageClient, output: LogOutputChannel): Promise<void> {
  const begin = performance.now();
  try {
    await client.start();
    const version = client.initializeResult?.serverInfo?.version ?? "";
    output.info(`gostable ${version}: the server was ready after ${Math.round(performance.now() - begin)} ms`);
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    void window.showErrorMessage(l10n.t("gostable: the server did not start. Its log says why."));
  }
}

function clientOptions(output: LogOutputChannel, trace: LogOutputChannel, shown: ShownScan): StartOptions {
  return {
    documentSelector: [{ language: "go" }, { pattern: "**/gostable.jsonc" }],
    outputChannel: output,
    traceOutputChannel: trace,
    initializationOptions: { gostableClient: true },
    errorHandler: whenServerEnds(shown),
    markdown: { isTrusted: { enabledCommands: [SHOW_RULE_COMMAND] } },
    diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
  };
}

function registerAll(client: BaseLanguageClient, output: LogOutputChannel, shown: ShownScan): Registration[] {
  return [
    ...answerFileRequests(client),
    ...registerStatus(client),
    ...tellOthersReports(client),
    ...registerRulePages(client),
    registerRulesView(client),
    ...registerConfigurationCommands(client),
    ...registerAgentTools(client),
    ...registerScanCommands({ client, output, shown }),
    commands.registerCommand("gostable.restartServer", () => restart(client, shown)),
    commands.registerCommand("gostable.showOutput", () => {
      output.show();
    }),
    registerServerCommand(client, "gostable.fixAll", async () => {
      if (client.state === State.Stopped) throw new Error("nobody can be asked for fixes");
      await fixFile();
    }),
  ];
}

async function restart(client: BaseLanguageClient, shown: ShownScan): Promise<void> {
  const scan = shown.end();
  // One that is starting cannot be stopped yet.
  if (client.state === State.Starting) await client.start();
  if (client.isRunning()) await client.stop();
  await client.start();
  // What was shown is shown again, by the new server.
  if (scan !== undefined) void commands.executeCommand(scan);
}
