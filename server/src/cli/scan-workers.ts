import { availableParallelism } from "node:os";
import type { Engine } from "../engine/engine.ts";
import type { ScanPlan, ScanUnit } from "../engine/scan-here.ts";
import { startNodeWorker } from "../engine/node-worker.ts";
import { runInPool, worthwhileWorkers } from "../engine/scan-pool.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "../engine/scan-types.ts";
import type { WorkerSettings } from "../engine/worker-protocol.ts";
import type { ReadLog } from "../project/read-log.ts";
import type { OpenCache } from "./cache-file.ts";
import type { ResultCache } from "./result-cache.ts";

/** A scan's summary with what it cost. */
export interface ScanRun extends ScanSummary {
  readonly workers: number;
  /** Milliseconds by rule, as far as workers have measured them. */
  readonly ruleTimes: Readonly<Record<string, number>>;
}

export type RunScan = (request: ScanRequest, on: ScanEvents, signal: AbortSignal) => Promise<ScanRun>;

export interface WorkerPlan {
  readonly engine: Engine;
  readonly settings: WorkerSettings;
  /** Path of the worker's program; undefined where there is none. */
  readonly program: string | undefined;
  /** As many as the user wants; undefined: as many as are worth it. */
  readonly wanted: number | undefined;
  /** Results of earlier scans, and where what this one reads is noted. */
  readonly remembered?: { readonly cache: OpenCache; readonly log: ReadLog } | undefined;
}

/** Scans in this thread, or in workers where there is much to do. */
export function scanRunner(how: WorkerPlan): RunScan {
  const { engine, remembered } = how;
  return async (request, on, signal) => {
    const plan = await engine.plan(request, signal);
    if (remembered === undefined) return look(how, plan, on, signal);
    const { cache, log } = remembered;
    const { known, rest } = divide(plan, cache.results);
    for (const file of known) on.file(file);
    const run = await look(how, rest, noting(on, cache.results, known.length, plan.files), signal);
    cache.results.note(log.take());
    cache.save();
    return { ...run, files: run.files + known.length };
  };
}

/** What of a plan is known already, and what is left to do. */
function divide(plan: ScanPlan, results: ResultCache): { known: readonly ScannedFile[]; rest: ScanPlan } {
  const known: ScannedFile[] = [];
  const units: ScanUnit[] = [];
  for (const unit of plan.units) {
    const files = results.resultsOf(unit);
    if (files === undefined) units.push(unit);
    else known.push(...files);
  }
  return { known, rest: { ...plan, units, files: plan.files - known.length } };
}

/** Lets the cache hear of what is found. Progress goes on behind what was known. */
function noting(on: ScanEvents, results: ResultCache, known: number, total: number): ScanEvents {
  return {
    ...on,
    progress: (done) => {
      on.progress(known + done, total);
    },
    directory: (files, reads) => {
      results.keep(files);
      if (reads !== undefined) results.note(reads);
    },
  };
}

async function look(how: WorkerPlan, plan: ScanPlan, on: ScanEvents, signal: AbortSignal): Promise<ScanRun> {
  const { engine, settings, program, wanted } = how;
  const workers = program === undefined ? 0 : (wanted ?? worthwhileWorkers(plan.files, availableParallelism()));
  if (workers === 0 || program === undefined) {
    return { ...(await engine.runPlan(plan, on, signal)), workers: 0, ruleTimes: {} };
  }
  const run = await runInPool(plan, () => startNodeWorker(program, settings), workers, on, signal);
  return { ...run, workers };
}
