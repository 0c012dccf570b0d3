import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DEFAULT_RULE_SETTINGS } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { goParser } from "../support/go.ts";

const FILE = "file:///p/p.go";
const { signal } = new AbortController();

const TEXT = `package p

import "sync"

//gostable:ignore lock-deferred -- nothing is wrong here
func fine(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Unlock()
}

func one(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Lock()
}

func two(mu *sync.Mutex) {
	mu.Lock()
	defer mu.Lock()
}
`;

function engine(): Engine {
  return new Engine({
    fs: new MemoryFileSystem({ "file:///p/go.mod": "module example.com/p\n", [FILE]: TEXT }),
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(DEFAULT_RULE_SETTINGS),
  });
}

function opened(): Engine {
  const opened = engine();
  opened.setText(FILE, TEXT);
  return opened;
}

/** The functions that findings are in. */
async function foundIn(on: Engine, within?: number): Promise<readonly string[]> {
  const { findings, failures, text, unfinished } = await on.analyze(FILE, signal, within);
  assert.deepEqual(failures, []);
  const names = findings.map(({ span, rule }) => {
    const [, name = rule] =
      /func (\w+)[^]*$/.exec(text.slice(text.lastIndexOf("\nfunc", span.start), span.start)) ?? [];
    return name;
  });
  return unfinished === true ? [...names, "…"] : names;
}

describe("a look at an open document for which there is no time", () => {
  it("finds what one declaration after the other holds, the short ones first, and at the end all", async () => {
    const document = opened();
    const looks: (readonly string[])[] = [];
    for (let look = 0; look < 5; look++) looks.push(await foundIn(document, 0));
    const all = ["ignore-unused", "one", "two"];
    // The first is the import.
    assert.deepEqual(looks, [["…"], ["one", "…"], ["one", "two", "…"], all, all]);
  });

  it("is gone on with where it ended", async () => {
    const document = opened();
    assert.deepEqual(await foundIn(document, 0), ["…"]);
    assert.deepEqual(await foundIn(document), ["ignore-unused", "one", "two"]);
    assert.equal(document.counters.analyzed, 4);
  });

  it("keeps what was found when an edit comes in between", async () => {
    const document = opened();
    for (let look = 0; look < 2; look++) await foundIn(document, 0);
    document.setText(
      FILE,
      TEXT.replace(/(func two[^]*)mu\.Lock\(\)\n\tdefer mu\.Lock\(\)/, "$1mu.Lock()\n\tmu.Unlock()"),
    );
    assert.deepEqual(await foundIn(document), ["ignore-unused", "one"]);
    assert.equal(document.counters.analyzed, 4);
  });

  it("takes its time with a file that is not open", async () => {
    assert.deepEqual(await foundIn(engine(), 0), ["ignore-unused", "one", "two"]);
  });
});
