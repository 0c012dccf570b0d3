import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runCli } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";
import { binariesIn, sha256 } from "./cli/open-engine.ts";
import { readPages } from "./cli/pages.ts";

declare const GOSTABLE_VERSION: string;

// A scan runs many functions for a few seconds. At V8's default of 132 kB of executed bytecode, a third of all CPU goes into
// optimizing them; at 600 kB a scan of etcd takes 12.4 s instead of 14.8 s of CPU, and at 1.5 MB no less.
setFlagsFromString("--interrupt-budget=600000");

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
