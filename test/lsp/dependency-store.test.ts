import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { DependencyStore, indexOne, removeOld, type IndexPlace } from "../../server/src/lsp/node/dependency-store.ts";
import { uriOfPath } from "../../server/src/project/node-file-system.ts";
import { abilitiesFrom } from "./support/client-capabilities.ts";
import { Editor } from "./support/editor.ts";

const program = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));

/** What the workspace's finding depends on: that a pool is a database. */
const LIBRARY = `package pool

import "database/sql"

type Pool struct{ *sql.DB }

func New(db *sql.DB) *Pool {
	return &Pool{db}
}
`;
const SERVICE = `package service

import "example.com/lib/pool"

func names(p *pool.Pool) error {
	rows, err := p.Query("SELECT name FROM users")
	if err != nil {
		return err
	}
	for rows.Next() {
	}
	return rows.Err()
}
`;

describe("the index of dependencies on disk", function () {
  this.timeout(60_000);
  let root: string;
  const path = (...names: string[]) => join(root, ...names);
  const module = () => path("modules/example.com/lib@v1.0.0");
  const place = (): IndexPlace => ({
    folder: path("cache/gostable/dependencies/0.1.0"),
    moduleCaches: [uriOfPath(path("modules"))],
  });

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "gostable-index-")));
    write(path("modules/example.com/lib@v1.0.0/go.mod"), "module example.com/lib\n\ngo 1.22\n");
    write(path("modules/example.com/lib@v1.0.0/pool/pool.go"), LIBRARY);
    write(path("service/go.mod"), "module example.com/service\n\ngo 1.22\n\nrequire example.com/lib v1.0.0\n");
    write(path("service/service.go"), SERVICE);
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  /** What a new server finds; it is given time to write its index. */
  async function found(waits: () => boolean = () => true): Promise<readonly string[]> {
    const environment = [`XDG_CACHE_HOME=${path("cache")}`, `GOMODCACHE=${path("modules")}`, "GOFLAGS="];
    const command = ["env", ...environment, process.execPath, program, "--stdio"];
    const editor = await Editor.startIn(path("service"), command, abilitiesFrom([]));
    await editor.open("service.go");
    const diagnostics = await editor.diagnostics("service.go");
    for (let tries = 0; tries < 200 && !waits(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    await editor.stop();
    return diagnostics.map(({ code, range }) => `${String(range.start.line + 1)} ${String(code)}`);
  }

  const EXPECTED = ["6 sql-rows-not-closed"];
  const indexed = () => (existsSync(place().folder) ? filesIn(place().folder) : []);

  it("is written behind the first findings, into the user's cache alone, and read by the next server", async () => {
    const before = [...contents(path("service")), ...contents(path("modules"))];
    assert.deepEqual(await found(() => indexed().length > 0), EXPECTED);
    assert.deepEqual([...contents(path("service")), ...contents(path("modules"))], before);
    assert.deepEqual(readdirSync(place().folder), ["example.com+lib@v1.0.0"]);
    // The second server could not find this out from the sources.
    write(path("modules/example.com/lib@v1.0.0/pool/pool.go"), "package pool\n\ntype Pool struct{}\n");
    assert.deepEqual(await found(), EXPECTED);
  });

  it("is passed over where it is damaged", async () => {
    indexOne(uriOfPath(join(module(), "pool")), place());
    for (const file of indexed()) writeFileSync(file, readFileSync(file, "utf8").replace("*sql.DB }", "int     }"));
    assert.deepEqual(await found(), EXPECTED);
    for (const file of indexed()) writeFileSync(file, "");
    assert.deepEqual(await found(), EXPECTED);
  });

  it("is missed by nobody where it cannot be written", async () => {
    writeFileSync(path("cache"), "a file where a folder should be");
    assert.deepEqual(await found(), EXPECTED);
    assert.equal(readFileSync(path("cache"), "utf8"), "a file where a folder should be");
  });

  it("may be written by several at once", async () => {
    const directories = Array.from({ length: 30 }, (_, index) => {
      cpSync(join(module(), "pool"), join(module(), `pool${String(index)}`), { recursive: true });
      return uriOfPath(join(module(), `pool${String(index)}`));
    });
    await Promise.all([1, 2, 3].map(() => inThread(place(), directories)));
    const store = new DependencyStore(place(), program);
    for (const directory of directories) assert.equal(store.find(directory)?.files[0]?.name, "pool.go");
    assert.equal(indexed().length, directories.length, "nothing else is left behind");
  });

  it("lets go of what is old, and of the oldest where there is too much", () => {
    const now = Date.now();
    for (const [name, days] of [
      ["new@v1.0.0", 1],
      ["middle@v1.0.0", 10],
      ["old@v1.0.0", 40],
    ] as const) {
      write(join(place().folder, name, "a.txt"), "x".repeat(100));
      const then = now / 1000 - days * 24 * 60 * 60;
      utimesSync(join(place().folder, name), then, then);
    }
    const before = join(dirname(place().folder), "0.0.9");
    write(join(before, "a@v1.0.0", "a.txt"), "x");
    utimesSync(before, now / 1000, now / 1000 - 40 * 24 * 60 * 60);
    removeOld(place().folder, now, 1000);
    assert.ok(!existsSync(before));
    assert.deepEqual(readdirSync(place().folder).sort(), ["middle@v1.0.0", "new@v1.0.0"]);
    removeOld(place().folder, now, 150);
    assert.deepEqual(readdirSync(place().folder), ["new@v1.0.0"]);
  });
});

function inThread(place: IndexPlace, directories: readonly string[]): Promise<unknown> {
  const thread = new Worker(program, { workerData: { index: place }, argv: [], execArgv: [] });
  const ended = new Promise((resolve) => thread.once("message", resolve));
  thread.postMessage(directories);
  return ended.finally(() => thread.terminate());
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())
    .sort();
}

function contents(folder: string): readonly string[] {
  return filesIn(folder).map((file) => `${file}: ${readFileSync(file, "utf8")}`);
}
