import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changedFiles } from "../../server/src/lsp/node/changed-files.ts";
import { gitChanges, parseDiff } from "../../server/src/project/git-changes.ts";
import { uriOfPath } from "../../server/src/project/node-file-system.ts";

describe("git changes", () => {
  let folder = "";
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, stdio: "pipe" });
  };
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "gostable-git-")));
    git("init", "-q");
    write("a.go", "package a\n\nvar x = 1\n");
    write("日本 b.go", "package a\n");
    git("add", ".");
    git("commit", "-qm", "first");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are the changed lines of tracked files and all of untracked ones", async () => {
    write("a.go", "package a\n\nvar x = 1\nvar y = 2\n");
    write("日本 b.go", "package b\n");
    write("new.go", "package a\n");
    const changes = await gitChanges(folder, "HEAD");
    assert.ok(typeof changes !== "string", "git can tell");
    assert.deepEqual(Object.fromEntries(changes), {
      [uriOfPath(join(folder, "a.go"))]: [{ from: 4, to: 4 }],
      [uriOfPath(join(folder, "日本 b.go"))]: [{ from: 1, to: 1 }],
      [uriOfPath(join(folder, "new.go"))]: "all",
    });
  });

  it("say why they cannot be known", async () => {
    const nowhere = await gitChanges(folder, "nowhere");
    assert.ok(typeof nowhere === "string");
    assert.match(nowhere, /no revision "nowhere"/);
    const outside = await gitChanges(tmpdir(), "HEAD");
    assert.ok(typeof outside === "string");
    assert.match(outside, /not a git repository/i);
  });

  it("of a branch are not what the other one got meanwhile", async () => {
    git("branch", "-M", "main");
    git("checkout", "-qb", "feature");
    write("feature.go", "package a\n");
    git("add", ".");
    git("commit", "-qm", "feature");
    git("checkout", "-q", "main");
    write("a.go", "package a\n\nvar x = 2\n");
    git("commit", "-qam", "meanwhile");
    git("checkout", "-q", "feature");
    const changes = await gitChanges(folder, "main");
    assert.ok(typeof changes !== "string", "git can tell");
    assert.deepEqual([...changes.keys()], [uriOfPath(join(folder, "feature.go"))]);
  });

  it("in a shallow clone are not known, which says what to do", async () => {
    git("branch", "-M", "main");
    write("a.go", "package a\n");
    git("commit", "-qam", "second");
    git("clone", "-q", "--depth", "1", `file://${folder}`, "shallow");
    const changes = await gitChanges(join(folder, "shallow"), "HEAD~1");
    assert.ok(typeof changes === "string");
    assert.match(changes, /no revision "HEAD~1"; this clone is shallow, fetch its history first .*fetch-depth: 0/);
    assert.equal(await gitChanges(folder, "nowhere"), 'git knows no revision "nowhere"');
  });

  it("since a revision without a common past are all that differs", async () => {
    git("branch", "-M", "main");
    git("checkout", "-q", "--orphan", "other");
    write("a.go", "package a\n\nvar x = 2\n");
    git("commit", "-qam", "other");
    const changes = await gitChanges(folder, "main");
    assert.ok(typeof changes !== "string", "git can tell");
    assert.deepEqual([...changes.values()], [[{ from: 3, to: 3 }]]);
  });

  it("say that there is no git", async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    try {
      assert.equal(await gitChanges(folder, "HEAD"), "git is not installed");
    } finally {
      process.env.PATH = path;
    }
  });

  it("of several folders are those in repositories", async () => {
    const outside = realpathSync(mkdtempSync(join(tmpdir(), "gostable-no-git-")));
    try {
      write("new.go", "package a\n");
      const both = await changedFiles([uriOfPath(outside), uriOfPath(folder)]);
      assert.deepEqual(both, { files: [uriOfPath(join(folder, "new.go"))] });
      assert.match(JSON.stringify(await changedFiles([uriOfPath(outside)])), /"problem":"not a git repository/);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it("see a deletion on the lines around it", () => {
    assert.deepEqual([...parseDiff("+++ b/x.go\n@@ -5,2 +4,0 @@\n-a\n-b\n")], [["x.go", [{ from: 4, to: 5 }]]]);
  });
});
