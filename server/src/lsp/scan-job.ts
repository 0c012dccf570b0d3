import type { GoEnvironment } from "../project/go-environment.ts";
import type { FileSystem } from "../project/file-system.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import { runInPool, worthwhileWorkers } from "../engine/scan-pool.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "../engine/scan-types.ts";
import type { ScanWorker } from "../engine/worker-protocol.ts";
import { rules } from "../rules/registry.ts";
import type { GoParser } from "../syntax/parser.ts";
import { Configurations } from "./configurations.ts";
import type { FolderSettings } from "./engine-port.ts";
import { isRecord } from "./settings.ts";
import { engineUri } from "./untitled.ts";

/** What each thread of a scan has to know, as plain data. */
export interface ScanScene {
  readonly folders: readonly FolderSettings[];
  readonly elsewhere: unknown;
  /** Open documents, which stand in for their files. */
  readonly texts: readonly (readonly [string, string])[];
}

/** A scan as plain data, so that another thread can do it. */
export interface ScanJob extends ScanScene {
  readonly request: ScanRequest;
}

/** Whether a value from another thread is a scene; threads of one program send nothing else of this form. */
export function isScanScene(value: unknown): value is ScanScene {
  return isRecord(value) && Array.isArray(value.folders) && Array.isArray(value.texts);
}

export function isScanJob(value: unknown): value is ScanJob {
  return isScanScene(value) && "request" in value && isRecord(value.request);
}

/** What a thread brings along for a scan. */
export interface ScanTools {
  readonly fs: FileSystem;
  readonly parser: GoParser;
  readonly environment: GoEnvironment;
}

/** More threads for a scan, where there are some. */
export interface ScanHelp {
  readonly cores: number;
  readonly startWorker: (scene: ScanScene) => ScanWorker;
}

/** An engine of its own for a scan: it sees the files as they are now, and what it holds goes with it. */
export function openScan(scene: ScanScene, tools: ScanTools): { engine: Engine; configurations: Configurations } {
  const configurations = new Configurations(tools.fs, rules);
  configurations.configure(scene.folders, scene.elsewhere);
  const settingsOf = (uri: string) => configurations.settingsOf(uri);
  const engine = new Engine({ ...tools, catalog: createCatalog(), rules, settingsOf });
  for (const [uri, text] of scene.texts) engine.setText(engineUri(uri), text);
  return { engine, configurations };
}

/** Does a scan in this thread, or in several where there is help and much to do. */
export async function runScanJob(
  job: ScanJob,
  tools: ScanTools,
  on: ScanEvents,
  signal: AbortSignal,
  help?: ScanHelp,
): Promise<ScanSummary> {
  const { request, ...scene } = job;
  const { engine, configurations } = openScan(scene, tools);
  const shown: Promise<void>[] = [];
  const show = async (file: ScannedFile) => {
    on.file({ ...file, findings: await configurations.shown(file.uri, file.findings) });
  };
  const events: ScanEvents = { progress: on.progress, file: (file) => void shown.push(show(file)) };
  const plan = await engine.plan(request, signal);
  const workers = help === undefined ? 0 : worthwhileWorkers(plan.files, help.cores);
  const summary =
    help === undefined || workers === 0
      ? await engine.runPlan(plan, events, signal)
      : await runInPool(plan, () => help.startWorker(scene), workers, events, signal);
  await Promise.all(shown);
  const { files, skipped, elapsed, cancelled } = summary;
  return { files, skipped, elapsed, cancelled };
}
