import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runCli } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";
import { binariesIn, sha256 } from "./cli/open-engine.ts";
import { readPages } from "./cli/pages.ts";

declare const GOSTABLE_VERSION: string;

const serves = process.argv[2] === "lsp";

// A scan runs many functions for a few seconds. At V8's default of 132 kB of executed bytecode, a third of all CPU goes into
// optimizing them; at 600 kB a scan of etcd takes 12.4 s instead of 14.8 s of CPU, and at 1.5 MB no less.
if (!serves) setFlagsFromString("--interrupt-budget=600000");

const program = fileURLToPath(import.meta.url);
const folder = dirname(program);
const host = nodeHost(() => readPages(join(folder, "rule-pages.json")));
const worker = join(folder, "scan-worker.cjs");
const server = join(folder, "server-node.cjs");

/** The server is a program of its own, which reads from the arguments what it talks through. */
function serve(): void {
  process.argv = [process.argv0, server, "--stdio"];
  createRequire(program)(server);
}

void runCli(host, process.argv.slice(2), {
  version: GOSTABLE_VERSION,
  build: () => sha256(readFileSync(program)),
  binaries: () => binariesIn(folder),
  worker: existsSync(worker) ? worker : undefined,
  serve: existsSync(server) ? serve : undefined,
}).then((code) => {
  process.exitCode = code;
});
