import { Worker } from "node:worker_threads";
import type { ScanWorker, WorkerAnswer } from "./worker-protocol.ts";

/** A scan worker that is a thread of Node. `program` is the file of its code, `data` what it is started with. */
export function startNodeWorker(program: string, data: unknown): ScanWorker {
  const worker = new Worker(program, { workerData: data, argv: [], execArgv: [] });
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
