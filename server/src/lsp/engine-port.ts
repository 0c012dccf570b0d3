import type { Finding, Severity } from "../analyze/finding.ts";
import type { TextEdit } from "../text/edit.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";

/**
 * What the language server asks of the engine, and nothing more. The server knows positions, versions and the protocol;
 * the engine knows files, configuration and findings.
 */
export interface EditorEngine {
  /** The text of an open document, from now on, instead of what its file system holds. Also for untitled documents. */
  setText(uri: string, text: string): void;
  close(uri: string): void;

  /**
   * The findings of one Go file as its text is now: the open document, else the file. Undefined if it cannot be read. With `within`,
   * those that are found in about so many milliseconds.
   */
  analyze(uri: string, signal: AbortSignal, within?: number): Promise<FileReport | undefined>;
  /** The text after all safe fixes (of one rule only, where given), to a fixed point. Undefined if nothing is to be fixed. */
  fixAll(uri: string, rule: string | undefined, signal: AbortSignal): Promise<string | undefined>;
  /** Text and lines of any file that findings speak of. */
  text(uri: string): Promise<{ readonly text: string; readonly lines: LineIndex } | undefined>;

  /** Files were created, changed on disk, deleted or renamed. */
  filesChanged(changes: readonly FileChange[]): void;
  /** The workspace's folders with the editor's settings in each, and those outside of all, as they are from now on. */
  configure(folders: readonly FolderSettings[], elsewhere: unknown): void;

  /** The configuration that holds for a file. */
  configurationOf(uri: string): Promise<ConfigurationInUse>;
  /** Mistakes in the text of a gostable.jsonc. */
  checkConfiguration(uri: string, text: string): Promise<readonly ConfigurationProblem[]>;
  /** The edits that switch a rule off in the text of a gostable.jsonc (`{}` for a new file). */
  disableRuleIn(text: string, rule: string): readonly TextEdit[];

  readonly rules: readonly RuleFacts[];
  /** The rule's page as Markdown; undefined where there is none. */
  rulePage(rule: string): Promise<string | undefined>;

  /** Scans files away from the documents' thread. Findings arrive file by file; an abort keeps what has arrived. */
  scan(request: ScanRequest, on: ScanEvents, signal: AbortSignal): Promise<ScanSummary>;
  /** Go files that differ from the last commit, where the host can know them; else why not. */
  changedFiles(
    folders: readonly string[],
  ): Promise<{ readonly files: readonly string[] } | { readonly problem: string }>;
  /** The files to write so that everything a scan found counts as known. */
  createBaseline(reports: ReadonlyMap<string, FileReport>, folders: readonly string[]): Promise<readonly WrittenFile[]>;
  /** Reports of a scan in a format of the command line. */
  writeReport(
    format: "sarif" | "json" | "agent",
    reports: ReadonlyMap<string, FileReport>,
    folders: readonly string[],
  ): Promise<string>;
  /** Whether a scan of the folder that holds a file would look at it. */
  isScanned(uri: string, folder: string): Promise<boolean>;
  /** The Go files in a directory and below it; none where there is no such directory. */
  goFilesIn(directory: string): Promise<readonly string[]>;
}

export interface WrittenFile {
  readonly uri: string;
  readonly text: string;
}

export interface FileReport {
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
  /** Milliseconds it took. */
  readonly elapsed: number;
  /** Why the file was not looked at, or not wholly (too large, over its time budget). */
  readonly skipped?: string;
  /** True if there was no time for all of it. */
  readonly unfinished?: boolean;
}

export interface FileChange {
  readonly uri: string;
  readonly type: "created" | "changed" | "deleted";
}

/** A folder of the workspace and the `gostable` section of the editor's settings in it. */
export interface FolderSettings {
  readonly uri: string;
  readonly section: unknown;
}

export interface ConfigurationInUse {
  /** URI of the gostable.jsonc; undefined where none was found. */
  readonly uri: string | undefined;
  readonly preset: string;
}

export interface ConfigurationProblem {
  readonly span: Span;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** Titles and edits of what may be meant. */
  readonly fixes: readonly { readonly title: string; readonly edits: readonly TextEdit[] }[];
}

export interface RuleFacts {
  readonly id: string;
  readonly family: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly preset: string;
  /** Checks of other linters that cover the same ground. */
  readonly covers: readonly string[];
}

export interface ScanRequest {
  /** Directories to walk. */
  readonly roots: readonly string[];
  /** Only these files, where given. */
  readonly files?: readonly string[];
}

export interface ScanEvents {
  /** `total` grows while the walk goes on. */
  readonly progress: (done: number, total: number) => void;
  readonly file: (uri: string, report: FileReport) => void;
}

export interface ScanSummary {
  readonly files: number;
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly elapsed: number;
  readonly cancelled: boolean;
}
