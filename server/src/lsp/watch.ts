import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type FileEvent,
} from "vscode-languageserver";
import type { ClosedFiles } from "./closed-files.ts";
import type { FileChange } from "./engine-port.ts";
import { isConfigurationFile, type ServerState } from "./server-state.ts";

/** Files whose change can change findings. */
const WATCHED = ["**/*.go", "**/go.mod", "**/go.work", "**/gostable.jsonc", "**/*baseline*.json", "**/.gitignore"];

/** Asks the client to tell about files and settings. */
export async function watch(state: ServerState): Promise<void> {
  const { client } = state.connection;
  if (state.can.watchFiles) {
    // A folder that goes takes its files along without a word about them, so that every delete has to be heard.
    const watchers = [
      ...WATCHED.map((globPattern) => ({ globPattern })),
      { globPattern: "**/*", kind: WatchKind.Delete },
    ];
    await client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (state.can.watchConfiguration)
    await client.register(DidChangeConfigurationNotification.type, { section: "gostable" });
}

const types: Readonly<Record<FileChangeType, FileChange["type"]>> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

/** Brings engine and reports in step with files that changed. */
export async function filesChanged(
  events: readonly FileEvent[],
  state: ServerState,
  closed: ClosedFiles,
): Promise<void> {
  const changes = distinct(events, state).map(({ uri, type }): FileChange => ({ uri, type: types[type] }));
  if (changes.length === 0) return;
  state.engine.filesChanged(changes);
  for (const { uri, type } of changes) if (type === "deleted") closed.deleted(uri);
  if (changes.some(({ uri }) => isConfigurationFile(uri))) return refreshAll(closed);
  for (const { uri, type } of changes) {
    if (type !== "deleted" && uri.endsWith(".go")) await closed.refresh(uri);
  }
}

async function refreshAll(closed: ClosedFiles): Promise<void> {
  for (const uri of [...closed.scanned.keys()]) await closed.refresh(uri);
}

/** The last event of each file: two watchers may tell about the same one. */
function distinct(sent: readonly FileEvent[], { uris }: ServerState): FileEvent[] {
  const events = sent.map(({ uri, type }) => ({ uri: uris.file(uri), type }));
  return [...new Map(events.map((event) => [event.uri, event])).values()];
}
