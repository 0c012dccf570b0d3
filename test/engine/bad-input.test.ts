import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { goParser } from "../support/go.ts";

const FILE = "file:///app/x.go";
const SETTINGS: RuleSettings = { ...DEFAULT_RULE_SETTINGS, preset: "all", tests: true };
const signal = new AbortController().signal;
const GOROOT = [process.env.GOROOT ?? "", "/usr/local/go", "/usr/lib/go"].find((root) => existsSync(join(root, "src")));

/** Files of many kinds: generics, cgo, assembly stubs, tables, labels, long switches. */
const REAL = [
  "bufio/scan.go",
  "context/context.go",
  "database/sql/convert.go",
  "encoding/csv/reader.go",
  "errors/join.go",
  "go/ast/walk.go",
  "io/pipe.go",
  "iter/iter.go",
  "maps/maps.go",
  "net/http/cookie.go",
  "net/dial.go",
  "os/exec/lp_unix.go",
  "os/file.go",
  "reflect/iter.go",
  "slices/sort.go",
  "sync/mutex.go",
  "sync/pool.go",
  "text/template/parse/lex.go",
  "time/sleep.go",
  "unsafe/unsafe.go",
];

function openEngine(): Engine {
  return new Engine({
    fs: new MemoryFileSystem({ "file:///app/go.mod": "module example.com/app\n\ngo 1.24\n" }),
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(SETTINGS),
  });
}

async function look(engine: Engine, text: string): Promise<number> {
  const begin = performance.now();
  engine.setText(FILE, text);
  const { failures, skipped, findings } = await engine.analyze(FILE, signal);
  assert.deepEqual(failures, []);
  assert.equal(skipped, undefined);
  for (const { span } of findings) assert.ok(span.start <= span.end && span.end <= text.length);
  return performance.now() - begin;
}

const within = (lines: Iterable<string>): string => `package x

import (
	"database/sql"
	"os"
	"sync"
)

func f(db *sql.DB, mu *sync.Mutex, n int) error {
${[...lines].join("\n")}
	return nil
}
`;

const nested = (depth: number, head: (i: number) => string, core: string): string =>
  within([...Array.from({ length: depth }, (_, i) => head(i)), core, ...Array.from({ length: depth }, () => "}")]);

const repeated = (count: number, lines: (i: number) => string): string =>
  within(Array.from({ length: count }, (_, i) => lines(i)));

/** Functions that nobody writes, but generators and fuzzers do. */
const MONSTERS: Readonly<Record<string, () => string>> = {
  "5,000 nested ifs": () => nested(5000, (i) => `if n > ${i} {`, "mu.Lock()"),
  "5,000 nested loops": () => nested(5000, () => "for n > 0 {", "mu.Lock()\nmu.Unlock()"),
  "2,000 acquires": () =>
    repeated(2000, (i) => `r${i}, err := db.Query("q")\nif err != nil {\nreturn err\n}\nr${i}.Next()`),
  "2,000 files, each closed late": () =>
    repeated(2000, (i) => `f${i}, err := os.Open("x")\nif err != nil {\nreturn err\n}\ndefer f${i}.Close()`),
  "1,000 branches in a row under a lock": () =>
    repeated(1000, (i) => `if n == ${i} {\nmu.Lock()\n}\nif n != ${i} {\nmu.Unlock()\n}`),
  "a function of 100,000 lines": () => repeated(100_000, (i) => `n += ${i}`),
  "a function of 10,000 lock operations": () => repeated(10_000, () => "mu.TryLock()"),
  "an expression of 20,000 operands": () => within([`n = ${Array.from({ length: 20_000 }, () => "n").join(" + ")}`]),
  "5,000 nested literals": () =>
    within([
      ...Array.from({ length: 5000 }, () => "func() {"),
      "mu.Lock()",
      ...Array.from({ length: 5000 }, () => "}()"),
    ]),
  "5,000 parentheses": () => within([`n = ${"(".repeat(5000)}n${")".repeat(5000)}`]),
  "a switch of 3,000 cases": () =>
    within(["switch n {", ...Array.from({ length: 3000 }, (_, i) => `case ${i}:\nmu.Lock()\nmu.Unlock()`), "}"]),
  "3,000 labels and jumps": () => repeated(3000, (i) => `l${i}:\nif n > ${i} {\ngoto l${(i * 7) % 3000}\n}`),
};

describe("the engine on real files that are cut off", () => {
  for (const name of REAL) {
    it(`survives every prefix of ${name}`, async function () {
      if (GOROOT === undefined || !existsSync(join(GOROOT, "src", name))) this.skip();
      this.timeout(60_000);
      const text = readFileSync(join(GOROOT, "src", name), "utf8").slice(0, 24_000);
      const engine = openEngine();
      const step = Math.max(7, Math.ceil(text.length / 80));
      for (let length = 0; length <= text.length; length += step) await look(engine, text.slice(0, length));
      await look(engine, text);
    });
  }
});

describe("the engine on functions of no human size", () => {
  for (const [name, text] of Object.entries(MONSTERS)) {
    it(`ends soon on ${name}`, async function () {
      this.timeout(120_000);
      const elapsed = await look(openEngine(), text());
      assert.ok(elapsed < 30_000, `${elapsed.toFixed(0)} ms`);
    });
  }
});
