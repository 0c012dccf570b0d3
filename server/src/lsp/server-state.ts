import type { Connection } from "vscode-languageserver";
import { isWithin } from "../project/uri.ts";
import type { ClientAbilities } from "./capabilities.ts";
import type { ClientUris } from "./client-uris.ts";
import type { OpenDocument, OpenDocuments } from "./documents.ts";
import type { OthersReports } from "./duplicates.ts";
import type { EditorEngine } from "./engine-port.ts";
import type { Translation } from "../report/translation.ts";
import type { Latch } from "./latch.ts";
import type { Say } from "./messages.ts";
import type { ServerSettings } from "./settings.ts";

/** What the handlers of one connection share. */
export interface ServerState {
  readonly connection: Connection;
  /** gostable's version. */
  readonly version: string;
  readonly can: ClientAbilities;
  readonly engine: EditorEngine;
  readonly documents: OpenDocuments;
  readonly uris: ClientUris;
  /** The server's own messages, and those of the engine, in the language of the client. */
  readonly say: Say;
  readonly translation: Translation;
  /** The client is gostable's own extension, with its commands and notifications. */
  readonly gostableClient: boolean;
  /** URIs of the workspace's folders, without a slash at the end. */
  folders: readonly string[];
  /** The settings outside of all folders; see {@link settingsFor}. */
  settings: ServerSettings;
  /** What other extensions report. */
  readonly others: OthersReports;
  /** Opens when the client's settings have been read: what was found before could be what nobody wants to see. */
  readonly settled: Latch;
  folderSettings: ReadonlyMap<string, ServerSettings>;
}

/** The settings that hold for a file. */
export function settingsFor(uri: string, { folders, folderSettings, settings }: ServerState): ServerSettings {
  const folder = folderOf(uri, folders);
  return (folder === undefined ? undefined : folderSettings.get(folder)) ?? settings;
}

/** The innermost workspace folder that holds a file. */
export function folderOf(uri: string, folders: readonly string[]): string | undefined {
  const around = folders.filter((folder) => isWithin(uri, folder));
  return around.sort((a, b) => b.length - a.length)[0];
}

export function isConfigurationFile(uri: string): boolean {
  return uri.endsWith("/gostable.jsonc");
}

/**
 * Whether a document is Go that the user works on. Views of old versions (`git:`) and the like have schemes in which
 * no folder of the workspace lies; their findings would only repeat those of the file.
 */
export function isServed(document: Pick<OpenDocument, "uri" | "languageId">, folders: readonly string[]): boolean {
  if (document.languageId !== "go" && !document.uri.endsWith(".go")) return false;
  const scheme = schemeOf(document.uri);
  return scheme === "file" || scheme === "untitled" || folders.some((folder) => schemeOf(folder) === scheme);
}

function schemeOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.indexOf(":")));
}
