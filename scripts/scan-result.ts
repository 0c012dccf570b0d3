import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./rule-files.ts";

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface ScannedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly {
    readonly path: string;
    readonly range: { readonly start: Position; readonly end: Position };
    readonly newText: string;
  }[];
}

/** A finding as `gostable scan --format json` prints it: lines and columns from 1. */
export interface ScannedFinding {
  readonly rule: string;
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly confidence: "proven" | "likely";
  /** Relative to the folder that was scanned. */
  readonly path: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
  readonly message: string;
  readonly fixes: readonly ScannedFix[];
  readonly fingerprint: string;
}

export interface ScanResult {
  readonly findings: readonly ScannedFinding[];
  readonly summary: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

/** Runs the built command line over a folder. Throws where it fails. */
export function scanFolder(folder: string, args: readonly string[]): ScanResult {
  const started = performance.now();
  const cli = join(projectRoot, "dist/cli.cjs");
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [cli, "scan", ".", "--format", "json", ...args],
    { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 },
  );
  if (error) throw error;
  if (status !== 0 && status !== 1)
    throw new Error(`gostable scan ${folder}: exit ${status ?? "by signal"}\n${stderr}`);
  const { findings, summary } = JSON.parse(stdout) as Pick<ScanResult, "findings" | "summary">;
  return { findings, summary, seconds: (performance.now() - started) / 1000 };
}

/** Applies every safe fix to the files of a folder, and says how many. Throws where the run fails. */
export function fixFolder(folder: string, args: readonly string[]): number {
  return Number(scanFolder(folder, ["--fix", ...args]).summary.fixed);
}
