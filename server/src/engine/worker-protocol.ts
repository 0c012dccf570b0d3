import type { OptionValues } from "../config/options.ts";
import type { ScanUnit } from "./scan-here.ts";
import type { ScannedFile } from "./scan-types.ts";

/** What a scan worker is started with. */
export interface WorkerSettings {
  readonly commandLine: OptionValues;
  /** URI of the configuration for all files; false: none. */
  readonly only: string | false | undefined;
  readonly measuresRules: boolean;
}

/** To a worker: directories to look at. */
export interface WorkerTask {
  readonly units: readonly ScanUnit[];
}

/** From a worker: one directory is done, or all of the task. */
export type WorkerAnswer =
  | { readonly kind: "files"; readonly directory: string; readonly files: readonly ScannedFile[] }
  | { readonly kind: "ready"; readonly ruleTimes: Readonly<Record<string, number>> };

/** One worker, whatever kind of thread it is. */
export interface ScanWorker {
  send(task: WorkerTask): void;
  onAnswer(listener: (answer: WorkerAnswer) => void): void;
  /** It died by itself. */
  onFailure(listener: (reason: string) => void): void;
  stop(): void;
}
