import assert from "node:assert/strict";
import type { ScanPlan } from "../../server/src/engine/scan-here.ts";
import { runInPool, type PoolResult } from "../../server/src/engine/scan-pool.ts";
import type { ScannedFile } from "../../server/src/engine/scan-types.ts";
import type { ScanWorker, WorkerAnswer, WorkerTask } from "../../server/src/engine/worker-protocol.ts";

function planOf(directories: number): ScanPlan {
  const units = Array.from({ length: directories }, (_, i) => ({
    directory: `d${i}`,
    files: [`d${i}/a.go`, `d${i}/b.go`],
  }));
  return { units, files: directories * 2, skipped: [] };
}

const found = (uri: string): ScannedFile => ({ uri, findings: [], failures: [], skipped: undefined, elapsed: 1 });

/** A worker that answers at its leisure and dies at some directories. */
function pretendWorker(diesAt: (directory: string) => boolean): ScanWorker {
  let answer: (answer: WorkerAnswer) => void = () => undefined;
  let fail: (reason: string) => void = () => undefined;
  let stopped = false;
  const work = async (task: WorkerTask): Promise<void> => {
    for (const { directory, files } of task.units) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (stopped) return;
      if (diesAt(directory)) {
        fail("it died");
        return;
      }
      answer({ kind: "files", directory, files: files.map(found), reads: undefined });
    }
    answer({ kind: "ready", ruleTimes: { r: 1 } });
  };
  return {
    send: (task) => void work(task),
    onAnswer: (listener) => {
      answer = listener;
    },
    onFailure: (listener) => {
      fail = listener;
    },
    stop: () => {
      stopped = true;
    },
  };
}

async function run(
  directories: number,
  workers: number,
  diesAt = (_: string): boolean => false,
): Promise<PoolResult & { seen: string[] }> {
  const seen: string[] = [];
  const on = { progress: () => undefined, file: (file: ScannedFile) => seen.push(file.uri) };
  const result = await runInPool(
    planOf(directories),
    () => pretendWorker(diesAt),
    workers,
    on,
    new AbortController().signal,
  );
  return { ...result, seen: seen.sort() };
}

describe("the pool of scan workers", () => {
  it("looks at every file once, however many workers there are", async () => {
    const one = await run(100, 1);
    const four = await run(100, 4);
    assert.equal(one.files, 200);
    assert.deepEqual(one.seen, four.seen);
    assert.equal(new Set(one.seen).size, 200);
  });

  it("loses only the directory at which a worker dies", async () => {
    const result = await run(100, 2, (directory) => directory === "d7" || directory === "d60");
    assert.equal(result.files, 196);
    assert.deepEqual(result.skipped.map(({ uri }) => uri).sort(), ["d60/a.go", "d60/b.go", "d7/a.go", "d7/b.go"]);
    assert.ok(result.skipped.every(({ reason }) => reason === "it died"));
  });

  it("ends when there is nothing to do, and when it is interrupted", async () => {
    assert.equal((await run(0, 2)).files, 0);
    const interruption = new AbortController();
    const on = {
      progress: () => undefined,
      file: () => {
        interruption.abort();
      },
    };
    const result = await runInPool(planOf(50), () => pretendWorker(() => false), 2, on, interruption.signal);
    assert.equal(result.cancelled, true);
    assert.ok(result.files < 100);
  });
});
