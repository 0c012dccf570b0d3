/**
 * The requests and notifications that gostable's client and server have beyond the language server protocol.
 * Names and payloads only: both bundles carry their own copy of the protocol package, so no type of it may appear here.
 */

/** Client → server. Scans the workspace, or the files named; cancelled by `$/cancelRequest`, keeping what was found. */
export const SCAN_REQUEST = "gostable/scan";
/** Server → client, while a scan runs. */
export const SCAN_PROGRESS_NOTIFICATION = "gostable/scanProgress";
/** Client → server. Takes the findings of the last scan away. */
export const CLEAR_SCAN_REQUEST = "gostable/clearScan";
/** Client → server. Applies every safe fix in the files of the last scan. */
export const FIX_SCAN_REQUEST = "gostable/fixScan";
/** Client → server. The files to write so that everything the last scan found counts as known. */
export const CREATE_BASELINE_REQUEST = "gostable/createBaseline";
/** Client → server. The last scan as a report. */
export const SCAN_REPORT_REQUEST = "gostable/scanReport";
/** Client → server. Findings as a text for coding agents; nothing that is shown changes. */
export const AGENT_REPORT_REQUEST = "gostable/agentReport";
/** Client → server. The rules this server knows. */
export const RULES_REQUEST = "gostable/rules";
/** Client → server. The page of one rule, as Markdown. */
export const RULE_PAGE_REQUEST = "gostable/rulePage";
/** Client → server. What to tell about a finding that the user takes for wrong. */
export const WRONG_FINDING_REQUEST = "gostable/wrongFinding";
/** Client → server. The configuration that holds for one file. */
export const CONFIGURATION_REQUEST = "gostable/configuration";
/** Server → client. What the status item shows. */
export const STATUS_NOTIFICATION = "gostable/status";
/** Client → server. What other extensions report in Go files now. */
export const REPORTED_NOTIFICATION = "gostable/reportedByOthers";
/** Server → client. Files of a file system that only the client can read. */
export const READ_FILE_REQUEST = "gostable/file/read";
export const READ_DIRECTORY_REQUEST = "gostable/file/readDirectory";
export const STAT_REQUEST = "gostable/file/stat";

/** What the VS Code client tells the server about itself in `initializationOptions`. */
export interface ClientStart {
  /** The client has the command {@link SHOW_RULE_COMMAND}, completes gostable.jsonc by schema, and tells what in it is no JSON. */
  readonly gostableClient?: boolean;
  /** Bytes of the WebAssembly files, where the server cannot read them itself (in a browser). */
  readonly runtime?: Uint8Array;
  readonly grammar?: Uint8Array;
  /** The rule pages by id, where the server cannot read them itself. */
  readonly rulePages?: Readonly<Record<string, string>>;
}

/** Opens a rule's page; its argument is the rule's id. A command of the VS Code client. */
export const SHOW_RULE_COMMAND = "gostable.showRule";

/** Opens a report about a finding that is wrong; its argument is a {@link WrongFindingParams}. A command of the VS Code client. */
export const REPORT_WRONG_COMMAND = "gostable.reportWrongFinding";

/** Opens what there is to know about fixes and ignores. A command of the VS Code client, offered below its menu of actions. */
export const ABOUT_ACTIONS_COMMAND = "gostable.aboutActions";

/**
 * Saves the configuration at the URI that is its argument. A command of the VS Code client, run after an edit of a file that counts
 * as it is on disk.
 */
export const SAVE_CONFIGURATION_COMMAND = "gostable.saveConfiguration";

export interface ScanParams {
  /** Names this scan in its progress notifications. */
  readonly id: number;
  /** `changed`: only files that differ from the last commit. */
  readonly what: "workspace" | "changed";
  /** The changed files, where the client knows them better than the server (its git view, a virtual file system). */
  readonly files?: readonly string[];
}

export interface ScanProgress {
  readonly id: number;
  readonly done: number;
  readonly total: number;
}

export interface ScanResult {
  readonly files: number;
  readonly findings: number;
  /** Findings by rule id, the most frequent first. */
  readonly byRule: readonly { readonly rule: string; readonly count: number }[];
  /** Findings by severity, the most severe first; none that has none. */
  readonly bySeverity: readonly { readonly severity: "error" | "warning" | "info" | "hint"; readonly count: number }[];
  /** How many have a fix that fix-all would apply. */
  readonly safeFixes: number;
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly elapsed: number;
  readonly cancelled: boolean;
  /** Set where the scan could not start, as a sentence for the user. */
  readonly problem?: string;
}

export interface ScanReportParams {
  readonly format: "sarif" | "json";
}

export interface ScanReportResult {
  readonly text: string;
  /** A name for the file. */
  readonly fileName: string;
}

export interface AgentReportParams {
  /** `named`: these files and folders. */
  readonly what: "workspace" | "changed" | "named";
  /** For `changed`: where the client knows them better than the server. */
  readonly uris?: readonly string[];
}

export interface AgentReportResult {
  readonly text?: string;
  /** Why there is none, as a sentence. */
  readonly problem?: string;
}

export interface WrongFindingParams {
  readonly uri: string;
  readonly fingerprint: string;
}

export interface WrongFindingResult {
  /** Markdown, for the user to read and complete. */
  readonly text: string;
}

/** A file that the client is to write. */
export interface FileToWrite {
  readonly uri: string;
  readonly text: string;
}

export interface RuleInfo {
  readonly id: string;
  readonly family: string;
  readonly summary: string;
  readonly severity: string;
  readonly preset: string;
}

/** The last run on an open file. */
export interface StatusParams {
  readonly state: "ready" | "slow";
  readonly uri: string;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly findings: number;
  /** Findings that are not shown, since another extension reports the same. */
  readonly hidden: number;
  /** A sentence for the user. */
  readonly message?: string;
}

/** Everything that others report in one file. */
export interface ReportedByOthers {
  readonly uri: string;
  readonly reported: readonly {
    /** From 0. */
    readonly line: number;
    readonly source?: string;
    readonly code?: string;
    readonly message: string;
  }[];
}

export interface ReportedParams {
  readonly files: readonly ReportedByOthers[];
}

export interface ConfigurationResult {
  /** URI of the gostable.jsonc in use; undefined: none was found. */
  readonly uri?: string;
  readonly preset: string;
  /** How many mistakes are in it. */
  readonly mistakes: number;
}

export interface FileReadResult {
  /** The bytes in base 64; undefined where the file cannot be read. */
  readonly base64?: string;
}

export interface DirectoryReadResult {
  readonly entries?: readonly { readonly name: string; readonly type: "file" | "directory" | "symlink" | "other" }[];
}

export interface StatResult {
  readonly stat?: { readonly type: "file" | "directory" | "other"; readonly size: number; readonly mtime: number };
}
