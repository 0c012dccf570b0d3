import { gitChanges } from "../../project/git-changes.ts";
import { pathOfUri } from "../../project/node-file-system.ts";
import type { EditorEngine } from "../engine-port.ts";

/** The Go files of the folders that differ from the last commit. One folder that git does not know ends the search. */
export const changedFiles: EditorEngine["changedFiles"] = async (folders) => {
  const files = new Set<string>();
  for (const folder of folders) {
    const changes = await gitChanges(pathOfUri(folder), "HEAD");
    if (typeof changes === "string") return { problem: changes };
    for (const uri of changes.keys()) files.add(uri);
  }
  return { files: [...files] };
};
