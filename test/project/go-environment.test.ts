import assert from "node:assert/strict";
import { URI } from "vscode-uri";
import { findGoEnvironment, type Machine } from "../../server/src/project/go-environment.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";

const LINUX: Machine = {
  env: {},
  home: "/home/me",
  platform: "linux",
  uriOfPath: (path) => URI.file(path).toString(),
};

describe("Go's directories", () => {
  it("are the usual ones where nothing is said", async () => {
    const found = await findGoEnvironment(new MemoryFileSystem(), LINUX);
    assert.deepEqual(found.gopaths, ["file:///home/me/go"]);
    assert.deepEqual(found.moduleCaches, ["file:///home/me/go/pkg/mod"]);
    assert.ok(found.roots.includes("file:///usr/local/go"));
    assert.equal(found.workspaces, true);
  });

  it("are those of the environment, before those that `go env -w` has written", async () => {
    const fs = new MemoryFileSystem({
      "file:///home/me/.config/go/env": "GOMODCACHE=/cache\nGOPATH=/a:/b\nGOWORK=off\n",
    });
    const saved = await findGoEnvironment(fs, LINUX);
    assert.deepEqual(saved.moduleCaches, ["file:///cache"]);
    assert.deepEqual(saved.gopaths, ["file:///a", "file:///b"]);
    assert.equal(saved.workspaces, false);
    const set = await findGoEnvironment(fs, { ...LINUX, env: { GOMODCACHE: "/other", GOROOT: "/go" } });
    assert.deepEqual(set.moduleCaches, ["file:///other"]);
    assert.equal(set.roots[0], "file:///go");
  });

  it("are separated by ; on Windows", async () => {
    const windows = { ...LINUX, platform: "win32", home: "C:\\me", env: { GOPATH: "C:/a;D:/b" } };
    const { gopaths } = await findGoEnvironment(new MemoryFileSystem(), windows);
    assert.deepEqual(gopaths, ["C:/a", "D:/b"].map(windows.uriOfPath));
  });
});
