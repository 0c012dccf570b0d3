import assert from "node:assert/strict";
import fc from "fast-check";
import type { Finding } from "../../server/src/analyze/finding.ts";
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { hasBrokenDeclarations } from "../../server/src/syntax/broken-declarations.ts";
import { goParser } from "../support/go.ts";

const ROOT = "file:///shop/";
const SETTINGS: RuleSettings = { ...DEFAULT_RULE_SETTINGS, preset: "all", tests: true };
const signal = new AbortController().signal;

const FILES = {
  "go.mod": "module example.com/shop\n\ngo 1.24\n",
  "store/store.go": `package store

import "database/sql"

func open(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT 1")
}

func CloseQuietly(rows *sql.Rows) {
	rows.Close()
}

func caller(db *sql.DB) error {
	rows, err := open(db)
	if err != nil {
		return err
	}
	CloseQuietly(rows)
	return nil
}

func other(db *sql.DB) error {
	rows, err := db.Query("SELECT 2")
	if err != nil {
		return err
	}
	_ = rows.Next()
	return nil
}
`,
  "app/app.go": `package app

import (
	"database/sql"

	"example.com/shop/store"
)

func Use(db *sql.DB) error {
	rows, err := db.Query("SELECT 3")
	if err != nil {
		return err
	}
	store.CloseQuietly(rows)
	return nil
}

func Leak(db *sql.DB) error {
	rows, err := db.Query("SELECT 4")
	if err != nil {
		return err
	}
	_ = rows.Next()
	return nil
}
`,
} as const;

function memoryOf(files: Readonly<Record<string, string>>): MemoryFileSystem {
  return new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [ROOT + path, text])));
}

function openShop(
  files: Readonly<Record<string, string>> | MemoryFileSystem = FILES,
  settings: RuleSettings = SETTINGS,
): Engine {
  return new Engine({
    fs: files instanceof MemoryFileSystem ? files : memoryOf(files),
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(settings),
  });
}

/** What was found, without what tells equal findings apart. */
async function findingsIn(engine: Engine, path: string): Promise<readonly Finding[]> {
  const report = await engine.analyze(ROOT + path, signal);
  assert.deepEqual(report.failures, []);
  return report.findings;
}

async function linesOf(engine: Engine, path: string, rule: string): Promise<string[]> {
  const report = await engine.analyze(ROOT + path, signal);
  return report.findings
    .filter((finding) => finding.rule === rule)
    .map((finding) => report.lines.lineText(report.lines.lineAt(finding.span.start)).trim());
}

/** How many declarations are looked at again. */
async function analyzedDuring(engine: Engine, work: () => Promise<unknown>): Promise<number> {
  const before = engine.counters.analyzed;
  await work();
  return engine.counters.analyzed - before;
}

function isWhole(text: string): boolean {
  const file = goParser.parse(text);
  if (typeof file === "string") return false;
  // Errors in bodies are known once these were read.
  const bodies = file.decls.map((decl) => (decl.kind === "FuncDecl" ? decl.body : undefined));
  return bodies.length > 0 && file.errors.length === 0 && !hasBrokenDeclarations(file);
}

function edited(path: keyof typeof FILES, from: string, to: string): string {
  assert.ok(FILES[path].includes(from));
  return FILES[path].replace(from, to);
}

describe("a session with open documents", () => {
  const leaks = "sql-rows-not-closed";

  async function openBoth(): Promise<Engine> {
    const engine = openShop();
    for (const path of ["store/store.go", "app/app.go"] as const) engine.setText(ROOT + path, FILES[path]);
    assert.deepEqual(await linesOf(engine, "store/store.go", leaks), ['rows, err := db.Query("SELECT 2")']);
    assert.deepEqual(await linesOf(engine, "app/app.go", leaks), ['rows, err := db.Query("SELECT 4")']);
    // The second look settles what opening the second document has changed.
    await findingsIn(engine, "store/store.go");
    return engine;
  }

  it("looks at nothing again when nothing has changed", async () => {
    const engine = await openBoth();
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 0);
  });

  it("looks at one function again when its body changes and callers cannot notice", async () => {
    const engine = await openBoth();
    engine.setText(ROOT + "store/store.go", edited("store/store.go", 'db.Query("SELECT 2")', 'db.Query("SELECT 22")'));
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 1);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 0);
  });

  it("looks at a function and those that call it, in other documents too, when what it does to its callers changes", async () => {
    const engine = await openBoth();
    engine.setText(ROOT + "store/store.go", edited("store/store.go", "rows.Close()", "_ = rows.Next()"));
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 2);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 1);
    assert.deepEqual(await linesOf(engine, "app/app.go", leaks), [
      'rows, err := db.Query("SELECT 3")',
      'rows, err := db.Query("SELECT 4")',
    ]);
  });

  it("looks again at what mentions a changed declaration, in other documents too, and at nothing else", async () => {
    const engine = await openBoth();
    const renamed = FILES["store/store.go"].replaceAll("CloseQuietly", "Finish");
    engine.setText(ROOT + "store/store.go", renamed);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 2);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 1);
    const fresh = openShop({ ...FILES, "store/store.go": renamed });
    for (const path of ["store/store.go", "app/app.go"]) {
      assert.deepEqual(await findingsIn(engine, path), await findingsIn(fresh, path));
    }
  });

  it("looks at a new function alone", async () => {
    const engine = await openBoth();
    engine.setText(ROOT + "store/store.go", `${FILES["store/store.go"]}\nfunc added() {}\n`);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 1);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 0);
  });

  it("goes on as before after declarations have changed", async () => {
    const engine = await openBoth();
    const declared = `${FILES["store/store.go"]}\nfunc added() {}\n`;
    engine.setText(ROOT + "store/store.go", declared);
    await findingsIn(engine, "store/store.go");
    engine.setText(ROOT + "store/store.go", declared.replace("rows.Close()", "_ = rows.Next()"));
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 2);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 1);
  });

  it("keeps what it knows of the others while a declaration is half typed", async () => {
    const engine = await openBoth();
    const half = `${FILES["store/store.go"]}\nfunc added(rows *sql.Rows, \n`;
    engine.setText(ROOT + "store/store.go", half);
    assert.equal((await analyzedDuring(engine, () => findingsIn(engine, "store/store.go"))) <= 1, true);
    assert.deepEqual(await linesOf(engine, "store/store.go", leaks), ['rows, err := db.Query("SELECT 2")']);
    engine.setText(ROOT + "store/store.go", FILES["store/store.go"]);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 0);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 0);
  });

  it("lets other documents alone while a function is typed in front of another", async () => {
    const engine = await openBoth();
    const typed = "func added() error {\n\tif err := fail(); err != nil {\n\t\treturn nil\n\t}\n}\n\n";
    const text = FILES["store/store.go"];
    const at = text.indexOf("func CloseQuietly");
    for (let length = 1; length <= typed.length; length++) {
      engine.setText(ROOT + "store/store.go", text.slice(0, at) + typed.slice(0, length) + text.slice(at));
      await findingsIn(engine, "store/store.go");
      assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "app/app.go")), 0, typed.slice(0, length));
    }
  });

  it("looks at nothing again when another document is opened as its file is", async () => {
    const engine = openShop();
    engine.setText(ROOT + "store/store.go", FILES["store/store.go"]);
    await findingsIn(engine, "store/store.go");
    engine.setText(ROOT + "app/app.go", FILES["app/app.go"]);
    await findingsIn(engine, "app/app.go");
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 0);
  });

  it("looks again when a file that is not open changes on disk", async () => {
    const fs = memoryOf(FILES);
    const engine = openShop(fs);
    engine.setText(ROOT + "app/app.go", FILES["app/app.go"]);
    assert.deepEqual(await linesOf(engine, "app/app.go", leaks), ['rows, err := db.Query("SELECT 4")']);
    fs.write(ROOT + "store/store.go", edited("store/store.go", "rows.Close()", "_ = rows.Next()"));
    engine.filesChanged([ROOT + "store/store.go"]);
    assert.equal((await linesOf(engine, "app/app.go", leaks)).length, 2);
  });

  it("moves what it kept along with the text", async () => {
    const engine = await openBoth();
    const text = edited("store/store.go", "func open(", "// A comment.\n\nfunc open(");
    engine.setText(ROOT + "store/store.go", text);
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 0);
    const fresh = openShop({ ...FILES, "store/store.go": text });
    assert.deepEqual(await findingsIn(engine, "store/store.go"), await findingsIn(fresh, "store/store.go"));
  });

  it("sees the file itself again once a document is closed", async () => {
    const engine = await openBoth();
    engine.setText(ROOT + "store/store.go", "package store\n");
    assert.deepEqual(await findingsIn(engine, "store/store.go"), []);
    engine.dropText(ROOT + "store/store.go");
    assert.equal((await findingsIn(engine, "store/store.go")).length > 0, true);
  });

  it("looks at one function again also after a scan that was stopped", async () => {
    const engine = await openBoth();
    const stopped = AbortSignal.abort();
    const plan = await engine.plan({ roots: [ROOT] }, signal);
    await engine.runPlan(plan, { progress: () => undefined, file: () => undefined }, stopped);
    const declared = `${FILES["store/store.go"]}\nfunc g() {}\n`;
    engine.setText(ROOT + "store/store.go", declared);
    await findingsIn(engine, "store/store.go");
    engine.setText(ROOT + "store/store.go", declared.replace("SELECT 2", "SELECT 3"));
    assert.equal(await analyzedDuring(engine, () => findingsIn(engine, "store/store.go")), 1);
  });

  it("sees other files again where what they call calls a function that now does otherwise with a lock", async () => {
    const files = {
      "go.mod": "module example.com/shop\n\ngo 1.24\n",
      "ranges.go": `package shop

import "sync"

type ranges struct {
	mu sync.Mutex
	n  int
}

func (r *ranges) add() {
	r.mu.Lock()
	r.n++
}

func (r *ranges) remove() {
	r.n--
	r.mu.Unlock()
}
`,
      "loop.go": `package shop

import "sync"

type stream struct {
	mu     sync.Mutex
	ranges *ranges
}

func (s *stream) loop() {
	s.mu.Lock()
	s.mu.Unlock()
	s.ranges.add()
	s.remove()
}

func (s *stream) remove() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ranges.remove()
	return true
}
`,
    };
    const path = "ranges.go";
    const both = files[path];
    const pair = both.replace("\tr.n--\n", "\tr.mu.Lock()\n\tr.n--\n");
    // Rules that ask for other things of functions note those, too.
    const alone: RuleSettings = { ...SETTINGS, preset: "off", rules: { "lock-not-released": "on" } };
    const engine = openShop(files, alone);
    for (const [text, wanted] of [
      [pair.replace("r.n++", "r.n++\n\tr.mu.Unlock()"), []],
      [both, []],
      [pair, ["r.mu.Lock()"]],
    ] as const) {
      engine.setText(ROOT + path, text);
      assert.deepEqual(await linesOf(engine, path, "lock-not-released"), wanted);
    }
  });

  it("says why it does not look at a file", async () => {
    const engine = openShop({ ...FILES, "bad.go": "package p\0" });
    assert.match((await engine.analyze(`${ROOT}bad.go`, signal)).skipped ?? "", /NUL/);
    assert.match((await engine.analyze(`${ROOT}none.go`, signal)).skipped ?? "", /does not exist/);
  });

  it("answers after any edits what a fresh look at the same texts answers", async () => {
    const pieces = [
      "rows.Close()",
      "return nil",
      "\n",
      "}",
      "{",
      "db",
      "rows",
      "// x\n",
      "defer rows.Close()\n",
      "func g() {}\n",
      "",
      " ",
    ];
    const path = fc.constantFrom("store/store.go" as const, "app/app.go" as const);
    const edit = fc.record({
      path,
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(12),
      piece: fc.constantFrom(...pieces),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const engine = await openBoth();
        const texts: Record<string, string> = { ...FILES };
        for (const { path: target, at, length, piece } of edits) {
          const text = texts[target] ?? "";
          const start = Math.floor(at * text.length);
          const next = text.slice(0, start) + piece + text.slice(start + length);
          texts[target] = next;
          engine.setText(ROOT + target, next);
          await engine.analyze(ROOT + target, signal);
        }
        // While a function does not parse, its callers see it as it was.
        for (const [target, text] of Object.entries(FILES)) {
          if (isWhole(texts[target] ?? "")) continue;
          texts[target] = text;
          engine.setText(ROOT + target, text);
        }
        const fresh = openShop(texts);
        for (const each of ["store/store.go", "app/app.go"]) {
          assert.deepEqual(await findingsIn(engine, each), await findingsIn(fresh, each));
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(240_000);
});

describe("a session in which bodies are edited", () => {
  /** Functions that depend on each other in all ways there are, each with bodies to choose from. */
  const BODIES: Readonly<Record<string, readonly string[]>> = {
    "func release(rows *sql.Rows)": ["rows.Close()", "_ = rows.Next()", "keep(rows)"],
    "func keep(rows *sql.Rows)": ["kept = rows", "defer rows.Close()", "release(rows)"],
    "func open(ctx context.Context) (*sql.Rows, error)": [
      'return db.Query("SELECT 1")',
      'return db.QueryContext(context.Background(), "SELECT 1")',
      "return nil, nil",
    ],
    "func load()": ['rows, _ := db.QueryContext(context.Background(), "x")\n\trelease(rows)', "", "load()"],
    "func isBad(err error) bool": ["return err != nil", "return true", "return err == nil"],
    "func use(ctx context.Context) error": [
      "rows, err := open(ctx)\n\tif isBad(err) {\n\t\treturn err\n\t}\n\trelease(rows)\n\treturn nil",
      "load()\n\treturn nil",
      "fail()\n\trows, _ := open(ctx)\n\t_ = rows\n\treturn nil",
    ],
    "func fail()": ['panic("x")', "", "kept = nil"],
    "func (c *cache) lock()": ["c.mu.Lock()", "c.mu.Lock()\n\tdefer c.mu.Unlock()", ""],
    "func (c *cache) unlock()": ["c.mu.Unlock()", "", "defer c.mu.Unlock()"],
    "func (c *cache) get(stop bool) int": [
      "c.lock()\n\tif stop {\n\t\treturn 1\n\t}\n\tc.unlock()\n\treturn 0",
      "c.mu.Lock()\n\treturn 1",
      "c.lock()\n\tdefer c.unlock()\n\treturn 0",
    ],
    "func guard()": ["_ = recover()", "", "if r := recover(); r != nil {\n\t\tpanic(r)\n\t}"],
    "func clean()": ["guard()", "defer guard()", "fail()"],
    "func work()": ["defer guard()\n\tfail()", "defer clean()\n\tload()", "go func() {\n\t\tfail()\n\t}()"],
  };
  const HEAD = `package app

import (
	"context"
	"database/sql"
	"sync"
)

var db *sql.DB
var kept *sql.Rows

type cache struct{ mu sync.Mutex }
`;
  const heads = Object.keys(BODIES);

  function textOf(choice: readonly number[]): string {
    const functions = heads.map((head, index) => `${head} {\n\t${BODIES[head]?.[choice[index] ?? 0] ?? ""}\n}\n`);
    return [HEAD, ...functions].join("\n");
  }

  it("answers at every step what a fresh look at the same text answers", async () => {
    const step = fc.record({ func: fc.nat(heads.length - 1), body: fc.nat(2), broken: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const choice = heads.map(() => 0);
        const engine = openShop({ "go.mod": FILES["go.mod"], "app.go": textOf(choice) });
        engine.setText(`${ROOT}app.go`, textOf(choice));
        await findingsIn(engine, "app.go");
        for (const { func, body, broken } of steps) {
          choice[func] = body;
          const text = textOf(choice);
          if (broken) {
            const at = text.indexOf("{", text.indexOf(heads[func] ?? "")) + 1;
            engine.setText(`${ROOT}app.go`, `${text.slice(0, at)} if x := ${text.slice(at)}`);
            await findingsIn(engine, "app.go");
          }
          engine.setText(`${ROOT}app.go`, text);
          const fresh = openShop({ "go.mod": FILES["go.mod"], "app.go": text });
          assert.deepEqual(await findingsIn(engine, "app.go"), await findingsIn(fresh, "app.go"));
        }
      }),
      { numRuns: 40 },
    );
  }).timeout(240_000);
});

describe("a session in which declarations are edited", () => {
  /** What the files declare, each with texts to choose from; an empty one declares nothing. */
  const STORE: readonly (readonly string[])[] = [
    ['import "sync"', 'import (\n\t"log"\n\t"sync"\n)'],
    ["type Row struct{ *sql.Rows }", "type Row struct{ Inner *sql.Rows }", "type Row struct{}", "type Row = sql.Rows"],
    ["type lock = sync.Mutex", "type lock struct{ sync.Mutex }", "type lock struct{}"],
    [
      "type Cache struct {\n\tmu lock\n\tdb *sql.DB\n}",
      "type Cache struct {\n\tlock\n\tmu sync.RWMutex\n\tdb *sql.DB\n}",
      "type Cache struct {\n\tmu *sync.Mutex\n\tdb DB\n}",
    ],
    ["type DB interface{ Query(string, ...any) (*sql.Rows, error) }", "type DB struct{ *sql.DB }", ""],
    ["type Closer interface{ Close() error }", "type Closer interface{ Close() error; Next() bool }", ""],
    ["var shared *sql.DB", "var shared = open", "var shared, other *Cache"],
    ["const limit = 1", "const (\n\tlimit = iota\n\tmore\n)", ""],
    [
      'func open() (*sql.Rows, error) {\n\treturn shared.Query("x")\n}',
      'func open(ctx context.Context) (*sql.Rows, error) {\n\treturn shared.QueryContext(ctx, "x")\n}',
      "func open() *sql.Rows {\n\treturn nil\n}",
      "func open() (rows *sql.Rows, err error) {\n\treturn\n}",
    ],
    [
      "func Finish(rows *sql.Rows) {\n\trows.Close()\n}",
      "func Finish(rows Closer) {\n\trows.Close()\n}",
      "func Finish(rows *sql.Rows, err error) error {\n\t_ = rows.Next()\n\treturn err\n}",
      "",
    ],
    [
      "func (c *Cache) get() int {\n\tc.mu.Lock()\n\treturn 1\n}",
      "func (c *Cache) get() (int, error) {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\treturn 1, nil\n}",
      "func (c Cache) get() int {\n\treturn limit\n}",
    ],
    ["func (c *Cache) Unlock() {\n\tc.mu.Unlock()\n}", "func (c *Cache) Unlock(n int) {}", ""],
    [
      "func (c *Cache) Rows() (*Row, error) {\n\trows, err := open()\n\t_ = rows\n\treturn nil, err\n}",
      "func (c *Cache) Rows() *sql.Rows {\n\trows, _ := open()\n\treturn rows\n}",
      "",
    ],
    ["func (r *Row) Close() error {\n\treturn nil\n}", "func (r Row) Close() {}", "", ""],
    ["func Load(n int) error {\n\trows, err := open()\n\t_ = rows\n\treturn err\n}", "func Load() {}"],
    ["func LoadContext(ctx context.Context, n int) error {\n\treturn Load(n)\n}", ""],
    ["func Shared() DB {\n\treturn DB{}\n}"],
    ["func fail() {\n\tpanic(1)\n}", "func fail(n int) {}", "var fail = func() {}"],
    ["func guard() any {\n\treturn recover()\n}", "func guard() {\n\t_ = recover()\n}", ""],
    [
      "var handler = func() {\n\trows, _ := open()\n\t_ = rows.Next()\n}",
      'var handler = func(c *Cache) {\n\trows, _ := c.db.Query("z")\n\t_ = rows.Next()\n}',
      "",
    ],
    ["func r() {}", "", "func Rec(c Closer) {\n\tdefer c.Close()\n}"],
    [
      "func use(ctx context.Context, c *Cache) error {\n\trows, err := open()\n\tif err != nil {\n\t\tfail()\n\t}\n\tFinish(rows)\n\treturn Load(c.get())\n}",
      "func use(ctx context.Context) {\n\tdefer guard()\n\trows := open()\n\t_ = rows\n}",
    ],
  ];
  /** Not open, and not looked at itself. */
  const MIDDLE: readonly (readonly string[])[] = [
    ["func Make() *store.Cache {\n\treturn &store.Cache{}\n}"],
    ["func Take(c store.Closer) {\n\tc.Close()\n}"],
  ];
  const APP: readonly (readonly string[])[] = [
    [
      "func rows() {\n\trows := middle.Make().Rows()\n\trows.Next()\n}",
      "func rows() {\n\tr, _ := middle.Make().Rows()\n\tr.Next()\n}",
    ],
    ["func load(ctx context.Context) error {\n\treturn store.Load(1)\n}"],
    ['func end() {\n\trows, _ := db.Query("y")\n\tstore.Finish(rows)\n}'],
    ['func take() {\n\trows, _ := db.Query("y")\n\tmiddle.Take(rows)\n}'],
    ["func row() {\n\tvar r store.Row\n\tdefer r.Close()\n\tmiddle.Make().Unlock()\n}"],
    ['func shared() {\n\trows, _ := store.Shared().Query("q")\n\t_ = rows.Next()\n}'],
    ["var db *sql.DB", "var db store.DB"],
  ];
  const PATHS = ["store/store.go", "app/app.go"] as const;

  function textOf(
    name: string,
    imports: string,
    parts: readonly (readonly string[])[],
    choice: readonly number[],
  ): string {
    const chosen = parts.map((texts, index) => texts[(choice[index] ?? 0) % texts.length] ?? "");
    const [first = "", ...rest] = chosen;
    const head = first.startsWith("import") ? [first, imports] : [imports, first];
    return `package ${name}\n\n${[...head, ...rest].join("\n\n")}\n`;
  }

  function filesOf(store: readonly number[], app: readonly number[]): Record<string, string> {
    return {
      "go.mod": FILES["go.mod"],
      "store/store.go": textOf("store", 'import (\n\t"context"\n\t"database/sql"\n)', STORE, store),
      "middle/middle.go": textOf("middle", 'import "example.com/shop/store"', MIDDLE, []),
      "app/app.go": textOf(
        "app",
        'import (\n\t"context"\n\t"database/sql"\n\n\t"example.com/shop/middle"\n\t"example.com/shop/store"\n)',
        APP,
        app,
      ),
    };
  }

  async function assertAsFresh(engine: Engine, files: Record<string, string>): Promise<void> {
    const fresh = openShop(files);
    for (const path of PATHS) assert.deepEqual(await findingsIn(engine, path), await findingsIn(fresh, path), path);
  }

  it("answers at every step what a fresh look at the same texts answers", async () => {
    const step = fc.record({
      file: fc.boolean(),
      part: fc.nat(STORE.length - 1),
      text: fc.nat(3),
      /** Whether the change is seen half typed first, and whether somebody looks before the next one. */
      half: fc.boolean(),
      looks: fc.boolean(),
    });
    const choice = (parts: readonly unknown[]) =>
      fc.array(fc.nat(3), { minLength: parts.length, maxLength: parts.length });
    const steps = fc.array(step, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(choice(STORE), choice(APP), steps, async (store, app, edits) => {
        const choices = { store: [...store], app: [...app] };
        const engine = openShop(filesOf(choices.store, choices.app));
        let files = filesOf(choices.store, choices.app);
        for (const path of PATHS) engine.setText(ROOT + path, files[path] ?? "");
        await assertAsFresh(engine, files);
        for (const { file, part, text, half, looks } of edits) {
          const path = PATHS[file ? 0 : 1];
          const choice = file ? choices.store : choices.app;
          choice[part % choice.length] = text;
          files = filesOf(choices.store, choices.app);
          if (half) {
            engine.setText(ROOT + path, `${files[path] ?? ""}\nfunc half(n int,\n`);
            await findingsIn(engine, path);
          }
          engine.setText(ROOT + path, files[path] ?? "");
          if (looks) await assertAsFresh(engine, files);
        }
        await assertAsFresh(engine, files);
      }),
      { numRuns: Number(process.env.RUNS ?? 40) },
    );
  }).timeout(1_240_000);
});
