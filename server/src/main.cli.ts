import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";
import { binariesIn, sha256 } from "./cli/open-engine.ts";
import { readPages } from "./cli/pages.ts";

declare const GOSTABLE_VERSION: string;

const program = fileURLToPath(import.meta.url);
const folder = dirname(program);
const host = nodeHost(() => readPages(join(folder, "rule-pages.json")));
const worker = join(folder, "scan-worker.cjs");

void runCli(host, process.argv.slice(2), {
  version: GOSTABLE_VERSION,
  build: () => sha256(readFileSync(program)),
  binaries: () => binariesIn(folder),
  worker: existsSync(worker) ? worker : undefined,
}).then((code) => {
  process.exitCode = code;
});
