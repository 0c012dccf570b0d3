import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { scanInThread } from "../../server/src/lsp/node/scan-thread.ts";
import { uriOfPath } from "../../server/src/project/node-file-system.ts";

const program = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));
const DIRECTORIES = 60;
const FILES = 8;

/** As many small packages as it takes for several threads to be worth their start. */
function writeWorkspace(root: string): void {
  writeFileSync(join(root, "go.mod"), "module example.com/many\n\ngo 1.24\n");
  for (let directory = 0; directory < DIRECTORIES; directory++) {
    mkdirSync(join(root, `p${directory}`));
    for (let file = 0; file < FILES; file++) {
      const name = `f${file}`;
      const lock = file === 0 ? `\tmu.Lock()\n\tdefer mu.Lock()\n` : "";
      const text = `package p\n\nimport "sync"\n\nfunc ${name}(mu *sync.Mutex) {\n${lock}\t_ = mu\n}\n`;
      writeFileSync(join(root, `p${directory}`, `${name}.go`), text);
    }
  }
}

describe("a scan beside the server's own thread", function () {
  this.timeout(60_000);
  const root = realpathSync(mkdtempSync(join(tmpdir(), "gostable-threads-")));
  const folder = uriOfPath(root);

  before(() => {
    writeWorkspace(root);
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
  });

  async function scan(cores: number, signal = new AbortController().signal) {
    const found = new Map<string, readonly string[]>();
    const told: number[] = [];
    const on = {
      progress: (done: number) => told.push(done),
      file: ({ uri, findings }: { uri: string; findings: readonly { rule: string }[] }) =>
        found.set(
          uri,
          findings.map(({ rule }) => rule),
        ),
    };
    const open = `${folder}/p1/f0.go`;
    const job = {
      request: { roots: [folder] },
      folders: [{ uri: folder, section: undefined }],
      elsewhere: undefined,
      texts: [[open, "package p\n"] as const],
    };
    const summary = await scanInThread(program, job, on, signal, cores);
    return { found, told, summary };
  }

  it("finds the same in one thread and in several, open documents included", async () => {
    const [one, several] = [await scan(1), await scan(3)];
    assert.equal(several.summary.files, DIRECTORIES * FILES);
    assert.equal(several.told.at(-1), DIRECTORIES * FILES);
    assert.deepEqual([...several.found].sort(), [...one.found].sort());
    const withFindings = [...several.found].filter(([, rules]) => rules.length > 0);
    assert.equal(withFindings.length, DIRECTORIES - 1);
  });

  it("ends soon when it is cancelled, and keeps what was found", async () => {
    const controller = new AbortController();
    const running = scan(3, controller.signal);
    controller.abort();
    const { summary, found } = await running;
    assert.equal(summary.cancelled, true);
    assert.equal(found.size, summary.files);
  });
});
