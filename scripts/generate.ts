// Writes everything that is generated from the rules and the option table. `--check` only says what is stale.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GeneratedFile, generatedFiles, registryFile } from "./generated-files.ts";
import { projectRoot, ruleFiles } from "./rule-files.ts";

const check = process.argv.includes("--check");

function settle(file: GeneratedFile): boolean {
  const path = join(projectRoot, file.path);
  if (existsSync(path) && readFileSync(path, "utf8") === file.content) return true;
  if (!check) writeFileSync(path, file.content);
  console.log(`${check ? "stale" : "wrote"} ${file.path}`);
  return false;
}

let fresh = settle(registryFile(ruleFiles()));
for (const file of await generatedFiles()) fresh = settle(file) && fresh;
if (check && !fresh) {
  console.log("Run `npm run generate` and commit what it writes.");
  process.exitCode = 1;
}
