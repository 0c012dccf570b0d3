import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Engine } from "../engine/engine.ts";
import { runInPool } from "../engine/scan-pool.ts";
import type { ScanEvents, ScanRequest, ScanSummary } from "../engine/scan-types.ts";
import type { ScanWorker, WorkerAnswer, WorkerSettings } from "../engine/worker-protocol.ts";

/** A scan's summary with what it cost. */
export interface ScanRun extends ScanSummary {
  readonly workers: number;
  /** Milliseconds by rule, as far as workers have measured them. */
  readonly ruleTimes: Readonly<Record<string, number>>;
}

export type RunScan = (request: ScanRequest, on: ScanEvents, signal: AbortSignal) => Promise<ScanRun>;

/** Files from which on a second thread pays for its start and for the dependencies it reads again. */
const FILES_PER_WORKER = 200;
const MOST_WORKERS = 4;

export interface WorkerPlan {
  readonly engine: Engine;
  readonly settings: WorkerSettings;
  /** Path of the worker's program; undefined where there is none. */
  readonly program: string | undefined;
  /** As many as the user wants; undefined: as many as are worth it. */
  readonly wanted: number | undefined;
}

/** Scans in this thread, or in workers where there is much to do. */
export function scanRunner({ engine, settings, program, wanted }: WorkerPlan): RunScan {
  return async (request, on, signal) => {
    const plan = await engine.plan(request, signal);
    const workers = program === undefined ? 0 : (wanted ?? worthwhile(plan.files));
    if (workers === 0 || program === undefined) {
      return { ...(await engine.runPlan(plan, on, signal)), workers: 0, ruleTimes: {} };
    }
    const run = await runInPool(plan, () => startWorker(program, settings), workers, on, signal);
    return { ...run, workers };
  };
}

function worthwhile(files: number): number {
  const wanted = Math.min(availableParallelism(), MOST_WORKERS, Math.floor(files / FILES_PER_WORKER));
  return wanted < 2 ? 0 : wanted;
}

function startWorker(program: string, settings: WorkerSettings): ScanWorker {
  const worker = new Worker(program, { workerData: settings });
  return {
    send: (task) => {
      worker.postMessage(task);
    },
    onAnswer: (listener) => {
      worker.on("message", (answer: WorkerAnswer) => {
        listener(answer);
      });
    },
    onFailure: (listener) => {
      worker.on("error", (error) => {
        listener(`the scan failed on it (${error.message})`);
      });
      worker.on("exit", (code) => {
        listener(`the scan failed on it (worker ended with ${code})`);
      });
    },
    stop: () => {
      void worker.terminate();
    },
  };
}
