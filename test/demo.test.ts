import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { DEFAULT_RULE_SETTINGS } from "../server/src/analyze/settings.ts";
import { createCatalog } from "../server/src/catalog/create-catalog.ts";
import { Engine } from "../server/src/engine/engine.ts";
import { nodeFileSystem, uriOfPath } from "../server/src/project/node-file-system.ts";
import { rules } from "../server/src/rules/registry.ts";
import { goParser } from "./support/go.ts";

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
    assert.deepEqual(await found("service"), rules.map((rule) => rule.id).sort());
  });

  it("has none once it is mended", async () => {
    assert.deepEqual(await found("mended"), []);
  });
});
