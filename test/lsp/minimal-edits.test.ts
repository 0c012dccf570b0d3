import assert from "node:assert/strict";
import fc from "fast-check";
import { minimalEdits } from "../../server/src/lsp/minimal-edits.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

const lines = fc.array(fc.constantFrom("a\n", "b\n", "\n", "}\n", "c\r\n", "x")).map((parts) => parts.join(""));

describe("the edits between two texts", () => {
  it("turn the one into the other", () => {
    fc.assert(fc.property(lines, lines, (before, after) => applyEdits(before, minimalEdits(before, after)) === after));
  });

  it("are none for equal texts", () => {
    fc.assert(fc.property(lines, (text) => minimalEdits(text, text).length === 0));
  });

  it("leave the lines between two changes alone", () => {
    const before = "a\nb\nc\nd\ne\nf\ng\n";
    const after = "a\nB\nc\nd\ne\nF\ng\n";
    assert.deepEqual(minimalEdits(before, after), [
      { span: { start: 2, end: 4 }, newText: "B\n" },
      { span: { start: 10, end: 12 }, newText: "F\n" },
    ]);
  });

  it("insert without removing", () => {
    assert.deepEqual(minimalEdits("a\nb\n", "a\nx\nb\n"), [{ span: { start: 2, end: 2 }, newText: "x\n" }]);
  });
});
