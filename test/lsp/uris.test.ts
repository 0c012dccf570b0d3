import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from "vscode-jsonrpc/node";
import type { CodeAction, Diagnostic, PublishDiagnosticsParams } from "vscode-languageserver";
import { ClientUris } from "../../server/src/lsp/client-uris.ts";
import { trueCaseOn } from "../../server/src/lsp/node/true-case.ts";
import { abilitiesFrom, clientCapabilities } from "./support/client-capabilities.ts";

const server = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));
const LEAK = 'package p\n\nimport "sync"\n\nfunc f(mu *sync.Mutex) {\n\tmu.Lock()\n\t_ = "😀é"; defer mu.Lock()\n}\n';

/** A client that names documents as it likes; findings are published to it. */
class Client {
  readonly #server: ChildProcess = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  readonly #connection: MessageConnection;
  readonly published = new Map<string, readonly Diagnostic[]>();

  constructor() {
    const { stdin, stdout } = this.#server;
    assert.ok(stdin && stdout);
    this.#connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => null));
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onNotification(
      "textDocument/publishDiagnostics",
      ({ uri, diagnostics }: PublishDiagnosticsParams) => {
        this.published.set(uri, diagnostics);
      },
    );
    this.#connection.listen();
  }

  async start(folder: string): Promise<void> {
    const capabilities = clientCapabilities(abilitiesFrom(["push", "eager"]));
    const workspaceFolders = [{ uri: folder, name: "workspace" }];
    await this.request("initialize", { processId: process.pid, rootUri: null, workspaceFolders, capabilities });
    await this.notify("initialized", {});
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.#connection.sendRequest<Result>(method, params);
  }

  notify(method: string, params: object): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  open(uri: string, text: string): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "go", version: 1, text } });
  }

  /** The findings published for exactly this URI. */
  async findings(uri: string, count: number): Promise<readonly Diagnostic[]> {
    for (let wait = 0; wait < 400 && this.published.get(uri)?.length !== count; wait++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    const found = this.published.get(uri);
    assert.equal(found?.length, count, `${uri}: ${JSON.stringify([...this.published])}`);
    return found;
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest("shutdown");
    await this.notify("exit", {});
    this.#connection.dispose();
  }
}

/** What a client calls its folder and a document in it, and what else it may call that. */
const CLIENTS: readonly (readonly [string, string, string, string])[] = [
  ["a Windows drive", "file:///c%3A/Work", "file:///c%3A/Work/a.go", "file:///c%3A/Work/a.go"],
  ["a Windows drive, not encoded", "file:///C:/Work", "file:///C:/Work/a.go", "file:///c:/Work/a.go"],
  ["a UNC path", "file://server/share/work", "file://server/share/work/a.go", "file://server/share/work/a.go"],
  [
    "a path with spaces and letters",
    "file:///w/a b/ü漢",
    "file:///w/a b/ü漢/a.go",
    "file:///w/a%20b/%C3%BC%E6%BC%A2/a.go",
  ],
  [
    "a remote",
    "vscode-remote://wsl%2Bubuntu/w",
    "vscode-remote://wsl%2Bubuntu/w/a.go",
    "vscode-remote://wsl%2Bubuntu/w/a.go",
  ],
  ["a folder with a slash at its end", "file:///w/", "file:///w/a.go", "file:///w/a.go"],
];

describe("a client's URIs", () => {
  let client: Client;
  beforeEach(() => {
    client = new Client();
  });
  afterEach(() => client.stop());

  for (const [what, folder, opened, asked] of CLIENTS) {
    it(`of ${what} are understood, and answered as it writes them`, async () => {
      await client.start(folder);
      await client.open(opened, LEAK);
      const [finding] = await client.findings(opened, 1);
      assert.ok(finding);
      assert.deepEqual(finding.range, { start: { line: 6, character: 18 }, end: { line: 6, character: 27 } });
      assert.equal(finding.relatedInformation?.[0]?.location.uri, opened);
      const params = { textDocument: { uri: asked }, range: finding.range, context: { diagnostics: [] } };
      const actions = await client.request<CodeAction[]>("textDocument/codeAction", params);
      const [edit] = actions.find(({ title }) => title.startsWith("Ignore"))?.edit?.documentChanges ?? [];
      assert.ok(edit && "textDocument" in edit);
      assert.deepEqual(edit.textDocument, { uri: asked, version: 1 });
    });
  }

  it("of a document that was never saved are enough", async () => {
    await client.start("file:///w");
    await client.open("untitled:Untitled-1", LEAK);
    const [finding] = await client.findings("untitled:Untitled-1", 1);
    assert.equal(finding?.relatedInformation?.[0]?.location.uri, "untitled:Untitled-1");
  });

  it("of old versions and other views bring no findings of their own", async () => {
    await client.start("file:///w");
    const views = ["git:/w/a.go?%7B%22ref%22%3A%22HEAD%22%7D", "gitlens://x/w/a.go", "vscode-scm:/w/a.go"];
    for (const view of views) await client.open(view, LEAK);
    await client.open("file:///w/a.go", LEAK);
    await client.findings("file:///w/a.go", 1);
    for (const view of views) assert.deepEqual(client.published.get(view) ?? [], []);
  });

  it("stand for texts whose lines end with CR LF", async () => {
    await client.start("file:///w");
    await client.open("file:///w/a.go", LEAK.replaceAll("\n", "\r\n"));
    const [finding] = await client.findings("file:///w/a.go", 1);
    assert.equal(finding?.range.start.line, 6);
    const params = { textDocument: { uri: "file:///w/a.go" }, range: finding.range, context: { diagnostics: [] } };
    const actions = await client.request<CodeAction[]>("textDocument/codeAction", params);
    const [change] =
      actions.find(({ title }) => title === "Ignore lock-deferred for this line")?.edit?.documentChanges ?? [];
    const [edit] = change && "edits" in change ? change.edits : [];
    assert.ok(edit && "newText" in edit);
    assert.equal(edit.newText, "\t//gostable:ignore lock-deferred -- reason\r\n");
  });
});

describe("names in any case", () => {
  const onDisk = (path: string): string => {
    if (path.toLowerCase() !== "/work/shop.go") throw new Error("there is no such file");
    return "/Work/Shop.go";
  };

  it("mean one file where the file system says so", () => {
    const uris = new ClientUris(trueCaseOn("darwin", onDisk));
    assert.equal(uris.document("file:///work/shop.go"), "file:///Work/Shop.go");
    assert.equal(uris.file("file:///WORK/SHOP.go"), "file:///Work/Shop.go");
    assert.equal(uris.outgoing("file:///Work/Shop.go"), "file:///work/shop.go");
  });

  it("are those of the client for a file that does not exist, and where case counts", () => {
    assert.equal(new ClientUris(trueCaseOn("darwin", onDisk)).file("file:///work/new.go"), "file:///work/new.go");
    assert.equal(new ClientUris(trueCaseOn("linux", onDisk)).file("file:///work/shop.go"), "file:///work/shop.go");
    assert.equal(trueCaseOn("darwin", onDisk)("untitled:Untitled-1"), "untitled:Untitled-1");
  });

  it("do not lead from a link to what it points at", () => {
    const link = trueCaseOn("win32", () => "/elsewhere/real.go");
    assert.equal(link("file:///work/link.go"), "file:///work/link.go");
  });
});
