import { gitChanges } from "../../project/git-changes.ts";
import { pathOfUri } from "../../project/node-file-system.ts";
import type { EditorEngine } from "../engine-port.ts";

/** The Go files of the folders that differ from the last commit; why not, where git knows none of the folders. */
export const changedFiles: EditorEngine["changedFiles"] = async (folders) => {
  const files = new Set<string>();
  const problems: string[] = [];
  for (const folder of folders) {
    const changes = await gitChanges(pathOfUri(folder), "HEAD");
    if (typeof changes === "string") problems.push(changes);
    else for (const uri of changes.keys()) files.add(uri);
  }
  const [problem] = problems;
  // A folder outside of all repositories is nothing against those within.
  return problem !== undefined && problems.length === folders.length ? { problem } : { files: [...files] };
};
