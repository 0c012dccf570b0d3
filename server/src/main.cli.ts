import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";
import { binariesIn } from "./cli/open-engine.ts";
import { readPages } from "./cli/pages.ts";

declare const GOSTABLE_VERSION: string;

const folder = dirname(fileURLToPath(import.meta.url));
const host = nodeHost(() => readPages(join(folder, "rule-pages.json")));
const worker = join(folder, "scan-worker.cjs");

void runCli(host, process.argv.slice(2), {
  version: GOSTABLE_VERSION,
  binaries: () => binariesIn(folder),
  worker: existsSync(worker) ? worker : undefined,
}).then((code) => {
  process.exitCode = code;
});
