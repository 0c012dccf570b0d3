import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readPage } from "./markdown-blocks.ts";
import { fixtureCase, pageCases } from "./rule-case.ts";

const PAGE = `# some-rule

## Bad

\`\`\`jsonc
{ "preset": "strict" }
\`\`\`

\`\`\`go go=1.21 file=a_test.go
package app // want some-rule
\`\`\`

## Fix

\`\`\`go before
package app
\`\`\`

\`\`\`go after
package one
\`\`\`

\`\`\`go after fix="Do it"
package two
\`\`\`
`;

describe("rule cases", () => {
  it("of a page carry section, module, configuration and the fixes behind them", () => {
    const [bad, fix, none] = pageCases("some-rule", "p.md", readPage(PAGE));
    assert.equal(none, undefined);
    assert.equal(bad?.name, "p.md:9");
    assert.equal(bad.section, "Bad");
    assert.equal(bad.config, '{ "preset": "strict" }\n');
    assert.deepEqual(
      bad.files.map((file) => file.path),
      ["a_test.go", "go.mod"],
    );
    assert.match(bad.files[1]?.text ?? "", /^go 1\.21$/m);
    assert.equal(bad.files[0]?.wants[0]?.rule, "some-rule");
    assert.deepEqual(
      fix?.fixed.map((after) => [after.name, after.title]),
      [
        ["p.md:19", undefined],
        ["p.md:23", "Do it"],
      ],
    );
  });

  it("of an archive are its files, its configuration apart", () => {
    const text = "//case: novet\npackage main\n-- store/store.go --\npackage store\n-- gostable.jsonc --\n{}\n";
    const fixture = fixtureCase("some-rule", "x.txtar", text, undefined);
    assert.deepEqual(
      fixture.files.map((file) => file.path),
      ["main.go", "store/store.go", "go.mod"],
    );
    assert.equal(fixture.config, "{}\n");
    assert.ok(fixture.novet);
  });
});
