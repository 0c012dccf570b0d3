import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { folderWith, gostable, type Folder } from "./run.ts";

const STORE = `package store

import "database/sql"

func Drop(rows *sql.Rows) {
	rows.Close()
}
`;
const USER = `package app

import (
	"database/sql"

	"example.com/shop/middle"
)

func names(db *sql.DB) error {
	rows, err := db.Query("SELECT name FROM t")
	if err != nil {
		return err
	}
	middle.Drop(rows)
	return nil
}
`;
const MIDDLE = `package middle

import (
	"database/sql"

	"example.com/shop/store"
)

func Drop(rows *sql.Rows) { store.Drop(rows) }
`;
const INTERFACE = `package ports

import (
	"database/sql"

	"example.com/shop/store"
)

type dropper interface{ drop(rows *sql.Rows) }

type quiet struct{}

func (quiet) drop(rows *sql.Rows) { store.Drop(rows) }

func use(db *sql.DB, d dropper) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	d.drop(rows)
	return nil
}
`;
const FILES: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/shop\n\ngo 1.24\n",
  "store/store.go": STORE,
  "middle/middle.go": MIDDLE,
  "app/app.go": USER,
  "ports/ports.go": INTERFACE,
};

/** Changes after which other packages' findings differ. */
const CHANGES: readonly (readonly [string, string])[] = [
  ["store/store.go", STORE],
  ["store/store.go", STORE.replace("rows.Close()", "_ = rows.Next()")],
  ["store/store.go", STORE.replace("Drop(", "Other(")],
  ["middle/middle.go", MIDDLE],
  ["middle/middle.go", MIDDLE.replace("store.Drop(rows)", "_ = rows.Err()")],
  ["ports/ports.go", INTERFACE.replace("store.Drop(rows)", "_ = rows.Err()")],
  ["store/more.go", "package store\n"],
  [
    "ports/deep/deep.go",
    `package deep\n\nimport "database/sql"\n\ntype Loud struct{}\n\nfunc (Loud) drop(rows *sql.Rows) { rows.Close() }\n`,
  ],
  ["go.mod", "module example.com/shop\n\ngo 1.24\n"],
  ["go.mod", "module example.com/elsewhere\n\ngo 1.20\n"],
  ["gostable.jsonc", '{"preset": "strict"}'],
  ["gostable.jsonc", '{"rules": {"sql-rows-not-closed": "off"}}'],
  ["gostable.jsonc", "{}"],
  [".gitignore", "middle\n"],
  ["app/app.go", USER.replace("middle.Drop(rows)", "rows.Close()")],
  ["app/app.go", USER],
];

describe("gostable scan --cache", () => {
  let folder: Folder;
  let caches: string;
  beforeEach(() => {
    folder = folderWith(FILES);
    caches = mkdtempSync(join(tmpdir(), "gostable-cache-"));
  });
  afterEach(() => {
    folder.dispose();
    rmSync(caches, { recursive: true });
  });
  const scan = (...args: string[]) => gostable(folder, ["scan", "--format", "json", ...args]);
  const cached = (...args: string[]) => scan("--cache-dir", caches, ...args);
  const cacheFile = (): string => join(caches, readdirSync(caches)[0] ?? "");
  /** Makes what is remembered recognisable. */
  const forge = (): void => {
    const body = readFileSync(cacheFile(), "utf8").split("\n")[1] ?? "";
    const forged = body.replaceAll('"message":"', '"message":"remembered: ');
    writeFileSync(cacheFile(), `${createHash("sha256").update(forged).digest("base64url")}\n${forged}`);
  };

  it("answers to the byte what a scan without answers, whatever was changed in between", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...CHANGES), { maxLength: 6 }), async (changes) => {
        for (const [name, text] of changes) {
          folder.write(name, text);
          const expected = await scan();
          assert.deepEqual(await cached(), expected);
          assert.deepEqual(await cached(), expected);
        }
      }),
      { numRuns: 12 },
    );
  }).timeout(120_000);

  it("does not look again at what has not changed, and does where a package changed that it depends on", async () => {
    folder.write("store/store.go", STORE.replace("rows.Close()", "_ = rows.Next()"));
    await cached();
    forge();
    assert.match((await cached()).out, /remembered: /);
    assert.match((await cached("app")).out, /remembered: /);
    folder.write("store/store.go", STORE.replace("rows.Close()", "_ = rows.Columns"));
    const { out } = await cached();
    assert.match(out, /sql-rows-not-closed/);
    assert.doesNotMatch(out, /remembered: /);
  });

  it("keeps what does not depend on a change", async () => {
    folder.write("app/app.go", USER.replace("middle.Drop(rows)", "_ = rows.Next()").replace(/\n\t"example.*/, ""));
    folder.write("other/other.go", "package other\n");
    await cached();
    forge();
    folder.write("other/other.go", "package other\n\nfunc f() {}\n");
    folder.write("README.md", "A file that no result can depend on.\n");
    folder.write("docs/cache.md", "Nor on this folder.\n");
    assert.match((await cached()).out, /remembered: /);
  });

  it("passes over a cache that is damaged, and one of other options", async () => {
    folder.write("store/store.go", STORE.replace("rows.Close()", "_ = rows.Next()"));
    const expected = await cached();
    forge();
    assert.doesNotMatch((await cached("--preset", "all")).out, /remembered: /);
    const file = readdirSync(caches)
      .map((name) => join(caches, name))
      .find((path) => readFileSync(path, "utf8").includes("remembered"));
    assert.ok(file !== undefined);
    for (const text of ["", "no cache", readFileSync(file, "utf8").slice(0, -9), "\n{}", "\n[1"]) {
      writeFileSync(file, text);
      assert.deepEqual(await cached(), expected);
    }
  });

  it("leaves nothing half-written when scans run at once", async () => {
    const expected = await scan();
    const runs = await Promise.all([cached(), cached(), cached()]);
    for (const run of runs) assert.deepEqual(run, expected);
    assert.equal(readdirSync(caches).length, 1);
    assert.deepEqual(await cached(), expected);
  });

  it("lies in the user's folder for caches, and never in what is scanned", async () => {
    await gostable(folder, ["scan", "--cache"], { env: { XDG_CACHE_HOME: caches } });
    if (process.platform === "linux") assert.deepEqual(readdirSync(caches), ["gostable"]);
    const inside = await scan("--cache-dir", "cache");
    assert.equal(inside.code, 2);
    assert.match(inside.err, /--cache-dir: .* is inside of/);
    assert.equal((await cached("--watch")).code, 2);
  });
});
