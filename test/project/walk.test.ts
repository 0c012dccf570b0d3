import assert from "node:assert/strict";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { skipReasonOf, walkGoFiles, type WalkOptions } from "../../server/src/project/walk.ts";

const ROOT = "file:///work/app";

function tree(files: readonly string[], contents: Readonly<Record<string, string>> = {}): MemoryFileSystem {
  const fs = new MemoryFileSystem();
  for (const file of files) fs.write(`${ROOT}/${file}`, "package p\n");
  for (const [file, content] of Object.entries(contents)) fs.write(`${ROOT}/${file}`, content);
  return fs;
}

async function walked(fs: MemoryFileSystem, places: readonly string[] = [ROOT], options: WalkOptions = {}) {
  const files: string[] = [];
  const skipped: Record<string, string> = {};
  for await (const step of walkGoFiles(fs, places, options)) {
    const name = step.uri.slice(ROOT.length + 1);
    if (step.kind === "file") files.push(name);
    else skipped[name] = step.reason;
  }
  return { files, skipped };
}

describe("walking", () => {
  it("finds Go files in the order of their names", async () => {
    const { files } = await walked(tree(["b/x.go", "a.go", "c_test.go", "b/a.go", "README.md"]));
    assert.deepEqual(files, ["a.go", "b/a.go", "b/x.go", "c_test.go"]);
  });

  it("passes over what Go passes over, and says why", async () => {
    const { files, skipped } = await walked(
      tree(["testdata/a.go", "_x/a.go", ".git/a.go", "vendor/v.go", "node_modules/n.go", "_y.go", "z.go"]),
    );
    assert.deepEqual(files, ["z.go"]);
    assert.deepEqual(skipped, {
      testdata: "testdata",
      _x: "hidden",
      ".git": "hidden",
      vendor: "vendor",
      node_modules: "node_modules",
      "_y.go": "hidden",
    });
  });

  it("looks into a place that is named", async () => {
    const fs = tree(["testdata/src/a.go", "vendor/v/v.go", "vendor/v/testdata/t.go"]);
    assert.deepEqual((await walked(fs, [`${ROOT}/testdata`, `${ROOT}/vendor`])).files, [
      "testdata/src/a.go",
      "vendor/v/v.go",
    ]);
    assert.deepEqual((await walked(fs, [`${ROOT}/testdata/src/a.go`])).files, ["testdata/src/a.go"]);
  });

  it("gives a file that two places hold once", async () => {
    assert.deepEqual((await walked(tree(["a/a.go"]), [ROOT, `${ROOT}/a`, `${ROOT}/a/a.go`])).files, ["a/a.go"]);
  });

  it("says of a place that is not there or no Go file", async () => {
    const { skipped } = await walked(tree(["README.md"]), [`${ROOT}/no`, `${ROOT}/README.md`]);
    assert.deepEqual(skipped, { no: "unreadable", "README.md": "not-go" });
  });

  it("heeds .gitignore files of the repository, the inner ones first", async () => {
    const fs = tree(["gen/a.go", "gen/keep.go", "out/x.go", "sub/b.pb.go", "sub/c.go"], {
      ".git/HEAD": "ref",
      ".gitignore": "/out/\n*.pb.go\ngen/*.go\n",
      "gen/.gitignore": "!keep.go\n",
    });
    const { files, skipped } = await walked(fs);
    assert.deepEqual(files, ["gen/keep.go", "sub/c.go"]);
    assert.equal(skipped.out, "gitignore");
    assert.equal(skipped["gen/a.go"], "gitignore");
    assert.deepEqual((await walked(fs, [`${ROOT}/sub`])).files, ["sub/c.go"]);
    assert.deepEqual((await walked(fs, [`${ROOT}/out`])).files, ["out/x.go"]);
    assert.equal((await walked(fs, [ROOT], { gitignore: false })).files.length, 5);
  });

  it("ends where links form a loop, and takes linked files", async () => {
    const fs = tree(["a/a.go"]);
    fs.link(`${ROOT}/a/loop`, "..");
    fs.link(`${ROOT}/a/l.go`, "a.go");
    fs.link(`${ROOT}/a/dead.go`, "nothing.go");
    const { files, skipped } = await walked(fs);
    assert.deepEqual(files, ["a/a.go", "a/l.go"]);
    assert.deepEqual(skipped, { "a/loop": "symlink" });
  });

  it("asks the configuration", async () => {
    const excludes = (uri: string) => uri.endsWith("/gen");
    assert.deepEqual((await walked(tree(["gen/a.go", "b.go"]), [ROOT], { excludes })).files, ["b.go"]);
  });

  it("tells of a single file whether a walk would find it", async () => {
    const fs = tree(["out/x.go", "ok/y.go"], { ".git/HEAD": "", ".gitignore": "out\n" });
    assert.equal(await skipReasonOf(fs, `${ROOT}/out/x.go`, ROOT), "gitignore");
    assert.equal(await skipReasonOf(fs, `${ROOT}/testdata/x.go`, ROOT), "testdata");
    assert.equal(await skipReasonOf(fs, `${ROOT}/ok/y.go`, ROOT), undefined);
  });
});
