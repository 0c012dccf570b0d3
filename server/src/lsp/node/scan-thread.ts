import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData, type MessagePort } from "node:worker_threads";
import { startNodeWorker } from "../../engine/node-worker.ts";
import type { ScannedFile, ScanEvents, ScanSummary } from "../../engine/scan-types.ts";
import { serveTask } from "../../engine/serve-scan.ts";
import type { WorkerAnswer, WorkerTask } from "../../engine/worker-protocol.ts";
import {
  isScanJob,
  isScanScene,
  openScan,
  runScanJob,
  type ScanHelp,
  type ScanJob,
  type ScanScene,
  type ScanTools,
} from "../scan-job.ts";
import { isRecord } from "../settings.ts";

type FromThread =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "file"; readonly file: ScannedFile }
  | { readonly kind: "end"; readonly summary: ScanSummary };

/** Cores for a scan: one is left to the thread that answers the editor. */
const CORES = availableParallelism() - 1;

/**
 * Scans in a thread of its own, so that typing never waits for it. `program` is the bundle whose thread side is
 * {@link serveScanThread}.
 */
export function scanInThread(
  program: string,
  job: ScanJob,
  on: ScanEvents,
  signal: AbortSignal,
  cores = CORES,
): Promise<ScanSummary> {
  const thread = new Worker(program, { workerData: { job, cores }, argv: [], execArgv: [] });
  const cancel = () => {
    thread.postMessage("cancel");
  };
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel);
  const summary = new Promise<ScanSummary>((resolve, reject) => {
    thread.on("message", (message: FromThread) => {
      if (message.kind === "progress") on.progress(message.done, message.total);
      else if (message.kind === "file") on.file(message.file);
      else resolve(message.summary);
    });
    thread.on("error", reject);
    thread.on("exit", (code) => {
      reject(new Error(`the scan ended with ${code}`));
    });
  });
  return summary.finally(() => {
    signal.removeEventListener("abort", cancel);
    void thread.terminate();
  });
}

/** The thread's side: does the scan it was started with, or the tasks of one. */
export async function serveScanThread(program: string, tools: () => Promise<ScanTools>): Promise<void> {
  const start: unknown = workerData;
  if (parentPort === null) return;
  if (isScanScene(start)) serveTasks(start, parentPort, tools);
  else if (isWholeScan(start)) await serveJob(program, start, parentPort, tools);
}

/** What the thread of a whole scan is started with. */
interface WholeScan {
  readonly job: ScanJob;
  readonly cores: number;
}

function isWholeScan(start: unknown): start is WholeScan {
  return isRecord(start) && isScanJob(start.job) && typeof start.cores === "number";
}

async function serveJob(
  program: string,
  { job, cores }: WholeScan,
  port: MessagePort,
  tools: () => Promise<ScanTools>,
) {
  const controller = new AbortController();
  port.on("message", () => {
    controller.abort();
  });
  const tell = (message: FromThread) => {
    port.postMessage(message);
  };
  const events: ScanEvents = {
    progress: (done, total) => {
      tell({ kind: "progress", done, total });
    },
    file: (file) => {
      tell({ kind: "file", file });
    },
  };
  const help: ScanHelp = { cores, startWorker: (scene) => startNodeWorker(program, scene) };
  tell({ kind: "end", summary: await runScanJob(job, await tools(), events, controller.signal, help) });
}

/** A helper of a scan: it looks at the directories it is told of. */
function serveTasks(scene: ScanScene, port: MessagePort, tools: () => Promise<ScanTools>): void {
  const opened = tools().then((own) => openScan(scene, own));
  const answer = (message: WorkerAnswer) => {
    port.postMessage(message);
  };
  port.on("message", (task: WorkerTask) => {
    void opened.then(({ engine }) => serveTask(engine, task, { times: undefined, log: undefined }, answer));
  });
}
