import { folderOf, type ServerState } from "../server-state.ts";

/** The configuration file that a rule would be switched off in. */
export interface ConfigurationTarget {
  readonly uri: string;
  readonly text: string;
  readonly exists: boolean;
}

export const CONFIGURATION_FILE = "gostable.jsonc";

/** The file in use for `uri`, else a new one in its workspace folder. Undefined outside of every folder, or where none can be made. */
export async function configurationTarget(uri: string, state: ServerState): Promise<ConfigurationTarget | undefined> {
  const inUse = (await state.engine.configurationOf(uri)).uri;
  if (inUse !== undefined) {
    const content = state.documents.get(inUse) ?? (await state.engine.text(inUse));
    return content && { uri: inUse, text: content.text, exists: true };
  }
  const folder = folderOf(uri, state.folders);
  if (folder === undefined || !state.can.createFiles) return undefined;
  return { uri: `${folder.replace(/\/$/, "")}/${CONFIGURATION_FILE}`, text: "", exists: false };
}
