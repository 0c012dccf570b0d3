import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCli } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";
import { readPages } from "./cli/pages.ts";

declare const GOSTABLE_VERSION: string;

const folder = fileURLToPath(new URL(".", import.meta.url));
const host = nodeHost(() => readPages(join(folder, "rule-pages.json")));

void runCli(host, process.argv.slice(2), {
  version: GOSTABLE_VERSION,
  binaries: () => ({
    runtime: readFileSync(join(folder, "web-tree-sitter.wasm")),
    grammar: readFileSync(join(folder, "tree-sitter-go.wasm")),
  }),
}).then((code) => {
  process.exitCode = code;
});
