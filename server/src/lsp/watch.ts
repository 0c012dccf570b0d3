import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type FileEvent,
} from "vscode-languageserver";
import type { ClosedFiles } from "./closed-files.ts";
import type { FileChange } from "./engine-port.ts";
import { folderOf, type ServerState } from "./server-state.ts";

/** Files whose change can change findings. */
const WATCHED = ["**/*.go", "**/go.mod", "**/go.work", "**/gostable.jsonc", "**/*baseline*.json", "**/.gitignore"];
const WATCHED_NAMES = /\.go$|\/(?:go\.mod|go\.work|gostable\.jsonc|[^/]*baseline[^/]*\.json|\.gitignore)$/;

/** As many changed files are looked at one by one, with those that type; more are left to a scan in the background. */
const MANY = 20;

/** Asks the client to tell about files and settings. */
export async function watch(state: ServerState): Promise<void> {
  const { client } = state.connection;
  if (state.can.watchFiles) {
    // A folder takes its files along without a word about them: always when it goes, and often when it comes.
    const watchers = [
      ...WATCHED.map((globPattern) => ({ globPattern })),
      { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
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

/** How much of what is shown may have changed. "much": what a scan of the workspace has shown, and these files first of all. */
export type Extent = "nothing" | "some" | { readonly much: readonly string[] };

/** Brings engine and reports in step with files that changed. */
export async function filesChanged(
  events: readonly FileEvent[],
  state: ServerState,
  closed: ClosedFiles,
): Promise<Extent> {
  const told = distinct(events, state).filter(({ uri }) => !isHidden(uri, state));
  const changes = told.map(({ uri, type }): FileChange => ({ uri, type: types[type] })).filter(canMatter);
  tellEngine(changes, state);
  for (const { uri, type } of changes) if (type === "deleted") closed.deleted(uri);
  const arrived = await arrivedWithDirectories(told, state);
  tellEngine(arrived, state);
  const all = [...changes, ...arrived];
  if (all.length === 0) return "nothing";
  const present = all.filter(({ uri, type }) => type !== "deleted" && uri.endsWith(".go"));
  const general = all.some(({ uri }) => !uri.endsWith(".go") && isWatched(uri));
  if (closed.following && (general || present.length > MANY)) return { much: present.map(({ uri }) => uri) };
  const outdated = general ? closed.scanned.keys() : present.map(({ uri }) => uri);
  for (const uri of [...outdated]) await closed.refresh(uri);
  return "some";
}

function tellEngine(changes: readonly FileChange[], { engine }: ServerState): void {
  if (changes.length > 0) engine.filesChanged(changes);
}

/** What comes may be anything; what goes may be a folder of Go files. */
function canMatter({ uri, type }: FileChange): boolean {
  return type === "deleted" || isWatched(uri);
}

function isWatched(uri: string): boolean {
  return WATCHED_NAMES.test(uri);
}

/** Go files of directories that are new. They may have been written before the client began to watch there. */
async function arrivedWithDirectories(events: readonly FileEvent[], { engine }: ServerState): Promise<FileChange[]> {
  const files = new Set<string>();
  for (const { uri, type } of events) {
    if (type !== FileChangeType.Created || isWatched(uri)) continue;
    for (const file of await engine.goFilesIn(uri)) files.add(file);
  }
  return [...files].map((uri) => ({ uri, type: "created" }));
}

/** Whether Go passes over a file for the names of its directories: git changes its own with each command. */
function isHidden(uri: string, { folders }: ServerState): boolean {
  const path = uri.slice(folderOf(uri, folders)?.length ?? uri.length);
  return /\/(?:\.|node_modules\/)/.test(path) && !path.endsWith("/.gitignore");
}

/** The last event of each file: two watchers may tell about the same one. */
function distinct(sent: readonly FileEvent[], { uris }: ServerState): FileEvent[] {
  const events = sent.map(({ uri, type }) => ({ uri: uris.file(uri), type }));
  return [...new Map(events.map((event) => [event.uri, event])).values()];
}
