import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import type { ReportFinding, ReportSummary } from "../../server/src/report/report.ts";
import { folderWith, gostable, LEAKY, type CliRun, type Folder } from "./run.ts";

interface Json {
  readonly version: string;
  readonly findings: readonly ReportFinding[];
  readonly summary: ReportSummary;
}

/** While `find` leaves the lock locked, nobody can say whether `drop` may. */
const FINDS = `package store

import "sync"

type table struct {
	mu  sync.Mutex
	all map[int]int
}

func (t *table) find(n int) (int, bool) {
	t.mu.Lock()
	found, ok := t.all[n]
	if !ok {
		return 0, false
	}
	t.mu.Unlock()
	return found, true
}
`;

const DROPS = `package store

func (t *table) drop(n int) bool {
	if _, ok := t.find(n); !ok {
		return false
	}
	t.mu.Lock()
	if len(t.all) == 0 {
		return false
	}
	delete(t.all, n)
	t.mu.Unlock()
	return true
}
`;

describe("gostable scan", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = folderWith(LEAKY);
  });
  afterEach(() => {
    folder.dispose();
  });
  const json = async (...args: string[]): Promise<Json> =>
    JSON.parse((await gostable(folder, ["scan", "--format", "json", ...args])).out) as Json;
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder.path, stdio: "pipe" });
  };

  it("takes ./... as Go's own tools do", async () => {
    const all = await json();
    assert.ok(all.findings.length > 0);
    for (const path of ["./...", "...", folder.path + "/...", "./"])
      assert.deepEqual((await json(path)).findings, all.findings);
    const { code, err } = await gostable(folder, ["scan", "nowhere/..."]);
    assert.deepEqual([code, err], [2, "gostable: there is no nowhere/\n"]);
  });

  it("says so where there is no Go", async () => {
    const empty = folderWith({ "notes.txt": "" });
    const { code, out } = await gostable(empty, ["scan"]);
    empty.dispose();
    assert.deepEqual([code, out], [0, "No Go files were looked at.\n"]);
  });

  it("is what a path alone asks for", async () => {
    const scanned = await gostable(folder, ["scan", "./..."]);
    assert.deepEqual(await gostable(folder, ["./..."]), scanned);
    assert.deepEqual(await gostable(folder, [".", "--fail-on", "never"]), { ...scanned, code: 0 });
    assert.match((await gostable(folder, ["lint"])).err, /unknown command 'lint'/);
  });

  it("ends with 1 when it finds something, and shows where", async () => {
    const { code, out } = await gostable(folder, ["scan"]);
    assert.equal(code, 1);
    assert.match(out, /^store\/store\.go\n {2}6:15 error .*sql-rows-not-closed\n/);
    assert.match(out, /1 problem \(1 error\) in 1 of 2 files\.\n$/);
  });

  it("ends with 0 when nothing is found, and says so briefly", async () => {
    assert.deepEqual(await gostable(folder, ["scan", "clean.go"]), {
      code: 0,
      out: "No problems in 1 file.\n",
      err: "",
    });
  });

  it("prints JSON with paths relative to the working directory, lines and columns from 1", async () => {
    const { version, findings, summary } = await json();
    assert.equal(version, "0.0.0-test");
    assert.equal(findings[0]?.path, "store/store.go");
    assert.deepEqual(findings[0].range.start, { line: 6, column: 15 });
    assert.equal(findings[0].fixes[0]?.edits[0]?.path, "store/store.go");
    assert.equal(summary.files, 2);
  });

  it("speaks the terminal's language to people, and English to programs that do not ask", async () => {
    const inChina = { env: { LANG: "zh_CN.UTF-8" } };
    const said = async (...args: string[]) => (await gostable(folder, ["scan", ...args], inChina)).out;
    const [chinese, english] = [/始终没有关闭/, /is never closed/];
    assert.match(await said(), chinese);
    assert.match(await said(), /个文件中有 1 个文件存在\d+ 个问题（\d+ 个错误/);
    assert.match(await said("--language", "en"), english);
    for (const format of ["json", "sarif"]) {
      assert.match(await said("--format", format), english);
      assert.match(await said("--format", format, "--language", "zh-cn"), chinese);
    }
  });

  it("speaks to a coding agent in its own form, where it is told to", async () => {
    const said = async (args: readonly string[], run: CliRun) =>
      (await gostable(folder, ["scan", ...args], run)).out.split("\n", 1)[0];
    const [forAgents, forPeople] = [/^store\/store\.go:6:15: error: .* \(sql-rows-not-closed\)$/, /^store\/store\.go$/];
    assert.match((await said(["--format", "agent"], {})) ?? "", forAgents);
    // What a script gets does not depend on who runs it.
    assert.match((await said([], { env: { CLAUDECODE: "1" } })) ?? "", forPeople);
  });

  it("fails on the severity it is told to", async () => {
    assert.equal((await gostable(folder, ["scan", "--fail-on", "never"])).code, 0);
    folder.write("gostable.jsonc", '{"rules": {"sql-rows-not-closed": "info"}}');
    assert.equal((await gostable(folder, ["scan"])).code, 0);
    assert.equal((await gostable(folder, ["scan", "--fail-on", "info"])).code, 1);
    assert.equal((await json("--min-severity", "warning")).findings.length, 0);
  });

  it("runs only the rules it is told to, whatever the configuration says", async () => {
    folder.write("gostable.jsonc", '{"preset": "all"}');
    assert.equal((await json("--rule", "lock-not-released")).findings.length, 0);
    assert.equal((await json("--rule", "lock-not-released,sql-rows-not-closed")).findings.length, 1);
  });

  it("says what is wrong with its options and ends with 2", async () => {
    for (const [args, message] of [
      [["--rule", "sql-rows-not-close"], /did you mean sql-rows-not-closed\?/],
      [["--format", "sarf"], /did you mean sarif\?/],
      [["--preset", "loud"], /is none of recommended, strict, all, off/],
      [["--format", "json", "--format", "text"], /only one report can go to stdout/],
      [["nowhere"], /there is no nowhere/],
      [["--frmt", "x"], /unknown option '--frmt'/],
      [["--baseline", "none.json"], /cannot read the baseline/],
      [["--config", "none.jsonc"], /there is no none\.jsonc/],
      [["--write-baseline", "clean.go/base.json"], /cannot write .*base\.json/],
      [["--format", "json=clean.go/report.json"], /cannot write .*report\.json/],
      // Nobody, root included, can make a folder there.
      ...(process.platform === "linux"
        ? ([[["--write-baseline", "/proc/none/base.json"], /cannot write \/proc\/none\/base\.json: ENOENT/]] as const)
        : []),
    ] as const) {
      const { code, err } = await gostable(folder, ["scan", ...args]);
      assert.equal(code, 2, args.join(" "));
      assert.match(err, message);
    }
  });

  it("fixes what is safe, and then finds nothing", async () => {
    const { code, out } = await gostable(folder, ["scan", "--fix"]);
    assert.equal(code, 0, out);
    assert.match(folder.read("store/store.go"), /\tdefer rows\.Close\(\)\n/);
    assert.match(out, /No problems in 2 files, 1 fixed\.\n/);
    const before = folder.read("store/store.go");
    await gostable(folder, ["scan", "--fix"]);
    assert.equal(folder.read("store/store.go"), before);
  });

  it("fixes what a fix in another file brings out", async () => {
    folder.write("store/find.go", FINDS);
    folder.write("store/drop.go", DROPS);
    const { code, out } = await gostable(folder, ["scan", "--fix"]);
    assert.equal(code, 0, out);
    for (const name of ["find", "drop"]) {
      assert.match(folder.read(`store/${name}.go`), /t\.mu\.Lock\(\)\n\tdefer t\.mu\.Unlock\(\)\n/);
    }
    assert.equal((await gostable(folder, ["scan"])).code, 0);
  });

  it("keeps CRLF and a byte order mark when it fixes", async () => {
    folder.write("store/store.go", `\uFEFF${LEAKY["store/store.go"].replaceAll("\n", "\r\n")}`);
    await gostable(folder, ["scan", "--fix"]);
    const text = folder.read("store/store.go");
    assert.ok(text.startsWith("\uFEFFpackage store\r\n"));
    assert.match(text, /\tdefer rows\.Close\(\)\r\n/);
    assert.ok(!/[^\r]\n/.test(text));
  });

  it("shows a diff that git applies, and changes nothing itself", async () => {
    const { code, out } = await gostable(folder, ["scan", "--diff"]);
    assert.equal(code, 1);
    assert.equal(folder.read("store/store.go"), LEAKY["store/store.go"]);
    git("init", "-q");
    execFileSync("git", ["apply", "-"], { cwd: folder.path, input: out });
    assert.match(folder.read("store/store.go"), /\tdefer rows\.Close\(\)\n/);
  });

  it("passes over what Go passes over, unless it is named", async () => {
    for (const place of ["testdata/a.go", "_x/a.go", ".x/a.go", "vendor/v/a.go", "node_modules/n/a.go"]) {
      folder.write(place, LEAKY["store/store.go"]);
    }
    assert.equal((await json()).findings.length, 1);
    assert.equal((await json("testdata")).findings.length, 1);
  });

  it("says which files it does not look at, and why", async () => {
    folder.write(
      "junk.go",
      Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 256),
    );
    folder.write("latin.go", Uint8Array.from([0x70, 0xff, 0xfe]));
    const { code, out } = await gostable(folder, ["scan"]);
    assert.equal(code, 1);
    assert.match(out, /skipped junk\.go: not a text file \(it holds NUL bytes\)\nskipped latin\.go: not valid UTF-8\n/);
  });

  it("writes several reports at once", async () => {
    const { out } = await gostable(folder, ["scan", "-f", "text", "-f", "sarif=out/r.sarif", "-f", "junit=r.xml"]);
    assert.match(out, /1 problem/);
    assert.equal((JSON.parse(folder.read("out/r.sarif")) as { version: string }).version, "2.1.0");
    assert.match(folder.read("r.xml"), /<testsuites /);
  });

  it("reads a file from stdin, in the place it is said to have", async () => {
    const run = { stdin: LEAKY["store/store.go"] };
    const { code, out } = await gostable(folder, ["scan", "--stdin-filename", "store/new.go", "-q"], run);
    assert.equal(code, 1);
    assert.match(out, /^store\/new\.go:6:15: error/);
    const fixed = await gostable(folder, ["scan", "--stdin-filename", "store/new.go", "--fix"], run);
    assert.match(fixed.out, /\tdefer rows\.Close\(\)\n/);
  });

  it("keeps back what is in the baseline, although lines move", async () => {
    assert.equal((await gostable(folder, ["scan", "--write-baseline", "base.json"])).code, 0);
    folder.write("store/store.go", LEAKY["store/store.go"].replace("func names", "// Moved.\n\nfunc names"));
    const { code, out } = await gostable(folder, ["scan", "--baseline", "base.json"]);
    assert.equal(code, 0, out);
    assert.match(out, /1 more in the baseline/);
    folder.write("store/store.go", "package store\n");
    const pruned = await gostable(folder, ["scan", "--baseline", "base.json", "--prune"]);
    assert.match(pruned.err, /1 entry of the baseline removed/);
    assert.match(folder.read("base.json"), /"entries": \[\]/);
  });

  it("takes the baseline that the configuration names", async () => {
    await gostable(folder, ["scan", "--write-baseline", "base.json"]);
    folder.write("gostable.jsonc", '{"baseline": "base.json"}');
    assert.equal((await gostable(folder, ["scan"])).code, 0);
    assert.equal((await gostable(folder, ["scan", "--no-baseline"])).code, 1);
  });

  it("looks only at what git sees as changed", async () => {
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "first");
    assert.equal((await json("--changed")).findings.length, 0);
    folder.write("store/more.go", LEAKY["store/store.go"].replace("names", "more"));
    assert.deepEqual(
      (await json("--changed")).findings.map((finding) => finding.path),
      ["store/more.go"],
    );
    folder.write("store/store.go", `${LEAKY["store/store.go"]}\nfunc other() {}\n`);
    assert.equal((await json("--changed")).findings.length, 2);
    assert.deepEqual(
      (await json("--new-from-rev", "HEAD")).findings.map((finding) => finding.path),
      ["store/more.go"],
    );
  });

  it("prints what it has found when it is interrupted", async () => {
    const interruption = new AbortController();
    interruption.abort();
    const { out } = await gostable(folder, ["scan"], { interrupted: interruption.signal });
    assert.match(out, /\(interrupted\)/);
  });

  it("uses colours on a terminal only, and not where they are not wanted", async () => {
    const colored = async (...args: Parameters<typeof gostable>): Promise<boolean> =>
      (await gostable(...args)).out.includes("\u001B[");
    assert.equal(await colored(folder, ["scan"]), false);
    assert.equal(await colored(folder, ["scan"], { terminal: true }), true);
    assert.equal(await colored(folder, ["scan", "--no-color"], { terminal: true }), false);
    assert.equal(await colored(folder, ["scan"], { terminal: true, env: { NO_COLOR: "1" } }), false);
  });

  it("shows counts and times when asked to", async () => {
    const { err } = await gostable(folder, ["scan", "--statistics"]);
    assert.match(err, /2 files in .* no workers\n/);
    assert.match(err, /sql-rows-not-closed .*[0-9]\n/);
  });
});
