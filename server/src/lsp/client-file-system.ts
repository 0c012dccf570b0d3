import type { Connection } from "vscode-languageserver";
import type { FileSystem } from "../project/file-system.ts";
import {
  READ_DIRECTORY_REQUEST,
  READ_FILE_REQUEST,
  STAT_REQUEST,
  type DirectoryReadResult,
  type FileReadResult,
  type StatResult,
} from "../../../shared/protocol.ts";

/** Files as gostable's client sees them: for file systems that only the editor knows (a repository on the web, a container). */
export function clientFileSystem(connection: Connection): FileSystem {
  return {
    readFile: async (uri) => {
      const { base64 } = await connection.sendRequest<FileReadResult>(READ_FILE_REQUEST, { uri });
      return base64 === undefined ? undefined : bytesOf(base64);
    },
    readDirectory: async (uri) =>
      (await connection.sendRequest<DirectoryReadResult>(READ_DIRECTORY_REQUEST, { uri })).entries,
    stat: async (uri) => (await connection.sendRequest<StatResult>(STAT_REQUEST, { uri })).stat,
    realUri: (uri) => Promise.resolve(uri),
  };
}

/** Sends each URI to the file system of its scheme: `file:` to the host's own, everything else to the client's. */
export function fileSystemByScheme(own: FileSystem, client: FileSystem): FileSystem {
  const of = (uri: string) => (uri.startsWith("file:") ? own : client);
  return {
    readFile: (uri) => of(uri).readFile(uri),
    readDirectory: (uri) => of(uri).readDirectory(uri),
    stat: (uri) => of(uri).stat(uri),
    realUri: (uri) => of(uri).realUri(uri),
    sync: (uri) => of(uri).sync?.(uri),
  };
}

/** No files at all: for a client that cannot read any for the server. */
export const NO_FILES: FileSystem = {
  readFile: () => Promise.resolve(undefined),
  readDirectory: () => Promise.resolve(undefined),
  stat: () => Promise.resolve(undefined),
  realUri: (uri) => Promise.resolve(uri),
};

function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
