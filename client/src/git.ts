import type { Uri } from "vscode";
import { extensions } from "vscode";

/** The parts of the built-in git extension's interface (version 1) that are used. */
interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly Repository[] };
}

interface Change {
  readonly uri: Uri;
}

interface Repository {
  readonly state: {
    readonly workingTreeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
  };
}

/** Go files that differ from the last commit, as the editor's git view sees them. Undefined where there is no git view. */
export async function changedGoFiles(): Promise<string[] | undefined> {
  const extension = extensions.getExtension<GitExtension>("vscode.git");
  if (extension === undefined) return undefined;
  const { repositories } = (await extension.activate()).getAPI(1);
  if (repositories.length === 0) return undefined;
  const changes = repositories.flatMap(({ state }) => [
    ...state.workingTreeChanges,
    ...state.indexChanges,
    ...state.mergeChanges,
    ...(state.untrackedChanges ?? []),
  ]);
  return [...new Set(changes.map(({ uri }) => uri.toString()).filter((uri) => uri.endsWith(".go")))];
}
