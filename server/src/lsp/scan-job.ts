import type { GoEnvironment } from "../project/go-environment.ts";
import type { FileSystem } from "../project/file-system.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "../engine/scan-types.ts";
import { rules } from "../rules/registry.ts";
import type { GoParser } from "../syntax/parser.ts";
import { Configurations } from "./configurations.ts";
import type { FolderSettings } from "./engine-port.ts";
import { isRecord } from "./settings.ts";
import { engineUri } from "./untitled.ts";

/** A scan as plain data, so that another thread can do it. */
export interface ScanJob {
  readonly request: ScanRequest;
  readonly folders: readonly FolderSettings[];
  readonly elsewhere: unknown;
  /** Open documents, which stand in for their files. */
  readonly texts: readonly (readonly [string, string])[];
}

/** Whether a value from another thread is a job; threads of one program send nothing else of this form. */
export function isScanJob(value: unknown): value is ScanJob {
  return isRecord(value) && isRecord(value.request) && Array.isArray(value.folders) && Array.isArray(value.texts);
}

/** What a thread brings along for a scan. */
export interface ScanTools {
  readonly fs: FileSystem;
  readonly parser: GoParser;
  readonly environment: GoEnvironment;
}

/** Does a scan in this thread, with an engine of its own: it sees the files as they are now, and lets go of them afterwards. */
export async function runScanJob(
  job: ScanJob,
  tools: ScanTools,
  on: ScanEvents,
  signal: AbortSignal,
): Promise<ScanSummary> {
  const configurations = new Configurations(tools.fs, rules);
  configurations.configure(job.folders, job.elsewhere);
  const engine = new Engine({
    ...tools,
    catalog: createCatalog(),
    rules,
    settingsOf: (uri) => configurations.settingsOf(uri),
  });
  for (const [uri, text] of job.texts) engine.setText(engineUri(uri), text);
  const shown: Promise<void>[] = [];
  const show = async (file: ScannedFile) => {
    on.file({ ...file, findings: await configurations.shown(file.uri, file.findings) });
  };
  const summary = await engine.scan(
    job.request,
    { progress: on.progress, file: (file) => void shown.push(show(file)) },
    signal,
  );
  await Promise.all(shown);
  return summary;
}
