import assert from "node:assert/strict";
import { declarationChange } from "../../server/src/engine/declaration-change.ts";
import { reachOf } from "../../server/src/engine/declaration-reach.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import type { GoPackage } from "../../server/src/project/go-package.ts";
import { PackageStore } from "../../server/src/project/package-store.ts";
import { bundledStandardLibrary } from "../../server/src/semantic/facts/standard-library.ts";
import { NO_GO } from "../../server/src/project/go-environment.ts";
import { goParser } from "../support/go.ts";

const ROOT = "file:///w/";

async function packagesOf(files: Readonly<Record<string, string>>): Promise<GoPackage[]> {
  const entries = Object.entries({ "go.mod": "module example.com/w\n\ngo 1.24\n", ...files });
  const store = new PackageStore({
    fs: new MemoryFileSystem(Object.fromEntries(entries.map(([path, text]) => [ROOT + path, text]))),
    parse: (_uri, text) => goParser.parse(text),
    environment: NO_GO,
    standard: bundledStandardLibrary(),
  });
  const directories = [...new Set(Object.keys(files).map((path) => path.split("/").slice(0, -1).join("/")))];
  const packages = await Promise.all(directories.map((directory) => store.packagesIn(ROOT + directory)));
  return packages.flat();
}

/** The functions that can see the change of `a/a.go` from one text to the other, as `package.function`; undefined for everything. */
async function seenBy(
  before: string,
  after: string,
  others: Record<string, string> = {},
): Promise<string[] | undefined> {
  const old = await packagesOf({ "a/a.go": before, ...others });
  const now = await packagesOf({ "a/a.go": after, ...others });
  const fileIn = (packages: readonly GoPackage[]) =>
    packages.flatMap((pkg) => pkg.files.map((file) => ({ pkg, file })));
  const [was, is] = [old, now].map((each) => fileIn(each).find(({ file }) => file.uri === `${ROOT}a/a.go`));
  assert.ok(was !== undefined && is !== undefined);
  const change = declarationChange(was.file, is.file);
  const reach = change && reachOf([{ ...is, change }], now);
  return reach && [...reach.functions].map((key) => key.slice(ROOT.length).replace(/\/\w+\.go /, " ")).sort();
}

describe("who can see a changed declaration", () => {
  const used = "func used(n int) {}\n\nfunc caller() { used(1) }\n\nfunc other() {}\n";

  it("is who mentions it", async () => {
    assert.deepEqual(await seenBy(`package a\n\n${used}`, `package a\n\n${used.replace("n int", "n int, s string")}`), [
      "a .caller",
      "a .used",
    ]);
  });

  it("is nobody where it is new", async () => {
    assert.deepEqual(await seenBy(`package a\n\n${used}`, `package a\n\n${used}\nfunc added() {}\n`), ["a .added"]);
  });

  it("is who mentions a type made of it, and who calls what takes or gives such a type", async () => {
    const text =
      "type part struct{}\n\ntype whole struct{ p part }\n\nfunc give() *whole { return nil }\n\n" +
      "func caller() { _ = give() }\n\nfunc other(part int) { _ = part }\n";
    assert.deepEqual(
      await seenBy(`package a\n\n${text}`, `package a\n\n${text.replace("part struct{}", "part int")}`),
      ["a .caller", "a .give", "a .other"],
    );
  });

  it("is not who bears the name in a comment, a field, a parameter or another package's name", async () => {
    const text =
      "func used() {}\n\n// T is used.\ntype T struct {\n\tused int // used\n}\n\nfunc f(used int) {}\n\nfunc g(t T) { f(1) }\n";
    assert.deepEqual(await seenBy(`package a\n\n${text}`, `package a\n\n${text.replace("used()", "used(n int)")}`), [
      "a .used",
    ]);
  });

  it("is who imports the package, if the name is exported", async () => {
    const others = {
      "b/b.go":
        'package b\n\nimport "example.com/w/a"\n\nfunc B() { a.Open() }\n\nfunc open() {}\n\nfunc user() { open() }\n',
      "c/c.go": "package c\n\nfunc Open() {}\n\nfunc user() { Open() }\n",
    };
    const text = "package a\n\nfunc Open() {}\n\nfunc open() {}\n";
    assert.deepEqual(await seenBy(text, text.replace("Open()", "Open(n int)"), others), ["a .Open", "b .B"]);
    assert.deepEqual(await seenBy(text, text.replace("open()", "open(n int)"), others), ["a .open"]);
  });

  it("is who calls an unexported method whose type keeps it, and all that know the type where others may ask for it", async () => {
    const text =
      "type T struct{}\n\nfunc (t *T) get() {}\n\nfunc (t *T) Close() {}\n\nfunc caller(t *T) { t.get() }\n\nfunc holder(t *T) {}\n";
    assert.deepEqual(
      await seenBy(`package a\n\n${text}`, `package a\n\n${text.replace("get() {}", "get(n int) {}")}`),
      ["a .caller", "a T.get"],
    );
    assert.deepEqual(
      await seenBy(
        `package a\n\n${text}`,
        `package a\n\n${text.replace("Close() {}", "Close() error { return nil }")}`,
      ),
      ["a .caller", "a .holder", "a T.Close", "a T.get"],
    );
  });

  it("is the whole file where its imports change", async () => {
    const text = `package a\n\nimport "fmt"\n\n${used}`;
    assert.deepEqual(await seenBy(text, text.replace('"fmt"', '"os"')), ["a .caller", "a .other", "a .used"]);
  });

  it("cannot be told for another package clause, an alias, or names that are written nowhere", async () => {
    assert.equal(await seenBy(`package a\n\n${used}`, `package b\n\n${used}`), undefined);
    assert.equal(await seenBy("package a\n\ntype A = int\n", "package a\n\ntype A = string\n"), undefined);
    assert.equal(await seenBy("package a\n", 'package a\n\nimport . "fmt"\n'), undefined);
  });
});
