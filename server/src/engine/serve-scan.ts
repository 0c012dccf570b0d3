import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Engine } from "./engine.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-protocol.ts";

/** A worker's work: looks at the directories of one task and answers one by one. */
export async function serveTask(
  engine: Engine,
  task: WorkerTask,
  times: RuleTimes | undefined,
  answer: (answer: WorkerAnswer) => void,
): Promise<void> {
  const { signal } = new AbortController();
  for (const unit of task.units) {
    answer({ kind: "files", directory: unit.directory, files: await engine.scanDirectory(unit, signal) });
  }
  const ruleTimes = Object.fromEntries(times ?? []);
  times?.clear();
  answer({ kind: "ready", ruleTimes });
}
