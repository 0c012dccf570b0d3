import assert from "node:assert/strict";
import type { Diagnostic } from "vscode-languageserver";
import { ClosedFiles } from "../../server/src/lsp/closed-files.ts";
import type { FileReport } from "../../server/src/lsp/engine-port.ts";
import type { ServerState } from "../../server/src/lsp/server-state.ts";
import { WorkspaceReports } from "../../server/src/lsp/workspace-reports.ts";
import { LineIndex } from "../../server/src/text/line-index.ts";

const FILE = "file:///w/a.go";
const text = "package a\n";
const report: FileReport = {
  text,
  lines: new LineIndex(text),
  elapsed: 1,
  findings: [
    {
      rule: "lock-deferred",
      severity: "error",
      confidence: "certain",
      span: { start: 0, end: 7 },
      message: "deferred",
      related: [],
      fixes: [],
      fingerprint: "1",
    } as unknown as FileReport["findings"][number],
  ],
};

/** A server whose engine answers when the test says so, and a client that shows the last it was told of each file. */
function server() {
  const answers: ((report: FileReport | undefined) => void)[] = [];
  const open = new Set<string>();
  const shown = new Map<string, readonly Diagnostic[]>();
  const told: string[] = [];
  const state = {
    can: { pull: true, related: false },
    documents: { get: (uri: string) => (open.has(uri) ? { uri } : undefined) },
    engine: {
      rules: [],
      analyze: () => new Promise<FileReport | undefined>((resolve) => answers.push(resolve)),
      isScanned: () => Promise.resolve(true),
    },
    folders: ["file:///w"],
    folderSettings: new Map(),
    settings: { hideDuplicates: false },
    translation: { finding: (finding: unknown) => finding },
  } as unknown as ServerState;
  const reports = new WorkspaceReports((uri, diagnostics) => {
    told.push(uri);
    shown.set(uri, diagnostics);
  });
  return { closed: new ClosedFiles(state, reports), answers, open, told, count: () => shown.get(FILE)?.length ?? 0 };
}

const settle = (time = 0) => new Promise((resolve) => setTimeout(resolve, time));

describe("findings of files that are not open", () => {
  it("follow a file that is looked at again", async () => {
    const { closed, answers, count } = server();
    await closed.found(FILE, report);
    const again = closed.refresh(FILE);
    await settle();
    answers[0]?.({ ...report, findings: [] });
    await again;
    assert.equal(count(), 0);
  });

  it("stay away when they were taken away while the file was looked at", async () => {
    const { closed, answers, count } = server();
    closed.follow();
    await closed.found(FILE, report);
    const again = closed.refresh(FILE);
    await settle();
    closed.clear();
    answers[0]?.(report);
    await again;
    assert.equal(count(), 0);
    assert.deepEqual([...closed.scanned.keys()], []);
  });

  it("are told again to a client that waited for an answer about the closed document", async () => {
    const { closed, open, told } = server();
    await closed.found(FILE, report);
    told.length = 0;
    open.add(FILE);
    closed.answered(FILE);
    await settle(200);
    assert.deepEqual(told, [], "its document is open");
    open.delete(FILE);
    closed.answered(FILE);
    await settle(200);
    assert.deepEqual(told, [FILE]);
  });
});
