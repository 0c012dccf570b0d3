import assert from "node:assert/strict";
import { namesOf, OthersReports } from "../../server/src/lsp/duplicates.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { LineIndex } from "../../server/src/text/line-index.ts";

const URI = "file:///a.go";
const TEXT = "package a\n\nfunc f() {\n\tmu := *other\n\tmu := *other\n}\n";
const linesOf = (text: string) => new LineIndex(text);

function othersSaying(...names: readonly string[]): OthersReports {
  const facts = rules.map(({ id, family, summary, severity, preset, covers = [] }) => ({
    ...{ id, family, summary, severity, preset, covers },
  }));
  const others = new OthersReports(facts);
  others.set(
    URI,
    names.map((source) => ({ line: 3, source, message: "m" })),
    linesOf(TEXT),
  );
  return others;
}

describe("what other tools report", () => {
  it("has its name where each of them writes it", () => {
    const names = {
      "gopls, by its source": { source: "lostcancel", code: "default", message: "the cancel function is not used" },
      "staticcheck in gopls, by its source": { source: "SA5001", message: "should check error" },
      "golangci-lint, behind its text": { source: "go-golangci-lint", message: "rows must be closed (sqlclosecheck)" },
      "golangci-lint, before it": { source: "golangci-lint", message: "lostcancel: the cancel function … (govet)" },
      "a tool with a code": { source: "lint", code: "bodyclose", message: "must be closed" },
    };
    assert.deepEqual(
      Object.values(names).map((one) => namesOf({ line: 0, ...one })),
      [
        ["lostcancel", "default"],
        ["SA5001"],
        ["go-golangci-lint", "sqlclosecheck"],
        ["golangci-lint", "govet", "lostcancel"],
        ["lint", "bodyclose"],
      ],
    );
  });

  it("is what the rule says that covers it, and no other rule", () => {
    const others = othersSaying("copylocks");
    assert.ok(others.tells(URI, "lock-copied", 3, linesOf(TEXT)));
    assert.ok(!others.tells(URI, "lock-deferred", 3, linesOf(TEXT)));
    assert.ok(!others.tells("file:///b.go", "lock-copied", 3, linesOf(TEXT)));
  });

  it("is not known by the name of a tool with many checks", () => {
    for (const name of ["govet", "staticcheck", "revive", "gopls", "compiler"])
      for (const { id } of rules) assert.ok(!othersSaying(name).tells(URI, id, 3, linesOf(TEXT)), `${name} ${id}`);
  });

  it("stays with its line while somebody types above, and is not that of a line like it", () => {
    const others = othersSaying("copylocks");
    const typed = linesOf(TEXT.replace("package a\n", "package a\n\n// More.\n"));
    assert.ok(others.tells(URI, "lock-copied", 5, typed));
    assert.ok(!others.tells(URI, "lock-copied", 6, typed));
    assert.ok(!others.tells(URI, "lock-copied", 4, linesOf(TEXT)));
    assert.ok(!others.tells(URI, "lock-copied", 3, linesOf(TEXT.replace("*other", "*another"))));
  });

  it("changes nothing where it is the same, or no rule's business", () => {
    const others = othersSaying("copylocks");
    const set = (line: number, source: string) => others.set(URI, [{ line, source, message: "m" }], linesOf(TEXT));
    assert.ok(!set(3, "copylocks"));
    assert.ok(set(4, "copylocks"));
    assert.ok(set(4, "unusedparams"));
    assert.ok(!set(2, "compiler"));
  });
});
