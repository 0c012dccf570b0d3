/** One entry of a directory. Symbolic links are told apart from what they lead to. */
export interface DirectoryEntry {
  readonly name: string;
  readonly type: "file" | "directory" | "symlink" | "other";
}

export interface FileStat {
  readonly type: "file" | "directory" | "other";
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly mtime: number;
}

/** The same answers without waiting. */
export interface SyncFileSystem {
  readFile(uri: string): Uint8Array | undefined;
  readDirectory(uri: string): readonly DirectoryEntry[] | undefined;
  stat(uri: string): FileStat | undefined;
}

/**
 * Read access to a tree of files, addressed by URI. The only way the engine sees files, so that the command line, an
 * editor on a virtual file system and a test in memory run the same code.
 */
export interface FileSystem {
  /** The bytes, or undefined where it does not exist or may not be read. */
  readFile(uri: string): Promise<Uint8Array | undefined>;
  /** The entries, or undefined where it is no directory or may not be read. */
  readDirectory(uri: string): Promise<readonly DirectoryEntry[] | undefined>;
  stat(uri: string): Promise<FileStat | undefined>;
  /** The URI behind all symbolic links; the URI itself where the file system has none. */
  realUri(uri: string): Promise<string>;
  /** The text of the open document that stands in for a file, where there is one; {@link readFile} gives its bytes. */
  openText?(uri: string): string | undefined;
  /** Reads without waiting, where the host can do that for this URI: dependencies are then read only when a type asks for them. */
  sync?(uri: string): SyncFileSystem | undefined;
}
