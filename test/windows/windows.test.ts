import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { CodeAction, PublishDiagnosticsParams } from "vscode-languageserver";
import { SCAN_REQUEST, type ScanResult } from "../../shared/protocol.ts";
import { WindowsNode, windowsPath } from "./windows-node.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cli = join(root, "dist/cli.cjs");
const ALL = ["--preset", "all", "--format", "json"];
/** Where neither Go nor its modules are found, as in the other system. */
const ALONE = { PATH: process.env.PATH, HOME: "/nonexistent", GOPATH: "/nonexistent", GOROOT: "/nonexistent" };

describe("under Windows", function () {
  this.timeout(600_000);
  let windows: WindowsNode;
  let workspace: string;

  before(function () {
    const found = WindowsNode.find();
    if (typeof found !== "string") windows = found;
    else {
      console.log(`    (skipped: ${found})`);
      this.skip();
    }
  });

  beforeEach(() => {
    workspace = realpathSync(mkdtempSync(join(tmpdir(), "gostable-windows-")));
    cpSync(join(root, "demo/service"), workspace, { recursive: true });
  });
  afterEach(() => {
    rmSync(workspace, { recursive: true, force: true });
  });

  it("the command line finds what it finds here, in one thread and in two", () => {
    const here = spawnSync(process.execPath, [cli, "scan", ".", ...ALL], {
      ...{ cwd: workspace, encoding: "utf8", env: ALONE },
    });
    assert.match(here.stdout, /"path": "/);
    for (const threads of [[], ["-j", "2"]]) {
      const there = windows.run([windowsPath(cli), "scan", ".", ...ALL, ...threads], workspace);
      assert.deepEqual([there.code, there.stdout], [here.status, here.stdout]);
    }
  });

  it("paths are taken with a drive and backslashes, and shown with slashes", () => {
    writeFileSync(join(workspace, "gostable.jsonc"), '{ "overrides": [{ "files": ["**/*.go"], "preset": "off" }] }');
    const folder = windowsPath(workspace);
    const off = windows.run([windowsPath(cli), "scan", folder, "--format", "jsonl"], root);
    assert.deepEqual([off.code, off.stdout], [0, ""]);
    rmSync(join(workspace, "gostable.jsonc"));
    const on = windows.run([windowsPath(cli), "scan", `${folder}\\...`, "--format", "jsonl"], workspace);
    const paths = on.stdout.trim().split("\n");
    assert.ok(on.code === 1 && paths.every((line) => !(JSON.parse(line) as { path: string }).path.includes("\\")));
  });

  it("fixes, baselines and caches are written and read", () => {
    const run = (...args: string[]) => windows.run([windowsPath(cli), "scan", ".", ...args], workspace);
    run("--fix");
    const fixed = spawnSync("git", ["diff", "--no-index", "--stat", join(root, "demo/service"), workspace]);
    assert.equal(fixed.status, 1, "files were fixed");
    assert.equal(run("--preset", "all", "--write-baseline").code, 0);
    assert.match(readFileSync(join(workspace, "gostable-baseline.json"), "utf8"), /"path":"[^\\]+"/);
    const known = ["--preset", "all", "--baseline", "gostable-baseline.json"];
    assert.equal(run(...known).code, 0);
    const cache = ["--cache", "--cache-dir", windowsPath(`${workspace}-cache`)];
    const [first, second] = [run(...ALL, ...cache), run(...ALL, ...cache)];
    rmSync(`${workspace}-cache`, { recursive: true });
    assert.equal(second.stdout, first.stdout);
  });

  it("the language server knows drives in both cases, and scans the workspace", async () => {
    const answers = await conversation(windows, workspace);
    assert.ok(answers.findings > 0 && answers.actions.length > 0);
    assert.ok(answers.edited.every((uri) => uri === answers.uri));
    assert.deepEqual([answers.scan.skipped, answers.scan.problem], [[], undefined]);
    assert.ok(answers.scan.files > 0);
  });
});

interface Answers {
  readonly uri: string;
  readonly findings: number;
  readonly actions: readonly string[];
  /** The files that the first action would change. */
  readonly edited: readonly string[];
  readonly scan: ScanResult;
}

async function conversation(windows: WindowsNode, workspace: string): Promise<Answers> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, resolve));
  const connected = new Promise<Socket>((resolve) => listener.once("connection", resolve));
  const { port } = listener.address() as AddressInfo;
  const server = windows.start([windowsPath(join(root, "dist/server-node.cjs")), `--socket=${String(port)}`]);
  const socket = await connected;
  try {
    return await talk(socket, workspace);
  } finally {
    socket.destroy();
    listener.close();
    server.kill();
  }
}

async function talk(socket: Socket, workspace: string): Promise<Answers> {
  const connection = createMessageConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  connection.onRequest("client/registerCapability", () => null);
  const published = new Promise<PublishDiagnosticsParams>((resolve) => {
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      if (params.diagnostics.length > 0) resolve(params);
    });
  });
  connection.listen();
  const rootUri = `file:///Z:${workspace}`;
  await connection.sendRequest("initialize", {
    ...{ processId: null, rootUri, workspaceFolders: [{ uri: rootUri, name: "service" }] },
    capabilities: {
      textDocument: {
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } },
          ...{ dataSupport: true, resolveSupport: { properties: ["edit"] } },
        },
      },
    },
  });
  await connection.sendNotification("initialized", {});
  // VS Code writes the same drive like this.
  const uri = `file:///z%3A${workspace}/store/orders.go`;
  const text = readFileSync(join(workspace, "store/orders.go"), "utf8");
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "go", version: 1, text },
  });
  const { diagnostics } = await published;
  const textDocument = { uri };
  const [{ range } = { range: undefined }] = diagnostics;
  const actions = await connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    ...{ textDocument, range, context: { diagnostics: [] } },
  });
  const { edit } = await connection.sendRequest<CodeAction>("codeAction/resolve", actions[0]);
  const scan = await connection.sendRequest<ScanResult>(SCAN_REQUEST, { id: 1, what: "workspace" });
  return {
    ...{ uri, findings: diagnostics.length, scan },
    actions: actions.map(({ title }) => title),
    edited: Object.keys(edit?.changes ?? {}),
  };
}
