import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "mocha";
import { generatedFiles } from "../scripts/generated-files.ts";
import { loadRule, projectRoot, ruleFiles } from "../scripts/rule-files.ts";

describe("generated files", () => {
  it("are what `npm run generate` writes", async () => {
    const stale = (await generatedFiles()).filter(
      ({ path, content }) => readFileSync(join(projectRoot, path), "utf8") !== content,
    );
    assert.deepEqual(
      stale.map(({ path }) => path),
      [],
    );
  });

  it("a rule is called like its file and its folder", async () => {
    for (const file of ruleFiles()) {
      const { id, family } = await loadRule(file);
      assert.deepEqual({ id: basename(id), family }, file);
    }
  });
});
