import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { DEFAULT_RULE_SETTINGS } from "../server/src/analyze/settings.ts";
import { createCatalog } from "../server/src/catalog/create-catalog.ts";
import { Engine } from "../server/src/engine/engine.ts";
import { nodeFileSystem, uriOfPath } from "../server/src/project/node-file-system.ts";
import { rules } from "../server/src/rules/registry.ts";
import { goParser } from "./support/go.ts";

const CORE = new Set([
  "sql-rows-not-closed",
  "sql-rows-err-unchecked",
  "defer-before-error-check",
  "defer-in-loop",
  "lock-not-released",
  "lock-mode-mismatch",
  "lock-deferred",
  "unlock-not-deferred",
  "recover-outside-boundary",
  "recover-no-effect",
  "recover-swallowed",
  "context-not-forwarded",
  "context-cancel-lost",
]);

/** The rules that find something in a folder of demo/, each as often as it does. */
async function found(folder: string): Promise<string[]> {
  const engine = new Engine({
    fs: nodeFileSystem({ blocking: true }),
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve({ ...DEFAULT_RULE_SETTINGS, preset: "all", tests: true }),
  });
  const ids: string[] = [];
  const root = uriOfPath(fileURLToPath(new URL(`../demo/${folder}`, import.meta.url)));
  const summary = await engine.scan(
    { roots: [root] },
    { progress: () => undefined, file: (file) => ids.push(...file.findings.map((finding) => finding.rule)) },
    new AbortController().signal,
  );
  assert.ok(summary.files >= 4);
  return ids.sort();
}

describe("the demo", () => {
  it("has one bug of each rule", async () => {
    const ids = await found("service");
    assert.deepEqual(ids, [...new Set(ids)], "a rule finds one thing and no more");
    const missing = rules.map((rule) => rule.id).filter((id) => !ids.includes(id) && CORE.has(id));
    assert.deepEqual(missing, []);
  });

  it("has none once it is mended", async () => {
    assert.deepEqual(await found("mended"), []);
  });
});
