import assert from "node:assert/strict";
import fc from "fast-check";
import { ignoreFile, ignoreLine } from "../../server/src/lsp/ignore-edits.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

function ignored(text: string, position: "lineAbove" | "sameLine" = "lineAbove"): string | undefined {
  const offset = text.indexOf("FOUND");
  const edit = ignoreLine(text, offset, "some-rule", position);
  return edit && applyEdits(text, [edit]);
}

describe("ignoring a finding for its line", () => {
  it("puts a comment above the line, indented as the line is", () => {
    assert.equal(
      ignored("func f() {\n\tFOUND()\n}\n"),
      "func f() {\n\t//gostable:ignore some-rule -- reason\n\tFOUND()\n}\n",
    );
  });

  it("puts it behind the line where the setting says so", () => {
    assert.equal(ignored("\tFOUND()\n", "sameLine"), "\tFOUND() //gostable:ignore some-rule -- reason\n");
  });

  it("adds the rule to a comment above that ignores another one, and keeps its reason", () => {
    assert.equal(
      ignored("\t//gostable:ignore other-rule -- handed over\n\tFOUND()\n"),
      "\t//gostable:ignore other-rule,some-rule -- handed over\n\tFOUND()\n",
    );
  });

  it("adds the rule to a comment behind the line", () => {
    assert.equal(ignored("\tFOUND() //gostable:ignore a, b\n"), "\tFOUND() //gostable:ignore a, b,some-rule\n");
  });

  it("does not add to a comment that ends the line above behind code", () => {
    assert.equal(
      ignored("\tx() //gostable:ignore a\n\tFOUND()\n"),
      "\tx() //gostable:ignore a\n\t//gostable:ignore some-rule -- reason\n\tFOUND()\n",
    );
  });

  it("does not take a string for a comment", () => {
    const text = '\tFOUND("//gostable:ignore a")\n';
    assert.equal(ignored(text), `\t//gostable:ignore some-rule -- reason\n${text}`);
  });

  it("never writes into a raw string that began on a line before", () => {
    assert.equal(ignored("f(`a\nb`, FOUND)\n"), "f(`a\nb`, FOUND) //gostable:ignore some-rule -- reason\n");
    assert.equal(ignored("f(`a\nb`, FOUND, `c\nd`)\n"), undefined);
  });

  it("keeps the file's line breaks", () => {
    assert.equal(
      ignored("{\r\n\tFOUND()\r\n}\r\n"),
      "{\r\n\t//gostable:ignore some-rule -- reason\r\n\tFOUND()\r\n}\r\n",
    );
  });

  it("counts in UTF-16 code units", () => {
    assert.equal(ignored('\tx("😀é"); FOUND()\n'), '\t//gostable:ignore some-rule -- reason\n\tx("😀é"); FOUND()\n');
  });

  it("names the place of the reason", () => {
    const edit = ignoreLine("\tFOUND()\n", 1, "some-rule", "lineAbove");
    assert.equal(edit?.newText.slice(edit.reason?.start, edit.reason?.end), "reason");
  });

  it("only ever inserts, whatever the text", () => {
    const pieces = fc.constantFrom(
      "`",
      '"',
      "'",
      "//",
      "/*",
      "*/",
      "\n",
      "\r\n",
      "\t",
      "a",
      "\\",
      "FOUND",
      "//gostable:ignore a",
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join("")),
        fc.nat(),
        (text, at) => {
          const edit = ignoreLine(text, at % (text.length + 1), "r", "lineAbove");
          return edit === undefined || (edit.span.start === edit.span.end && edit.span.start <= text.length);
        },
      ),
    );
  });
});

describe("ignoring a rule for the file", () => {
  const ignoredInFile = (text: string) => applyEdits(text, [ignoreFile(text, "some-rule")]);

  it("puts a comment of its own at the top", () => {
    assert.equal(
      ignoredInFile("// Doc.\npackage p\n"),
      "//gostable:ignore-file some-rule -- reason\n\n// Doc.\npackage p\n",
    );
  });

  it("stays behind a byte order mark", () => {
    assert.equal(ignoredInFile("\uFEFFpackage p\n"), "\uFEFF//gostable:ignore-file some-rule -- reason\n\npackage p\n");
  });

  it("adds the rule to the comment that is there", () => {
    assert.equal(
      ignoredInFile("//gostable:ignore-file a -- why\n\npackage p\n"),
      "//gostable:ignore-file a,some-rule -- why\n\npackage p\n",
    );
  });
});
