import assert from "node:assert/strict";
import { DEFAULT_RULE_SETTINGS } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import type { FileSystem } from "../../server/src/project/file-system.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { goParser } from "../support/go.ts";

const A = "file:///shop/lock/a.go";
const B = "file:///shop/lock/b.go";
const LEAK = 'package lock\n\nimport "sync"\n\nfunc f(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n';
const MENDED = LEAK.replace("defer mu.Lock", "defer mu.Unlock");
const FILES = {
  "file:///shop/go.mod": "module example.com/shop\n\ngo 1.24\n",
  [A]: LEAK,
  [B]: LEAK.replace("f(", "g("),
};

const { signal } = new AbortController();

/** Files that can only be read with waiting, as a browser's can. A read begun early may end late. */
function slowly(files: MemoryFileSystem): FileSystem & { wait: number } {
  const slow = {
    wait: 5,
    readFile: (uri: string) => after(slow.wait, files.readFile(uri)),
    readDirectory: (uri: string) => after(slow.wait, files.readDirectory(uri)),
    stat: (uri: string) => after(slow.wait, files.stat(uri)),
    realUri: (uri: string) => files.realUri(uri),
  };
  return slow;
}

/** What is read now, known later. */
async function after<Value>(milliseconds: number, reading: Promise<Value>): Promise<Value> {
  const value = await reading;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return value;
}

function engineOn(fs: FileSystem): Engine {
  const settings = { ...DEFAULT_RULE_SETTINGS };
  const settingsOf = () => Promise.resolve(settings);
  return new Engine({ fs, parser: goParser, catalog: createCatalog(), rules, settingsOf });
}

async function rulesIn(engine: Engine, uri: string): Promise<readonly string[]> {
  return (await engine.analyze(uri, signal)).findings.map(({ rule }) => rule);
}

describe("files that are read with waiting", () => {
  it("are all there for a second question that comes while the first is being answered", async () => {
    const engine = engineOn(slowly(new MemoryFileSystem(FILES)));
    const answers = await Promise.all([A, B, A].map((uri) => rulesIn(engine, uri)));
    assert.deepEqual(answers, [["lock-deferred"], ["lock-deferred"], ["lock-deferred"]]);
  });

  it("give way to a document that is opened while its file is being read", async () => {
    const engine = engineOn(slowly(new MemoryFileSystem(FILES)));
    const first = rulesIn(engine, A);
    await new Promise((resolve) => setTimeout(resolve, 8));
    engine.setText(A, MENDED);
    assert.deepEqual(await rulesIn(engine, A), []);
    await first;
    const report = await engine.analyze(A, signal);
    assert.equal(report.text, MENDED);
    assert.deepEqual(report.findings, []);
  });

  it("keep their findings while a document is closed and opened again, whenever that is", async () => {
    for (let wait = 0; wait < 24; wait += 2) {
      const engine = engineOn(slowly(new MemoryFileSystem(FILES)));
      engine.setText(A, LEAK);
      assert.deepEqual(await rulesIn(engine, A), ["lock-deferred"]);
      engine.dropText(A);
      const between = rulesIn(engine, A);
      await new Promise((resolve) => setTimeout(resolve, wait));
      engine.setText(A, LEAK);
      assert.deepEqual(await rulesIn(engine, A), ["lock-deferred"], `opened after ${wait} ms`);
      await between;
    }
  });

  it("are read again when they change while they are being read", async () => {
    const files = new MemoryFileSystem(FILES);
    const engine = engineOn(slowly(files));
    const first = engine.analyze(A, signal);
    await new Promise((resolve) => setTimeout(resolve, 8));
    files.write(A, MENDED);
    engine.filesChanged([A]);
    await first;
    assert.deepEqual(await rulesIn(engine, A), []);
  });
});
