import assert from "node:assert/strict";
import type { Diagnostic, WorkspaceDiagnosticReport } from "vscode-languageserver";
import { WorkspaceReports } from "../../server/src/lsp/workspace-reports.ts";

const diagnostic = (message: string): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  message,
});
const settle = () => new Promise((resolve) => setTimeout(resolve, 40));

/** A client that keeps a request open. */
function poll(reports: WorkspaceReports, previousResultIds: { uri: string; value: string }[] = []) {
  const parts: WorkspaceDiagnosticReport[] = [];
  const controller = new AbortController();
  let ended = false;
  const answer = reports.poll({ previousResultIds }, { report: (part) => parts.push(part) }, controller.signal);
  void answer.then(() => (ended = true));
  return {
    parts,
    answer,
    ended: () => ended,
    cancel: () => {
      controller.abort();
    },
  };
}

describe("the workspace's reports", () => {
  it("stay open and come bit by bit", async () => {
    const reports = new WorkspaceReports(undefined);
    const client = poll(reports);
    reports.set("file:///a.go", [diagnostic("one")]);
    await settle();
    reports.set("file:///b.go", [diagnostic("two")]);
    await settle();
    assert.deepEqual(
      client.parts.map(({ items }) => items.map(({ uri }) => uri)),
      [["file:///a.go"], ["file:///b.go"]],
    );
    assert.equal(client.ended(), false);
    client.cancel();
    assert.deepEqual(await client.answer, { items: [] });
  });

  it("leave out what the client has already", async () => {
    const reports = new WorkspaceReports(undefined);
    const first = poll(reports);
    reports.set("file:///a.go", [diagnostic("one")]);
    await settle();
    const known = first.parts.flatMap(({ items }) =>
      items.map(({ uri, resultId }) => ({ uri, value: resultId ?? "" })),
    );
    const second = poll(reports, known);
    await settle();
    assert.deepEqual(second.parts, []);
  });

  it("take findings of a deleted file away", async () => {
    const reports = new WorkspaceReports(undefined);
    const client = poll(reports);
    reports.set("file:///a.go", [diagnostic("one")]);
    await settle();
    reports.delete("file:///a.go");
    await settle();
    assert.deepEqual(client.parts[1]?.items, [{ kind: "full", uri: "file:///a.go", version: null, items: [] }]);
  });

  it("take away what only the client remembers, as after a restart", async () => {
    const client = poll(new WorkspaceReports(undefined), [{ uri: "file:///gone.go", value: "1" }]);
    await settle();
    assert.deepEqual(
      client.parts[0]?.items.map(({ uri }) => uri),
      ["file:///gone.go"],
    );
  });

  it("end an older request when a newer one comes", async () => {
    const reports = new WorkspaceReports(undefined);
    const first = poll(reports);
    poll(reports);
    assert.deepEqual(await first.answer, { items: [] });
  });

  it("answer at once, or at the next change, a client that takes no partial results", async () => {
    const reports = new WorkspaceReports(undefined);
    const answer = reports.poll({ previousResultIds: [] }, undefined, new AbortController().signal);
    reports.set("file:///a.go", [diagnostic("one")]);
    assert.equal((await answer).items.length, 1);
  });

  it("are published to a client that does not ask", () => {
    const published: [string, number][] = [];
    const reports = new WorkspaceReports((uri, diagnostics) => published.push([uri, diagnostics.length]));
    reports.set("file:///a.go", [diagnostic("one")]);
    reports.set("file:///a.go", [diagnostic("one")]);
    reports.delete("file:///a.go");
    assert.deepEqual(published, [
      ["file:///a.go", 1],
      ["file:///a.go", 0],
    ]);
  });
});
