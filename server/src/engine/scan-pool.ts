import type { ScanPlan, ScanUnit } from "./scan-here.ts";
import { FILES_TOGETHER, takePortion } from "./portions.ts";
import type { ScannedFile, ScanEvents, ScanSummary } from "./scan-types.ts";
import type { ScanWorker } from "./worker-protocol.ts";

/** Files that a worker is given at least, as long as there are some. */
const FEWEST_TOGETHER = 40;
/** Files from which on a second thread pays for its start and for the dependencies it reads again. */
const FILES_PER_WORKER = 200;
const MOST_WORKERS = 4;
/** Milliseconds without an answer after which a worker is given up. */
const PATIENCE = 120_000;

export interface PoolResult extends ScanSummary {
  readonly ruleTimes: Readonly<Record<string, number>>;
}

/** How many workers are worth their start, on so many cores; 0: the work is done faster without. */
export function worthwhileWorkers(files: number, cores: number): number {
  const wanted = Math.min(cores, MOST_WORKERS, Math.floor(files / FILES_PER_WORKER));
  return wanted < 2 ? 0 : wanted;
}

/** Runs a plan on several workers. A worker that dies takes only the directory with it that it was at. */
export function runInPool(
  plan: ScanPlan,
  startWorker: () => ScanWorker,
  workers: number,
  on: ScanEvents,
  signal: AbortSignal,
): Promise<PoolResult> {
  return new Promise((resolve) => {
    new Pool(plan, startWorker, on, signal, resolve).start(workers);
  });
}

class Pool {
  readonly #plan: ScanPlan;
  readonly #startWorker: () => ScanWorker;
  readonly #on: ScanEvents;
  readonly #signal: AbortSignal;
  readonly #resolve: (result: PoolResult) => void;
  readonly #queue: ScanUnit[];
  /** The workers, each with what is to happen where it does not answer for too long. */
  readonly #running = new Map<ScanWorker, ReturnType<typeof setTimeout>>();
  readonly #skipped: { uri: string; reason: string }[];
  readonly #ruleTimes: Record<string, number> = {};
  readonly #begin = performance.now();
  #files = 0;
  #done = 0;
  #ended = false;

  constructor(
    plan: ScanPlan,
    startWorker: () => ScanWorker,
    on: ScanEvents,
    signal: AbortSignal,
    resolve: (result: PoolResult) => void,
  ) {
    this.#plan = plan;
    this.#startWorker = startWorker;
    this.#on = on;
    this.#signal = signal;
    this.#resolve = resolve;
    this.#queue = [...plan.units];
    this.#skipped = [...plan.skipped];
  }

  start(workers: number): void {
    this.#signal.addEventListener("abort", () => {
      this.#end();
    });
    for (let i = 0; i < workers; i++) this.#employ();
    if (this.#signal.aborted || this.#running.size === 0) this.#end();
  }

  #employ(): void {
    if (this.#queue.length === 0 || this.#ended) return;
    const worker = this.#startWorker();
    let open: ScanUnit[] = [];
    const fail = (reason: string): void => {
      if (!this.#running.has(worker)) return;
      this.#leave(worker);
      this.#giveUp(open, reason);
      this.#employ();
      this.#endIfIdle();
    };
    const wait = (): void => {
      clearTimeout(this.#running.get(worker));
      const timer = setTimeout(() => {
        fail("it took too long");
      }, PATIENCE);
      this.#running.set(worker, timer);
    };
    worker.onFailure(fail);
    worker.onAnswer((answer) => {
      if (this.#ended) return;
      wait();
      if (answer.kind === "files") {
        open = open.filter((unit) => unit.directory !== answer.directory);
        this.#take(answer.files);
        this.#on.directory?.(answer.files, answer.reads);
        return;
      }
      for (const [rule, time] of Object.entries(answer.ruleTimes))
        this.#ruleTimes[rule] = (this.#ruleTimes[rule] ?? 0) + time;
      open = this.#next();
      if (open.length > 0) worker.send({ units: open });
      else {
        this.#leave(worker);
        this.#endIfIdle();
      }
    });
    wait();
    open = this.#next();
    worker.send({ units: open });
  }

  /** Where there are several workers, less and less, so that they end together. */
  #next(): ScanUnit[] {
    const left = this.#queue.reduce((sum, unit) => sum + unit.files.length, 0);
    const workers = this.#running.size;
    const share = workers > 1 ? left / (2 * workers) : left;
    return takePortion(this.#queue, Math.max(FEWEST_TOGETHER, Math.min(FILES_TOGETHER, share)));
  }

  /** The first open directory is the one the worker was at; the others go back to the queue. */
  #giveUp(open: readonly ScanUnit[], reason: string): void {
    const [culprit, ...rest] = open;
    this.#queue.unshift(...rest);
    this.#take((culprit?.files ?? []).map((uri) => ({ uri, findings: [], failures: [], skipped: reason, elapsed: 0 })));
  }

  #take(files: readonly ScannedFile[]): void {
    for (const file of files) {
      this.#done++;
      if (file.skipped === undefined) this.#files++;
      else this.#skipped.push({ uri: file.uri, reason: file.skipped });
      this.#on.file(file);
    }
    this.#on.progress(this.#done, this.#plan.files);
  }

  #leave(worker: ScanWorker): void {
    clearTimeout(this.#running.get(worker));
    this.#running.delete(worker);
    worker.stop();
  }

  #endIfIdle(): void {
    if (this.#running.size === 0) this.#end();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const worker of [...this.#running.keys()]) this.#leave(worker);
    this.#resolve({
      files: this.#files,
      skipped: this.#skipped,
      elapsed: performance.now() - this.#begin,
      cancelled: this.#signal.aborted,
      ruleTimes: this.#ruleTimes,
    });
  }
}
