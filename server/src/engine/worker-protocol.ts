import type { OptionValues } from "../config/options.ts";
import type { Reads } from "../project/read-log.ts";
import type { ScanUnit } from "./scan-here.ts";
import type { ScannedFile } from "./scan-types.ts";

/** What a scan worker is started with. */
export interface WorkerSettings {
  readonly commandLine: OptionValues;
  /** URI of the configuration for all files; false: none. */
  readonly only: string | false | undefined;
  readonly measuresRules: boolean;
  /** Whether what is read is noted, for a cache. */
  readonly notesReads: boolean;
}

/** The settings out of what a thread was started with, which its host cannot type. */
export function asWorkerSettings(data: unknown): WorkerSettings {
  if (!isWorkerSettings(data)) throw new Error("a scan worker was started without its settings");
  return data;
}

function isWorkerSettings(data: unknown): data is WorkerSettings {
  return typeof data === "object" && data !== null && "commandLine" in data && "measuresRules" in data;
}

/** To a worker: directories to look at. */
export interface WorkerTask {
  readonly units: readonly ScanUnit[];
}

/** From a worker: one directory is done, or all of the task. */
export type WorkerAnswer =
  | {
      readonly kind: "files";
      readonly directory: string;
      readonly files: readonly ScannedFile[];
      readonly reads: Reads | undefined;
    }
  | { readonly kind: "ready"; readonly ruleTimes: Readonly<Record<string, number>> };

/** One worker, whatever kind of thread it is. */
export interface ScanWorker {
  send(task: WorkerTask): void;
  onAnswer(listener: (answer: WorkerAnswer) => void): void;
  /** It died by itself. */
  onFailure(listener: (reason: string) => void): void;
  stop(): void;
}
