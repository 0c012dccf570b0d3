import * as vscode from "vscode";

interface Exports {
  readonly host: string;
  readonly started: Promise<void>;
  readonly activation: number;
}

/** The extension under test, started. */
export async function started(): Promise<vscode.Extension<Exports>> {
  const extension = vscode.extensions.getExtension<Exports>("gostable.gostable");
  if (extension === undefined) throw new Error("the extension is not installed");
  await (
    await extension.activate()
  ).started;
  return extension;
}

/** A file of the workspace: of its folder, or of the one with this name. */
export function at(path: string, name = ""): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.path.endsWith(`/${name}`) || name === "");
  if (folder === undefined) throw new Error(`no folder ${name} is open`);
  return vscode.Uri.joinPath(folder.uri, path);
}

/**
 * Opens a file of the workspace in an editor, as a user does: a document that an extension opens stays open for minutes
 * after its editor is closed.
 */
export async function show(path: string, folder?: string): Promise<vscode.TextDocument> {
  const uri = at(path, folder);
  await vscode.commands.executeCommand("vscode.open", uri, { preview: false });
  const opened = () => vscode.window.activeTextEditor?.document;
  return until(`${path} is shown`, () => (opened()?.uri.path === uri.path ? opened() : undefined));
}

/** The text of a file of the workspace. */
export async function read(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(at(path)));
}

/** Waits until `look` answers something. Fails with what it saw last. */
export async function until<Value>(
  what: string,
  look: () => Value | undefined | false | Promise<Value | undefined | false>,
  seconds = 15,
): Promise<Value> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`did not happen within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** gostable's findings of a file as the editor shows them now: `line rule`, lines from 1. */
export function findings(uri: vscode.Uri): string[] {
  return diagnostics(uri).map((diagnostic) => `${diagnostic.range.start.line + 1} ${codeOf(diagnostic)}`);
}

export function diagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "gostable");
}

/** Waits until a file has exactly these findings. */
export async function untilFindings(uri: vscode.Uri, expected: readonly string[]): Promise<void> {
  let seen: string[] = [];
  const look = () => {
    seen = findings(uri).sort();
    return seen.join() === [...expected].sort().join();
  };
  await until("findings", look).catch(() => {
    throw new Error(`${uri.path.split("/").pop() ?? ""} has [${seen.join(", ")}], not [${expected.join(", ")}]`);
  });
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === "object" ? String(code.value) : String(code);
}

/** The code actions at a finding. */
export async function actionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind?: string,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    kind,
    20,
  );
}

/**
 * Applies the action with this title, as soon as it is offered: at a range, or at the finding of a rule, wherever that is by
 * then.
 */
export async function choose(
  document: vscode.TextDocument,
  place: vscode.Range | string,
  title: string | RegExp,
): Promise<vscode.CodeAction> {
  const range = () =>
    typeof place === "string" ? diagnostics(document.uri).find((one) => codeOf(one) === place)?.range : place;
  const isMeant = (action: vscode.CodeAction) =>
    typeof title === "string" ? action.title === title : title.test(action.title);
  const look = async () => {
    const where = range();
    return where === undefined ? undefined : (await actionsAt(document, where)).find(isMeant);
  };
  const action = await until(`the action ${String(title)} is offered`, look);
  if (action.edit !== undefined && !(await vscode.workspace.applyEdit(action.edit))) {
    throw new Error(`${action.title} was not applied`);
  }
  return action;
}

/** Replaces the first place where `old` stands. */
export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const start = document.getText().indexOf(old);
  if (start < 0) throw new Error(`${JSON.stringify(old)} does not stand in ${document.uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(start), document.positionAt(start + old.length)),
    text,
  );
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error("the edit was not applied");
}

export async function write(path: string, text: string): Promise<vscode.Uri> {
  const uri = at(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Closes every editor and drops what was not saved. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const own = document.isUntitled || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
    if (!own || !document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** Changes a setting for the workspace, or for one of its folders; undefined takes it back. */
export async function setting(name: string, value: unknown, folder?: vscode.WorkspaceFolder): Promise<void> {
  if (value !== undefined) changed.set(name, folder);
  const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  const target = folder === undefined ? Workspace : WorkspaceFolder;
  await vscode.workspace.getConfiguration(undefined, folder?.uri).update(name, value, target);
}

const changed = new Map<string, vscode.WorkspaceFolder | undefined>();

/** Takes every changed setting back. */
export async function settingsAsBefore(): Promise<void> {
  for (const [name, folder] of changed) await setting(name, undefined, folder);
  changed.clear();
}

/** The time a server on a busy machine needs to hear of a setting that changes nothing to be seen. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2500));
}
