import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFileSystem, uriOfPath } from "../../server/src/project/node-file-system.ts";
import { decodeSource, encodeSource, LARGEST_OPEN, readSource } from "../../server/src/project/read-source.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";

describe("file systems", () => {
  const root = mkdtempSync(join(tmpdir(), "gostable-fs-"));
  before(() => {
    mkdirSync(join(root, "dir"));
    writeFileSync(join(root, "dir", "a ü.go"), "package a\n");
    symlinkSync("dir", join(root, "link"));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  for (const blocking of [true, false]) {
    it(`of Node read files, directories and links (${blocking ? "at once" : "through threads"})`, async () => {
      const fs = nodeFileSystem({ blocking });
      const uri = uriOfPath(join(root, "dir", "a ü.go"));
      assert.equal(new TextDecoder().decode(await fs.readFile(uri)), "package a\n");
      assert.deepEqual(await fs.readDirectory(uriOfPath(root)), [
        { name: "dir", type: "directory" },
        { name: "link", type: "symlink" },
      ]);
      assert.equal((await fs.stat(uriOfPath(join(root, "link"))))?.type, "directory");
      assert.equal(await fs.realUri(uriOfPath(join(root, "link", "a ü.go"))), await fs.realUri(uri));
    });

    it(`of Node answer undefined for what cannot be read (${blocking ? "at once" : "through threads"})`, async () => {
      const fs = nodeFileSystem({ blocking });
      const missing = uriOfPath(join(root, "missing"));
      assert.equal(await fs.readFile(missing), undefined);
      assert.equal(await fs.readFile(uriOfPath(root)), undefined);
      assert.equal(await fs.readDirectory(missing), undefined);
      assert.equal(await fs.stat(missing), undefined);
      assert.equal(await fs.realUri(missing), missing);
      assert.equal(await fs.readFile("untitled:Untitled-1"), undefined);
    });

    it(`of Node do not wait for a pipe (${blocking ? "at once" : "through threads"})`, async function () {
      if (process.platform === "win32") this.skip();
      const pipe = join(root, "dir", `pipe-${String(blocking)}.go`);
      execFileSync("mkfifo", [pipe]);
      assert.equal(await nodeFileSystem({ blocking }).readFile(uriOfPath(pipe)), undefined);
    });
  }

  it("in memory forget what is removed", async () => {
    const fs = new MemoryFileSystem({ "file:///a/b/c.go": "x", "file:///a/d.go": "y" });
    fs.remove("file:///a/b");
    assert.equal(await fs.readFile("file:///a/b/c.go"), undefined);
    assert.deepEqual(await fs.readDirectory("file:///a"), [{ name: "d.go", type: "file" }]);
  });
});

describe("reading sources", () => {
  const reasonFor = (bytes: Uint8Array, largest = LARGEST_OPEN): string | undefined => {
    const source = decodeSource(bytes, largest);
    return source.kind === "skipped" ? source.reason : undefined;
  };

  it("refuses what is no text, each with its reason", () => {
    assert.match(reasonFor(new Uint8Array([112, 0, 10])) ?? "", /NUL/);
    assert.match(reasonFor(new Uint8Array([0xc3, 0x28])) ?? "", /UTF-8/);
    assert.match(reasonFor(new Uint8Array(LARGEST_OPEN + 1)) ?? "", /larger than 4 MB/);
  });

  it("takes the byte order mark off and puts it back, and keeps line ends", () => {
    const bytes = new TextEncoder().encode("\uFEFFpackage a\r\n");
    const source = decodeSource(bytes, LARGEST_OPEN);
    assert.ok(source.kind === "text");
    assert.equal(source.text, "package a\r\n");
    assert.deepEqual(encodeSource(source.text, source.bom), bytes);
  });

  it("says of a file that is not there", async () => {
    const source = await readSource(new MemoryFileSystem(), "file:///no.go", LARGEST_OPEN);
    assert.equal(source.kind, "skipped");
  });
});
