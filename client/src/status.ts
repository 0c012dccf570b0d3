import {
  l10n,
  languages,
  LanguageStatusSeverity,
  Uri,
  window,
  workspace,
  type LanguageStatusItem,
  type TextEditor,
} from "vscode";
import { State, type BaseLanguageClient } from "vscode-languageclient";
import {
  CONFIGURATION_REQUEST,
  STATUS_NOTIFICATION,
  type ConfigurationResult,
  type StatusParams,
} from "../../shared/protocol.ts";
import { findingsText } from "./counts.ts";

/** What is taken back when the extension stops; the two protocol packages have disposables of their own. */
export interface Registration {
  dispose(): unknown;
}

/** The language status of Go files: the last run and its time, and the configuration in use. */
export function registerStatus(client: BaseLanguageClient): Registration[] {
  const run = languages.createLanguageStatusItem("gostable.run", { language: "go" });
  run.name = "gostable";
  run.text = "gostable";
  run.command = { command: "gostable.showOutput", title: l10n.t("Show Output") };
  const configuration = languages.createLanguageStatusItem("gostable.configuration", { language: "go" });
  configuration.name = l10n.t("gostable configuration");
  configuration.command = { command: "gostable.openConfiguration", title: l10n.t("Open") };
  return [
    run,
    configuration,
    client.onDidChangeState(({ newState }) => {
      showServerState(run, newState);
    }),
    client.onNotification(STATUS_NOTIFICATION, (status: StatusParams) => {
      showRun(run, status);
      void showConfiguration(configuration, client, window.activeTextEditor);
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      void showConfiguration(configuration, client, editor);
    }),
  ];
}

function showServerState(item: LanguageStatusItem, state: State): void {
  item.busy = state === State.Starting;
  item.severity = state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
  if (state === State.Stopped) item.detail = l10n.t("The server has stopped.");
}

function showRun(item: LanguageStatusItem, { state, elapsed, findings, message }: StatusParams): void {
  item.severity = state === "slow" ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.text = findings === undefined ? "gostable" : `gostable: ${findingsText(findings)}`;
  const time = new Date().toLocaleTimeString();
  item.detail = message === undefined ? l10n.t("{0} ms at {1}", elapsed ?? 0, time) : `${message} · ${time}`;
}

async function showConfiguration(
  item: LanguageStatusItem,
  client: BaseLanguageClient,
  editor: TextEditor | undefined,
): Promise<void> {
  if (editor?.document.languageId !== "go" || !client.isRunning()) return;
  const inUse = await client.sendRequest<ConfigurationResult>(CONFIGURATION_REQUEST, {
    uri: editor.document.uri.toString(),
  });
  item.text =
    inUse.uri === undefined ? l10n.t("preset {0}", inUse.preset) : workspace.asRelativePath(Uri.parse(inUse.uri));
  item.detail = inUse.uri === undefined ? l10n.t("no gostable.jsonc") : l10n.t("preset {0}", inUse.preset);
}
