import assert from "node:assert/strict";
import type { Finding } from "../../server/src/analyze/finding.ts";
import { heldFindings } from "../../server/src/lsp/held-findings.ts";

const BEFORE = "func f() { a(); leak(); b() }\nfunc g() { leak() }\n";

function finding(text: string, from = 0, part = "leak()"): Finding {
  const start = text.indexOf(part, from);
  const span = { start, end: start + part.length };
  return {
    ...{ rule: "leak", severity: "error", confidence: "proven", uri: "file:///p.go", span, message: "leaks" },
    ...{ related: [], fingerprint: `leak ${from}`, fixes: [{ title: "Close", safe: true, edits: [] }] },
  };
}

const shown = { text: BEFORE, findings: [finding(BEFORE)] };

/** What is held of the first function after a change that breaks it. */
function heldAfter(old: string, now: string): readonly Finding[] {
  const text = BEFORE.replace(old, now);
  return heldFindings({ text, findings: [], unread: [{ start: 0, end: text.indexOf("\n") }] }, shown);
}

describe("findings while somebody types", () => {
  it("stay where their text stands, without their fixes", () => {
    for (const [old, now] of [
      ["a();", "a(; x;"],
      ["b()", "if {"],
      ["a(); ", ""],
    ] as const) {
      const [held] = heldAfter(old, now);
      assert.equal(BEFORE.replace(old, now).slice(held?.span.start, held?.span.end), "leak()");
      assert.deepEqual(held?.fixes, []);
    }
  });

  it("go with their text", () => {
    assert.deepEqual(heldAfter("leak()", "leak("), []);
    assert.deepEqual(heldAfter("a(); leak(); b()", ""), []);
  });

  it("are those of now where the text parses", () => {
    const text = BEFORE.replace("b()", "if {");
    assert.deepEqual(heldFindings({ text, findings: [], unread: [] }, shown), []);
    assert.deepEqual(
      heldFindings({ text, findings: [], unread: [{ start: text.indexOf("\n"), end: text.length }] }, shown),
      [],
    );
  });

  it("stand beside those of the functions that parse, each once", () => {
    const text = BEFORE.replace("b()", "if {");
    const other = finding(text, text.indexOf("\n"));
    const unread = [{ start: 0, end: text.indexOf("\n") }];
    const both = heldFindings({ text, findings: [other], unread }, shown);
    assert.deepEqual(
      both.map(({ span }) => span.start),
      [text.indexOf("leak"), other.span.start],
    );
    const same = { ...other, fingerprint: "leak 0" };
    assert.deepEqual(heldFindings({ text, findings: [same], unread }, shown), [same]);
  });
});
