import { commands, l10n, Uri, window, workspace, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { CONFIGURATION_REQUEST, type ConfigurationResult } from "../../shared/protocol.ts";

const FIRST_CONFIGURATION = `{
  // "recommended", "strict", "all" or "off"
  "preset": "recommended",
}
`;

/** *Open Configuration*: the gostable.jsonc in use for the file at hand, else a new one. */
export function registerConfigurationCommands(client: BaseLanguageClient): Disposable[] {
  return [commands.registerCommand("gostable.openConfiguration", () => openConfiguration(client))];
}

async function openConfiguration(client: BaseLanguageClient): Promise<void> {
  const active = window.activeTextEditor?.document.uri;
  const folder = (active && workspace.getWorkspaceFolder(active)) ?? workspace.workspaceFolders?.[0];
  const asked = active ?? folder?.uri;
  if (asked === undefined) {
    await window.showWarningMessage(l10n.t("Open a folder first: a configuration belongs to one."));
    return;
  }
  const inUse = await client.sendRequest<ConfigurationResult>(CONFIGURATION_REQUEST, { uri: asked.toString() });
  const uri = inUse.uri === undefined ? await createConfiguration(folder?.uri) : Uri.parse(inUse.uri);
  if (uri !== undefined) await window.showTextDocument(uri);
}

async function createConfiguration(folder: Uri | undefined): Promise<Uri | undefined> {
  if (folder === undefined) return undefined;
  const uri = Uri.joinPath(folder, "gostable.jsonc");
  await workspace.fs.writeFile(uri, new TextEncoder().encode(FIRST_CONFIGURATION));
  return uri;
}
