import { commands, l10n, Uri, window, workspace, type Disposable, type WorkspaceFolder } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { CONFIGURATION_REQUEST, SAVE_CONFIGURATION_COMMAND, type ConfigurationResult } from "../../shared/protocol.ts";
import { registerServerCommand } from "./server-life.ts";

const NAME = "gostable.jsonc";
const FIRST_CONFIGURATION = `{
  // "recommended", "strict", "all" or "off"
  "preset": "recommended",
}
`;

/** *Open Configuration*: the gostable.jsonc in use for the file at hand, else a new one. */
export function registerConfigurationCommands(client: BaseLanguageClient): Disposable[] {
  return [
    registerServerCommand(client, "gostable.openConfiguration", () => openConfiguration(client)),
    commands.registerCommand(SAVE_CONFIGURATION_COMMAND, async (uri: string) => {
      const document = await workspace.openTextDocument(Uri.parse(uri));
      await document.save();
    }),
  ];
}

async function openConfiguration(client: BaseLanguageClient): Promise<void> {
  const place = await placeAsked();
  if (place === undefined) return;
  const inUse = await client.sendRequest<ConfigurationResult>(CONFIGURATION_REQUEST, { uri: place.asked.toString() });
  const known = inUse.uri === undefined ? undefined : Uri.parse(inUse.uri);
  // The server may not have heard yet that it is gone.
  const uri = known !== undefined && (await exists(known)) ? known : await createConfiguration(place.folder);
  if (uri === undefined) await window.showWarningMessage(noFolder());
  else await window.showTextDocument(uri);
}

function noFolder(): string {
  return l10n.t("Open a folder first: a configuration belongs to one.");
}

interface Place {
  /** The file whose configuration is asked for; for a folder, one directly in it. */
  readonly asked: Uri;
  readonly folder: WorkspaceFolder | undefined;
}

async function placeAsked(): Promise<Place | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const around = active && workspace.getWorkspaceFolder(active);
  if (active !== undefined && around !== undefined) return { asked: active, folder: around };
  if (workspace.workspaceFolders !== undefined) {
    const folder = await chosenFolder();
    return folder && { asked: Uri.joinPath(folder.uri, NAME), folder };
  }
  if (active?.scheme === "file") return { asked: active, folder: undefined };
  await window.showWarningMessage(noFolder());
  return undefined;
}

/** The only folder, or the one that the user picks. */
async function chosenFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? window.showWorkspaceFolderPick() : folders[0];
}

async function createConfiguration(folder: WorkspaceFolder | undefined): Promise<Uri | undefined> {
  if (folder === undefined) return undefined;
  const uri = Uri.joinPath(folder.uri, NAME);
  if (!(await exists(uri))) await workspace.fs.writeFile(uri, new TextEncoder().encode(FIRST_CONFIGURATION));
  return uri;
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
