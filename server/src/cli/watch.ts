import { watch } from "chokidar";
import { resolve } from "node:path";
import { uriOfPath } from "../project/node-file-system.ts";
import type { ExitCode } from "./host.ts";
import { scanOnce, type ScanContext } from "./scan-command.ts";

/** Milliseconds without a change after which the scan runs: editors write files in several steps. */
const QUIET = 150;

/** `gostable scan --watch`: scans again after every change until it is interrupted. */
export async function watchAndScan(context: ScanContext, roots: readonly string[]): Promise<ExitCode> {
  const { host, engine, configurations } = context;
  let code = await scanOnce(context, roots);
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(
    roots.map((root) => resolve(host.cwd, root)),
    { ignoreInitial: true, ignored: (path, stats) => stats?.isFile() === true && !decides(path) },
  );
  watcher.on("all", (_event, path) => {
    changed.add(uriOfPath(path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      wake();
    }, QUIET);
  });
  host.interrupted.addEventListener("abort", () => {
    wake();
  });
  host.err("Watching; Ctrl-C ends it.\n");
  while (!host.interrupted.aborted) {
    await new Promise<void>((next) => {
      wake = next;
    });
    if (changed.size === 0) continue;
    configurations.forget();
    engine.filesChanged([...changed]);
    changed.clear();
    host.err(`\n${new Date().toLocaleTimeString()}\n`);
    code = await scanOnce(context, roots);
  }
  clearTimeout(timer);
  await watcher.close();
  return code;
}

/** Files that can change what is found. */
function decides(path: string): boolean {
  return /(\.go|\/go\.mod|\/go\.work|\/gostable\.jsonc)$/.test(path.replaceAll("\\", "/"));
}
