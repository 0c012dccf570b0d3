import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, it } from "mocha";
import type { Finding } from "../../server/src/analyze/finding.ts";
import { analyzeModule } from "../support/analyze-module.ts";

const FOLDER = new URL("fix-safety/", import.meta.url);
const MODULE = { path: "go.mod", text: "module example.com/app\n\ngo 1.24\n" };

/**
 * `safe`: every fix may be applied without a second look. `look`: there are fixes, and each asks for one. `none`: there is a
 * finding and no fix. `silent`: no finding.
 */
type Safety = "safe" | "look" | "none" | "silent";

interface Expected {
  readonly line: number;
  readonly rule: string;
  readonly safety: string;
}

/** The `// fix safe file-not-closed` comments of a text. */
function expectations(text: string): Expected[] {
  return text.split("\n").flatMap((content, line) => {
    const [, safety, rule] = /\/\/ fix (safe|look|none|silent) ([\w-]+)$/.exec(content) ?? [];
    return safety === undefined || rule === undefined ? [] : [{ line, rule, safety }];
  });
}

function safetyOf(finding: Finding | undefined): Safety | "mixed" {
  if (finding === undefined) return "silent";
  const safe = finding.fixes.filter((fix) => fix.safe).length;
  if (finding.fixes.length === 0) return "none";
  return safe === finding.fixes.length ? "safe" : safe === 0 ? "look" : "mixed";
}

describe("the safety of fixes", () => {
  for (const name of readdirSync(FOLDER)) {
    it(`is as said in ${name}`, async () => {
      const marked = readFileSync(new URL(name, FOLDER), "utf8");
      const expected = expectations(marked);
      // A comment at the end of its line keeps a statement where it is.
      const text = marked.replace(/ *\/\/ fix .*$/gm, "");
      const [file] = await analyzeModule([{ path: "main.go", text }, MODULE]);
      const starts = text.split("\n").map((_, line, lines) => lines.slice(0, line).join("\n").length);
      const lineOf = (offset: number): number => starts.findLastIndex((start) => start <= offset);
      const actual = expected.map(({ line, rule }) => ({
        line,
        rule,
        safety: safetyOf(file?.findings.find((each) => each.rule === rule && lineOf(each.span.start) === line)),
      }));
      assert.ok(expected.length > 0);
      assert.deepEqual(actual, expected);
    });
  }
});
