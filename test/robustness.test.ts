import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { projectRoot, ruleFiles } from "../scripts/rule-files.ts";
import { analyzeModule } from "./support/analyze-module.ts";
import { casesOf } from "./support/rule-cases.ts";

const demo = readdirSync(join(projectRoot, "demo"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".go"))
  .map((name) => readFileSync(join(projectRoot, "demo", name), "utf8"));
const pages = ruleFiles().flatMap((rule) =>
  casesOf(rule).flatMap(({ files }) => files.filter(({ path }) => path.endsWith(".go")).map(({ text }) => text)),
);

/** Real code, most of it about what rules look for. */
const sources = fc.constantFrom(...demo, ...pages);

/** Analyzing throws where a rule failed; findings must lie inside the text. */
async function survives(text: string): Promise<void> {
  for (const { findings } of await analyzeModule([{ path: "main.go", text }])) {
    for (const { span, rule } of findings) {
      assert.ok(
        span.start >= 0 && span.start <= span.end && span.end <= text.length,
        `${rule} points outside the text`,
      );
    }
  }
}

describe("every rule", () => {
  it("survives a file that is cut off anywhere", async function () {
    this.timeout(120_000);
    const cut = fc.tuple(sources, fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(cut, ([text, share]) => survives(text.slice(0, Math.floor(share * text.length)))),
      { numRuns: 300 },
    );
  });

  it("survives a file from which a piece was cut out", async function () {
    this.timeout(120_000);
    const cut = fc.tuple(sources, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40));
    await fc.assert(
      fc.asyncProperty(cut, ([text, share, length]) => {
        const at = Math.floor(share * text.length);
        return survives(text.slice(0, at) + text.slice(at + length));
      }),
      { numRuns: 300 },
    );
  });

  it("survives what is no Go at all", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), (text) => survives(text.replaceAll("\0", ""))),
      { numRuns: 100 },
    );
  });

  it("says the same of a file with CRLF line ends", async function () {
    this.timeout(60_000);
    for (const text of demo) {
      const [lf, crlf] = [
        await analyzeModule(mainGo(text)),
        await analyzeModule(mainGo(text.replaceAll("\n", "\r\n"))),
      ];
      assert.deepEqual(
        crlf[0]?.findings.map(({ rule, message }) => `${rule} ${message}`),
        lf[0]?.findings.map(({ rule, message }) => `${rule} ${message}`),
      );
    }
  });
});

function mainGo(text: string): { path: string; text: string }[] {
  return [{ path: "main.go", text }];
}
