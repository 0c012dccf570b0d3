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
import { findingsText, mistakesText } from "./counts.ts";

/** What is taken back when the extension stops; the two protocol packages have disposables of their own. */
export interface Registration {
  dispose(): unknown;
}

/** The language status of Go files: the last run on the file at hand and its time, and the configuration in use. */
export function registerStatus(client: BaseLanguageClient): Registration[] {
  const run = new RunItem();
  const configuration = languages.createLanguageStatusItem("gostable.configuration", { language: "go" });
  configuration.name = l10n.t("gostable configuration");
  return [
    run,
    configuration,
    client.onDidChangeState(({ newState }) => {
      run.serverIs(newState);
    }),
    client.onNotification(STATUS_NOTIFICATION, (status: StatusParams) => {
      run.note(status);
      void showConfiguration(configuration, client, window.activeTextEditor);
    }),
    window.onDidChangeActiveTextEditor((editor) => {
      run.show();
      void showConfiguration(configuration, client, editor);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => {
      run.forget(uri);
    }),
  ];
}

interface Run {
  readonly status: StatusParams;
  readonly time: string;
}

class RunItem implements Registration {
  readonly #item: LanguageStatusItem = languages.createLanguageStatusItem("gostable.run", { language: "go" });
  /** The last run on each open file. */
  readonly #runs = new Map<string, Run>();
  #server = State.Starting;

  constructor() {
    this.#item.name = "gostable";
    this.#item.command = { command: "gostable.showOutput", title: l10n.t("Show Output") };
    this.show();
  }

  serverIs(state: State): void {
    this.#server = state;
    this.show();
  }

  note(status: StatusParams): void {
    this.#runs.set(Uri.parse(status.uri).toString(), { status, time: new Date().toLocaleTimeString() });
    this.show();
  }

  forget(uri: Uri): void {
    this.#runs.delete(uri.toString());
  }

  show(): void {
    const uri = window.activeTextEditor?.document.uri.toString();
    const run = uri === undefined ? undefined : this.#runs.get(uri);
    const stopped = this.#server === State.Stopped;
    this.#item.busy = this.#server === State.Starting;
    this.#item.severity = stopped ? LanguageStatusSeverity.Error : severityOf(run?.status);
    this.#item.text = run === undefined || stopped ? "gostable" : `gostable: ${findingsText(run.status.findings)}`;
    this.#item.detail = stopped ? l10n.t("The server has stopped.") : detailOf(run);
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function severityOf(status: StatusParams | undefined): LanguageStatusSeverity {
  return status?.state === "slow" ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
}

function detailOf(run: Run | undefined): string {
  if (run === undefined) return l10n.t("This file was not looked at.");
  const { elapsed, hidden, message } = run.status;
  const last = message === undefined ? l10n.t("{0} ms at {1}", elapsed, run.time) : `${message} · ${run.time}`;
  return hidden === 0 ? last : `${last} · ${l10n.t("{0} more told by other extensions", hidden)}`;
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
  const { preset, mistakes } = inUse;
  const title = inUse.uri === undefined ? l10n.t("Create") : l10n.t("Open");
  item.command = { command: "gostable.openConfiguration", title };
  item.severity = mistakes > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.text = inUse.uri === undefined ? l10n.t("preset {0}", preset) : workspace.asRelativePath(Uri.parse(inUse.uri));
  item.detail = [
    inUse.uri === undefined ? l10n.t("no gostable.jsonc") : l10n.t("preset {0}", preset),
    ...(mistakes > 0 ? [mistakesText(mistakes)] : []),
  ].join(" · ");
}
