import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import { pagePath, type RuleFile, ruleFiles } from "../scripts/rule-files.ts";
import { analyzeModule, type ChooseFix, fixModule, fixTitled } from "./support/analyze-module.ts";
import { compareWithWants, countCases, flaw } from "./support/expectations.ts";
import { type GoModule, goComplaints, hasGo, importsStandardOnly } from "./support/go-toolchain.ts";
import { readPage } from "./support/markdown-blocks.ts";
import type { FixedCase, RuleCase } from "./support/rule-case.ts";
import { casesOf } from "./support/rule-cases.ts";
import { parseGo } from "./support/go.ts";
import type { ArchiveFile } from "./support/txtar.ts";

const HEADINGS = ["What it finds", "Why it matters", "Bad", "Good", "Fix", "Stays silent on", "Options"];
const CORE_FAMILIES = ["resources", "sql", "locks", "panics", "context"];

/** What the Go tools are asked about at the end: every block, and what every fix makes of it. */
const modules: GoModule[] = [];
const counts = new Map<string, { reported: number; silent: number }>();

for (const rule of ruleFiles()) {
  describe(`the page of ${rule.id}`, () => {
    const cases = casesOf(rule);
    it("has all headings in their order", () => {
      checkHeadings(rule);
    });
    if (!existsSync(pagePath(rule))) return;
    it("shows bad code under Bad and good code under Good", () => {
      checkSections(cases);
    });
    it("has at least five reported and five silent cases, and as many silent as reported", () => {
      checkCounts(rule, cases);
    });
    for (const ruleCase of cases) {
      it(`holds at ${ruleCase.name}`, () => checkFindings(ruleCase));
      if (ruleCase.expectsFix) {
        it(`shows at ${ruleCase.name} what its fix becomes`, () => {
          assert.ok(ruleCase.fixed.length > 0, "a `go before` block without `go after`");
        });
      }
      for (const fixed of ruleCase.fixed) it(`is fixed as at ${fixed.name}`, () => checkFix(ruleCase, fixed));
      it(`keeps its form under every fix at ${ruleCase.name}`, () => checkEveryFix(ruleCase));
    }
  });
}

describe("all rule pages", () => {
  for (const family of CORE_FAMILIES) {
    it(`the family ${family} has at least 40 reported and 40 silent cases`, () => {
      const own = ruleFiles().flatMap((rule) => (rule.family === family ? [counts.get(rule.id)] : []));
      const reported = own.reduce((sum, count) => sum + (count?.reported ?? 0), 0);
      const silent = own.reduce((sum, count) => sum + (count?.silent ?? 0), 0);
      assert.ok(reported >= 40 && silent >= 40, `${reported} reported, ${silent} silent`);
    });
  }

  it("show Go that is formatted and compiles, and so are all fixed texts", function () {
    if (!hasGo) this.skip();
    this.timeout(300_000);
    assert.deepEqual(goComplaints(modules), []);
  });

  after(() => {
    modules.length = 0;
  });
});

function checkHeadings(rule: RuleFile): void {
  assert.ok(existsSync(pagePath(rule)), `docs/rules/${rule.family}/${rule.id}.md is missing`);
  const page = readPage(readFileSync(pagePath(rule), "utf8"));
  assert.equal(page.title, rule.id);
  assert.deepEqual(page.sections, HEADINGS);
}

function checkSections(cases: readonly RuleCase[]): void {
  const wanted = (section: string) => cases.filter((ruleCase) => ruleCase.section === section);
  const wants = ({ files, rule }: RuleCase) => files.flatMap((file) => file.wants.filter((want) => want.rule === rule));
  assert.ok(wanted("Bad").length > 0 && wanted("Good").length > 0, "a page shows bad and good code");
  for (const bad of wanted("Bad")) assert.ok(wants(bad).length > 0, `${bad.name}: nothing is wanted under Bad`);
  for (const good of [...wanted("Good"), ...wanted("Stays silent on")]) {
    assert.deepEqual(wants(good), [], `${good.name}: something is wanted under ${good.section}`);
  }
}

function checkCounts(rule: RuleFile, cases: readonly RuleCase[]): void {
  const total = { reported: 0, silent: 0 };
  for (const ruleCase of cases) {
    const { reported, silent } = countCases(ruleCase);
    total.reported += reported;
    total.silent += silent;
  }
  counts.set(rule.id, total);
  const { reported, silent } = total;
  assert.ok(reported >= 5 && silent >= 5 && silent >= reported, `${reported} reported, ${silent} silent`);
}

async function checkFindings(ruleCase: RuleCase): Promise<void> {
  const found = await analyzeModule(ruleCase.files, ruleCase.config);
  const { expected, actual } = compareWithWants(ruleCase, found);
  assert.deepEqual(actual, expected);
  const flaws = found.flatMap(({ findings, text }) =>
    findings.filter((finding) => finding.rule === ruleCase.rule).map((finding) => flaw(finding, text)),
  );
  assert.deepEqual(
    flaws.filter((sentence) => sentence !== undefined),
    [],
  );
  const wanted = ruleCase.files.some((file) => file.wants.length > 0);
  remember(ruleCase.name, ruleCase, ruleCase.files, wanted ? "compiles" : "vetted");
}

async function checkFix(ruleCase: RuleCase, fixed: FixedCase): Promise<void> {
  const result = await fixedForGood(ruleCase, fixTitled(fixed.title));
  for (const { path, text } of fixed.files) {
    if (path.endsWith(".go")) assert.equal(textOf(result, path), text, `${path} after the fix`);
  }
  remember(fixed.name, ruleCase, result, "vetted");
}

/** The first fix of every finding, then the second of every finding, and so on. The Go tools look at the results in the end. */
async function checkEveryFix(ruleCase: RuleCase): Promise<void> {
  const found = await analyzeModule(ruleCase.files, ruleCase.config);
  const own = found.flatMap(({ findings }) => findings.filter(({ rule }) => rule === ruleCase.rule));
  const most = Math.max(0, ...own.map(({ fixes }) => fixes.length));
  for (let index = 0; index < most; index++) {
    const result = await fixedForGood(ruleCase, ({ fixes }) => fixes[index]);
    for (const { path, text } of result) {
      if (path.endsWith(".go")) assert.equal(parseGo(text).errors.length, errorsBefore(ruleCase, path), text);
    }
    remember(`${ruleCase.name} (fix ${index + 1})`, ruleCase, result, "compiles");
  }
}

/** The module after its fixes, which change nothing when they are applied again. */
async function fixedForGood(ruleCase: RuleCase, choose: ChooseFix): Promise<ArchiveFile[]> {
  const result = await fixModule(ruleCase, choose);
  const again = await fixModule({ ...ruleCase, files: withWants(result) }, choose);
  for (const { path, text } of result) assert.equal(textOf(again, path), text, `${path}, fixed twice`);
  return result;
}

function errorsBefore({ files }: RuleCase, path: string): number {
  return parseGo(textOf(files, path) ?? "").errors.length;
}

function remember(name: string, ruleCase: RuleCase, files: readonly ArchiveFile[], must: GoModule["must"]): void {
  const canCompile = !ruleCase.novet && importsStandardOnly(files.filter(({ path }) => path.endsWith(".go")));
  modules.push({ name, files, must: canCompile ? must : "formatted" });
}

function withWants(files: readonly ArchiveFile[]): RuleCase["files"] {
  return files.map((file) => ({ ...file, wants: [] }));
}

function textOf(files: readonly ArchiveFile[], path: string): string | undefined {
  return files.find((file) => file.path === path)?.text;
}
