import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { ReadLog } from "../project/read-log.ts";
import type { Engine } from "./engine.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-protocol.ts";

/** A worker's work: looks at the directories of one task and answers one by one. */
export async function serveTask(
  engine: Engine,
  task: WorkerTask,
  { times, log }: { readonly times: RuleTimes | undefined; readonly log: ReadLog | undefined },
  answer: (answer: WorkerAnswer) => void,
): Promise<void> {
  const { signal } = new AbortController();
  engine.expect(task.units);
  for (const unit of task.units) {
    const files = await engine.scanDirectory(unit, signal);
    answer({ kind: "files", directory: unit.directory, files, reads: log?.take() });
  }
  const ruleTimes = Object.fromEntries(times ?? []);
  times?.clear();
  answer({ kind: "ready", ruleTimes });
}
