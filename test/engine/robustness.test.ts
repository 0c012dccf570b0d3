import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { goParser } from "../support/go.ts";

const ROOT = "file:///app/";
const SETTINGS: RuleSettings = { ...DEFAULT_RULE_SETTINGS, preset: "all", tests: true };
const signal = new AbortController().signal;
const SAMPLES = ["service/store/orders.go", "service/stock/stock.go", "service/jobs/jobs.go", "service/main.go"];

function engineOver(files: Readonly<Record<string, string | Uint8Array>>): Engine {
  return new Engine({
    fs: new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [ROOT + path, text]))),
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(SETTINGS),
  });
}

function sample(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../demo/${name}`, import.meta.url)), "utf8");
}

describe("the engine on bad input", () => {
  for (const name of SAMPLES) {
    it(`survives ${name} typed letter by letter`, async () => {
      const text = sample(name);
      const engine = engineOver({ "go.mod": "module example.com/shop\n\ngo 1.24\n" });
      const uri = `${ROOT}typed.go`;
      for (let length = 0; length <= text.length; length += 3) {
        engine.setText(uri, text.slice(0, length));
        const { failures, findings } = await engine.analyze(uri, signal);
        assert.deepEqual(failures, [], `after ${length} letters`);
        for (const { span } of findings) assert.ok(span.end <= length);
      }
    }).timeout(120_000);
  }

  it("survives a text from which any piece is missing", async () => {
    const text = sample("service/store/orders.go");
    const engine = engineOver({ "go.mod": "module example.com/shop\n" });
    for (let start = 0; start < text.length; start += 97) {
      engine.setText(`${ROOT}x.go`, text.slice(0, start) + text.slice(start + 40));
      assert.deepEqual((await engine.analyze(`${ROOT}x.go`, signal)).failures, []);
    }
  }).timeout(120_000);

  it("goes on past files that are no Go, and says why it skips them", async () => {
    const engine = engineOver({
      "empty.go": "",
      "blank.go": "\n\n",
      "junk.go": Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 251),
      "latin.go": Uint8Array.from([0x70, 0x61, 0xff, 0xfe]),
      "big.go": new Uint8Array(17 * 1024 * 1024).fill(0x20),
      "ok.go": "package app\n",
    });
    const skipped: Record<string, string> = {};
    const summary = await engine.scan(
      { roots: [ROOT] },
      {
        progress: () => undefined,
        file: (file) => {
          if (file.skipped !== undefined) skipped[file.uri.slice(ROOT.length)] = file.skipped;
        },
      },
      signal,
    );
    assert.equal(summary.files, 3);
    assert.deepEqual(skipped, {
      "big.go": "larger than 16 MB",
      "junk.go": "not a text file (it holds NUL bytes)",
      "latin.go": "not valid UTF-8",
    });
  });
});
