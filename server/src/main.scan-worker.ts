import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { binariesIn, openEngine } from "./cli/open-engine.ts";
import { serveTask } from "./engine/serve-scan.ts";
import { asWorkerSettings, type WorkerAnswer, type WorkerTask } from "./engine/worker-protocol.ts";

const received: unknown = workerData;
const settings = asWorkerSettings(received);
const opened = openEngine(settings, process.env, binariesIn(dirname(fileURLToPath(import.meta.url))));

const answer = (message: WorkerAnswer): void => {
  parentPort?.postMessage(message);
};

parentPort?.on("message", (task: WorkerTask) => {
  void opened.then(({ engine, times, log }) => serveTask(engine, task, { times, log }, answer));
});
