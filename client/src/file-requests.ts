import { FileType, Uri, workspace, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  READ_DIRECTORY_REQUEST,
  READ_FILE_REQUEST,
  STAT_REQUEST,
  type DirectoryReadResult,
  type FileReadResult,
  type StatResult,
} from "../../shared/protocol.ts";

interface AboutFile {
  readonly uri: string;
}

/** Reads files for the server where only the editor can: virtual file systems, browsers. */
export function answerFileRequests(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(READ_FILE_REQUEST, ({ uri }: AboutFile) => orNothing(() => readFile(Uri.parse(uri)))),
    client.onRequest(READ_DIRECTORY_REQUEST, ({ uri }: AboutFile) => orNothing(() => readDirectory(Uri.parse(uri)))),
    client.onRequest(STAT_REQUEST, ({ uri }: AboutFile) => orNothing(() => stat(Uri.parse(uri)))),
  ];
}

/** A file that does not exist or may not be read is no error to the server: it is told nothing. */
async function orNothing<Result extends object>(read: () => Promise<Result>): Promise<Partial<Result>> {
  try {
    return await read();
  } catch {
    return {};
  }
}

async function readFile(uri: Uri): Promise<FileReadResult> {
  return { base64: base64Of(await workspace.fs.readFile(uri)) };
}

async function readDirectory(uri: Uri): Promise<DirectoryReadResult> {
  const entries = await workspace.fs.readDirectory(uri);
  return { entries: entries.map(([name, type]) => ({ name, type: isLink(type) ? "symlink" : typeName(type) })) };
}

async function stat(uri: Uri): Promise<StatResult> {
  const { type, size, mtime } = await workspace.fs.stat(uri);
  return { stat: { type: typeName(type), size, mtime } };
}

function isLink(type: FileType): boolean {
  return (type & FileType.SymbolicLink) !== 0;
}

function typeName(type: FileType): "file" | "directory" | "other" {
  if ((type & FileType.Directory) !== 0) return "directory";
  return (type & FileType.File) !== 0 ? "file" : "other";
}

/** In pieces, since a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(""));
}
