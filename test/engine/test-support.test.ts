import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { resolveSettings } from "../../server/src/config/resolve-settings.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { goParser } from "../support/go.ts";

const ROOT = "file:///test/app/";

const LEAK = `package tools

import "os"

func Touch(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.WriteString("x")
	return err
}
`;

/** How many leaks are found in the file at `path` of a module. */
async function leaksIn(path: string, module = "github.com/owner/test", text = LEAK): Promise<number> {
  const settings = resolveSettings({}, "");
  const engine = new Engine({
    fs: new MemoryFileSystem({ [`${ROOT}go.mod`]: `module ${module}\n\ngo 1.24\n`, [ROOT + path]: text }),
    parser: goParser,
    catalog: createCatalog(settings.resources),
    rules,
    settingsOf: () => Promise.resolve(settings),
  });
  const { findings } = await engine.analyze(ROOT + path, new AbortController().signal);
  return findings.filter(({ rule }) => rule === "file-not-closed").length;
}

describe("code that tests run on", () => {
  it("is held to the rules of tests in folders called for them", async () => {
    assert.equal(await leaksIn("e2e/tools.go"), 0);
    assert.equal(await leaksIn("pkg/tests/framework/tools.go"), 0);
    assert.equal(await leaksIn("internal/mocks/tools.go"), 0);
  });

  it("is not meant by other folders, nor by the names of a module and of the folder it lies in", async () => {
    assert.equal(await leaksIn("tools.go"), 1);
    assert.equal(await leaksIn("tools/tools.go", "example.com/test"), 1);
    assert.equal(await leaksIn("tools.go", "test"), 1);
    assert.equal(await leaksIn("testing/tools.go"), 1);
    assert.equal(await leaksIn("integration/tools.go"), 1);
    assert.equal(await leaksIn("latest/tools.go"), 1);
  });

  it("is told by what a file imports, too", async () => {
    const text = LEAK.replace(`import "os"`, `import (\n\t"os"\n\t"testing"\n)\n\nvar _ testing.TB`);
    assert.equal(await leaksIn("tools.go", "example.com/app", text), 0);
  });
});
