import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Log } from "sarif";
import { findAct, runWorkflow, type WorkflowRun } from "./workflow-runner.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The workflow that the documentation gives. */
function documented(): string {
  const page = readFileSync(join(root, "docs/ci.md"), "utf8");
  return /## GitHub\n[^]*?```yaml\n([^]*?)```/.exec(page)?.[1] ?? assert.fail("no workflow in docs/ci.md");
}

/** The same workflow with other inputs for the action. */
function withInputs(inputs: Readonly<Record<string, string>>): string {
  const lines = Object.entries(inputs).map(([name, value]) => `          ${name}: ${JSON.stringify(value)}\n`);
  return documented().replace(/( {8}with:\n) {10}arguments: .*\n/, (_, start: string) => start + lines.join(""));
}

describe("the GitHub action", function () {
  this.timeout(600_000);
  let act = "";
  let folder = "";
  const git = (...args: string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: folder, stdio: "pipe" });
  };
  const run = (workflow: string, repository = folder): WorkflowRun => runWorkflow(act, repository, workflow);
  const files = ({ annotations }: WorkflowRun): (string | undefined)[] => annotations.map(({ at }) => at.file);

  before(function () {
    const found = findAct();
    if (typeof found !== "string") {
      act = found.act;
      return;
    }
    console.log(`      ${found}`);
    this.skip();
  });
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "gostable-action-")));
    cpSync(join(root, "test/editor/fixture"), join(folder, "my services/api"), { recursive: true });
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "first");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows its findings on their lines, uploads them, and lets the job fail", () => {
    const { succeeded, annotations, log, uploaded } = run(documented());
    assert.equal(succeeded, false);
    assert.deepEqual(
      annotations.map(({ level, at }) => `${level} ${at.file ?? ""}:${at.line ?? ""} ${at.title ?? ""}`),
      [
        "error my services/api/cache/cache.go:13 gostable lock-mode-mismatch",
        "error my services/api/cache/cache.go:22 gostable lock-deferred",
        "error my services/api/store/orders.go:15 gostable sql-rows-not-closed",
      ],
    );
    assert.match(log, /3 problems/);
    const { runs } = JSON.parse(uploaded ?? "") as Log;
    assert.deepEqual(
      runs[0]?.results?.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri),
      ["cache/cache.go", "cache/cache.go", "store/orders.go"].map((path) => `my%20services/api/${path}`),
    );
  });

  it("lets the job go on where --fail-on says so", () => {
    const result = run(withInputs({ arguments: "--fail-on never" }));
    assert.equal(result.succeeded, true);
    assert.equal(result.annotations.length, 3);
  });

  it("takes names with blanks in quotes, one or several in a line", () => {
    const one = run(withInputs({ paths: "'my services/api/store'" }));
    assert.deepEqual(files(one), ["my services/api/store/orders.go"]);
    const two = run(
      withInputs({ paths: '"my services/api/store"\n"my services/api/cache"', arguments: "--rule lock-deferred" }),
    );
    assert.deepEqual(files(two), ["my services/api/cache/cache.go"]);
  });

  it("says what is wrong with its inputs, and uploads nothing then", () => {
    const { succeeded, annotations, log, uploaded } = run(withInputs({ paths: "my services/api" }));
    assert.equal(succeeded, false);
    assert.match(log, /there is no my$/m);
    assert.deepEqual({ annotations, uploaded }, { annotations: [], uploaded: undefined });
    assert.match(run(withInputs({ paths: "it's" })).log, /unmatched single quote/);
  });

  it("tells a shallow clone what --new-from-rev needs", () => {
    git("commit", "-qm", "second", "--allow-empty");
    git("clone", "-q", "--depth", "1", `file://${folder}`, "shallow");
    const { succeeded, log } = run(withInputs({ arguments: "--new-from-rev HEAD~1" }), join(folder, "shallow"));
    assert.equal(succeeded, false);
    assert.match(log, /git knows no revision "HEAD~1"; this clone is shallow.*fetch-depth: 0/);
    assert.deepEqual(files(run(withInputs({ arguments: "--new-from-rev HEAD~1" }))), []);
  });
});
