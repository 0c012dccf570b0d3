import { parentPort, Worker, workerData } from "node:worker_threads";
import type { ScannedFile, ScanEvents, ScanSummary } from "../../engine/scan-types.ts";
import { isScanJob, runScanJob, type ScanJob, type ScanTools } from "../scan-job.ts";

type FromThread =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "file"; readonly file: ScannedFile }
  | { readonly kind: "end"; readonly summary: ScanSummary };

/** Scans in a thread of its own, so that typing never waits for it. `program` is the bundle whose thread side is {@link serveScanThread}. */
export function scanInThread(program: string, job: ScanJob, on: ScanEvents, signal: AbortSignal): Promise<ScanSummary> {
  const thread = new Worker(program, { workerData: job, argv: [], execArgv: [] });
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

/** The thread's side: does the job it was started with. */
export async function serveScanThread(tools: () => Promise<ScanTools>): Promise<void> {
  const port = parentPort;
  const job: unknown = workerData;
  if (port === null || !isScanJob(job)) return;
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
  tell({ kind: "end", summary: await runScanJob(job, await tools(), events, controller.signal) });
}
