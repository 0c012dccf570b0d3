import type { Finding } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { Reads } from "../project/read-log.ts";

/** What is to be scanned. */
export interface ScanRequest {
  /** Files and directories, as URIs; directories are walked. */
  readonly roots: readonly string[];
  /** Only these files of them, where given. */
  readonly files?: readonly string[];
  /** Whether `.gitignore` files count; true where left out. */
  readonly gitignore?: boolean;
}

/** What a scan tells while it goes on, file by file in no certain order. */
export interface ScanEvents {
  /** `total` grows while the walk goes on. */
  readonly progress: (done: number, total: number) => void;
  readonly file: (report: ScannedFile) => void;
  /** A directory is done: its files, and what a worker read since its last answer. */
  readonly directory?: (files: readonly ScannedFile[], reads: Reads | undefined) => void;
}

export interface ScannedFile {
  readonly uri: string;
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** Why it was not looked at, or not wholly. */
  readonly skipped: string | undefined;
  /** Milliseconds. */
  readonly elapsed: number;
}

export interface ScanSummary {
  /** Files that were looked at. */
  readonly files: number;
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly elapsed: number;
  readonly cancelled: boolean;
}
