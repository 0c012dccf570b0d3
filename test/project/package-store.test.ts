import assert from "node:assert/strict";
import type { FileSystem } from "../../server/src/project/file-system.ts";
import { type GoEnvironment, NO_GO } from "../../server/src/project/go-environment.ts";
import type { GoPackage } from "../../server/src/project/go-package.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { PackageStore } from "../../server/src/project/package-store.ts";
import { bundledStandardLibrary } from "../../server/src/semantic/facts/standard-library.ts";
import { typeString } from "../../server/src/semantic/type-string.ts";
import { goParser } from "../support/go.ts";

const ROOT = "file:///work/app";
const standard = bundledStandardLibrary();

function memory(files: Readonly<Record<string, string>>): MemoryFileSystem {
  const named = Object.entries(files).map(([name, text]) => [
    name.startsWith("file:") ? name : `${ROOT}/${name}`,
    text,
  ]);
  return new MemoryFileSystem(Object.fromEntries(named) as Record<string, string>);
}

/** The same files for a host that can read without waiting, and for one that cannot. */
const hosts: readonly (readonly [string, (fs: MemoryFileSystem) => FileSystem])[] = [
  ["at once", (fs) => fs],
  [
    "with waiting",
    (fs) => ({
      readFile: (uri) => fs.readFile(uri),
      readDirectory: (uri) => fs.readDirectory(uri),
      stat: (uri) => fs.stat(uri),
      realUri: (uri) => fs.realUri(uri),
    }),
  ],
];

function storeOf(fs: FileSystem, environment: GoEnvironment = NO_GO): PackageStore {
  return new PackageStore({ fs, parse: (_uri, text) => goParser.parse(text), environment, standard });
}

function resultOf(pkg: GoPackage | undefined, func: string): string {
  const type = pkg?.decls.funcs.get(func)?.type;
  return type === undefined ? "no function" : typeString(type);
}

async function only(store: PackageStore, directory: string): Promise<GoPackage> {
  const [first] = await store.packagesIn(directory);
  assert.ok(first);
  return first;
}

for (const [host, wrap] of hosts) {
  describe(`packages of a file system that reads ${host}`, () => {
    it("have the module's paths and version, and see each other and the standard library", async () => {
      const fs = memory({
        "go.mod": "module example.com/app\ngo 1.21\n",
        "a/a.go":
          'package a\nimport ("database/sql"; "example.com/app/b")\nvar V = b.New()\nfunc F() *sql.DB { return nil }\n',
        "b/b.go": "package b\ntype T struct{}\nfunc New() *T { return nil }\n",
      });
      const pkg = await only(storeOf(wrap(fs)), `${ROOT}/a`);
      assert.equal(pkg.path, "example.com/app/a");
      assert.equal(pkg.goVersion, "1.21");
      assert.equal(typeString(pkg.decls.values.get("V")?.type ?? { kind: "unknown" }), "*b.T");
      assert.equal(resultOf(pkg, "F"), "func() *sql.DB");
      assert.ok(pkg.world.packageDecls("database/sql", pkg.path)?.types.has("Rows"));
    });

    it("are split by package clauses; tests of the package see its tests", async () => {
      const fs = memory({
        "go.mod": "module m\n",
        "p.go": "package p\nfunc A() {}\n",
        "p_test.go": "package p\nfunc Helper() {}\n",
        "x_test.go": 'package p_test\nimport "m"\nfunc TestX() { p.Helper() }\n',
        "gen.go": "//go:build ignore\n\npackage main\nfunc main() {}\n",
      });
      const packages = await storeOf(wrap(fs)).packagesIn(ROOT);
      assert.deepEqual(
        packages.map((pkg) => [pkg.path, pkg.files.length]),
        [
          ["m", 2],
          ["m_test", 1],
          ["m#gen.go", 1],
        ],
      );
      assert.deepEqual([...(packages[0]?.decls.funcs.keys() ?? [])], ["A"]);
      assert.deepEqual([...(packages[0]?.declsWithTests.funcs.keys() ?? [])], ["A", "Helper"]);
      assert.ok(packages[1]?.world.packageDecls("m", "m_test")?.funcs.has("Helper"));
      assert.ok(!packages[1]?.world.packageDecls("m", "other")?.funcs.has("Helper"));
    });

    it("find vendored packages, replaced modules and the module cache", async () => {
      const cache = "file:///cache";
      const fs = memory({
        "go.mod": [
          "module m",
          "require (",
          "github.com/Up/per v1.0.0",
          "local.org/l v0.0.0",
          "old.org/o v1.2.3",
          ")",
          "replace local.org/l => ../l",
          "replace old.org/o v1.2.3 => new.org/n v1.0.0-RC",
        ].join("\n"),
        "m.go":
          'package m\nimport ("github.com/Up/per/sub"; "local.org/l"; "old.org/o"; "ven.org/v")\nvar A = sub.X()\nvar B = l.X()\nvar C = o.X()\nvar D = v.X()\n',
        "vendor/ven.org/v/v.go": "package v\nfunc X() int8 { return 0 }\n",
        "file:///work/l/go.mod": "module local.org/l\n",
        "file:///work/l/l.go": "package l\nfunc X() int16 { return 0 }\n",
        [`${cache}/github.com/!up/per@v1.0.0/sub/s.go`]: "package sub\nfunc X() int32 { return 0 }\n",
        [`${cache}/new.org/n@v1.0.0-!r!c/n.go`]: "package o\nfunc X() int64 { return 0 }\n",
      });
      const pkg = await only(storeOf(wrap(fs), { ...NO_GO, moduleCaches: [cache] }), ROOT);
      const types = ["A", "B", "C", "D"].map((name) =>
        typeString(pkg.decls.values.get(name)?.type ?? { kind: "unknown" }),
      );
      assert.deepEqual(types, ["int32", "int16", "int64", "int8"]);
    });

    it("of a folder that replaces a module are worked on, those of other dependencies and of other names are not", async () => {
      const fs = memory({
        "go.mod": [
          "module m",
          "require (",
          "local.org/l v0.0.0",
          "fork.org/f v0.0.0",
          ")",
          "replace local.org/l => ../l",
          "replace fork.org/f => ../f",
        ].join("\n"),
        "m.go": 'package m\nimport ("fork.org/f"; "local.org/l")\nvar A = l.X()\nvar B = f.X()\n',
        "file:///work/l/go.mod": "module local.org/l\n",
        "file:///work/l/l.go": "package l\nfunc X() int16 { return hidden() }\nfunc hidden() int16 { return 0 }\n",
        "file:///work/f/go.mod": "module fork.org/mine\n",
        "file:///work/f/f.go": "package f\nfunc X() int32 { return 0 }\n",
      });
      const store = storeOf(wrap(fs));
      const pkg = await only(store, ROOT);
      assert.equal(typeString(pkg.decls.values.get("B")?.type ?? { kind: "unknown" }), "int32");
      assert.match(store.workspacePackage("local.org/l")?.files[0]?.text ?? "", /hidden/);
      assert.equal(store.workspacePackage("fork.org/f"), undefined);
      assert.equal(store.workspacePackage("fork.org/mine"), undefined);
    });

    it("of several modules are joined by a go.work, and kept apart without", async () => {
      const files = {
        "a/go.mod": "module a.org/a\n",
        "a/a.go": 'package a\nimport "b.org/b"\nvar V = b.X()\n',
        "b/go.mod": "module b.org/b\n",
        "b/b.go": "package b\nfunc X() bool { return true }\n",
      };
      const joined = await only(storeOf(wrap(memory({ ...files, "go.work": "use (\n./a\n./b\n)\n" }))), `${ROOT}/a`);
      assert.equal(joined.decls.values.get("V")?.type.kind, "basic");
      const apart = await only(storeOf(wrap(memory(files))), `${ROOT}/a`);
      assert.equal(apart.decls.values.get("V")?.type.kind, "unknown");
    });

    it("are kept until something they can see changes", async () => {
      const fs = memory({
        "go.mod": "module m\n",
        "a/a.go": 'package a\nimport "m/b"\nvar V = b.X()\n',
        "b/b.go": "package b\nfunc X() bool { return true }\n",
        "c/c.go": "package c\n",
      });
      const store = storeOf(wrap(fs));
      const [a, c] = [await only(store, `${ROOT}/a`), await only(store, `${ROOT}/c`)];
      assert.equal(a.decls.values.get("V")?.type.kind, "basic");
      assert.equal(await only(store, `${ROOT}/a`), a);
      if (host === "at once") {
        fs.write(`${ROOT}/b/b.go`, "package b\nfunc X() bool { return false }\n");
        store.filesChanged([`${ROOT}/b/b.go`]);
        assert.equal(await only(store, `${ROOT}/a`), a);
        assert.match(store.workspacePackage("m/b")?.files[0]?.text ?? "", /false/);
      }
      fs.write(`${ROOT}/b/b.go`, "package b\nfunc X() string { return `` }\n");
      store.filesChanged([`${ROOT}/b/b.go`]);
      const now = await only(store, `${ROOT}/a`);
      assert.equal(typeString(now.decls.values.get("V")?.type ?? { kind: "unknown" }), "string");
      assert.equal(await only(store, `${ROOT}/c`), c);
      fs.remove(`${ROOT}/b`);
      store.filesChanged([`${ROOT}/b`]);
      assert.equal((await only(store, `${ROOT}/a`)).decls.values.get("V")?.type.kind, "unknown");
      fs.write(`${ROOT}/b/new.go`, "package b\nfunc X() int { return 0 }\n");
      store.filesChanged([`${ROOT}/b/new.go`]);
      assert.equal((await only(store, `${ROOT}/a`)).decls.values.get("V")?.type.kind, "basic");
    });

    it("without a module have their directory as path", async () => {
      const pkg = await only(storeOf(wrap(memory({ "x.go": "package x\n" }))), ROOT);
      assert.equal(pkg.path, "_/work/app");
      assert.equal(pkg.goVersion, undefined);
    });

    it("survive files that are no Go text", async () => {
      const fs = memory({ "go.mod": "module m\n", "a.go": "package a\nfunc F() {}\n", "b.go": "" });
      fs.write(`${ROOT}/c.go`, new Uint8Array([0, 1, 2]));
      const store = storeOf(wrap(fs));
      const pkg = await only(store, ROOT);
      assert.equal(pkg.files.length, 2);
      assert.match(store.skippedFiles().get(`${ROOT}/c.go`) ?? "", /NUL/);
      assert.equal(pkg.decls.complete, false);
    });
  });
}

describe("work of the package store", () => {
  /** A store that tells which files it parses. */
  function counting(fs: FileSystem): { readonly store: PackageStore; readonly parsed: string[] } {
    const parsed: string[] = [];
    const parse = (uri: string, text: string) => {
      parsed.push(uri.replace(`${ROOT}/`, ""));
      return goParser.parse(text);
    };
    return { store: new PackageStore({ fs, parse, environment: NO_GO, standard }), parsed };
  }

  it("is a parse of the changed file alone while somebody types", async () => {
    const fs = memory({
      "go.mod": "module m\nrequire gone.org/x v1.0.0\n",
      "a/a.go": 'package a\nimport ("m/b"; "gone.org/x")\nvar V = b.X()\nvar W = x.Y()\n',
      "a/other.go": "package a\n",
      "b/b.go": "package b\nfunc X() bool { return true }\n",
    });
    const { store, parsed } = counting(fs);
    const pkg = await only(store, `${ROOT}/a`);
    assert.deepEqual(
      [pkg.decls.values.get("V")?.type.kind, pkg.decls.values.get("W")?.type.kind],
      ["basic", "unknown"],
    );
    parsed.length = 0;
    fs.write(`${ROOT}/b/b.go`, "package b\nfunc X() bool { return !true }\n");
    store.filesChanged([`${ROOT}/b/b.go`]);
    await only(store, `${ROOT}/b`);
    assert.equal(await only(store, `${ROOT}/a`), pkg);
    assert.deepEqual(parsed, ["b/b.go"]);
  });

  it("leaves out what nobody asks for: other systems' large files and tests of dependencies, imports without use", async () => {
    const fs = memory({
      "go.mod": "module m\n",
      "m.go": 'package m\nimport ("v.org/v"; "v.org/unused")\nvar V = v.X()\nvar U = unused.X()\n',
      "vendor/v.org/v/v.go": 'package v\nimport "v.org/inner"\nfunc X() int { return inner.Y() }\n',
      "vendor/v.org/v/v_windows.go": `package v\nfunc W() {}\n${"// large\n".repeat(50_000)}`,
      "vendor/v.org/v/plan.go": "//go:build plan9\n\npackage v\nfunc P() {}\n",
      "vendor/v.org/v/v_test.go": "package v\n",
      "vendor/v.org/inner/i.go": "package inner\nfunc Y() int { return 0 }\n",
      "vendor/v.org/unused/u.go": "package unused\n",
    });
    const { store, parsed } = counting(fs);
    const pkg = await only(store, ROOT);
    assert.equal(typeString(pkg.decls.values.get("V")?.type ?? { kind: "unknown" }), "int");
    assert.deepEqual(parsed, ["m.go", "vendor/v.org/v/v.go"]);
    assert.equal(pkg.world.packageDecls("v.org/v", "m")?.complete, false);
  });
});
