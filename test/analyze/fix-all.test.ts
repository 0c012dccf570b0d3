import assert from "node:assert/strict";
import { applyFixesToFixedPoint, safeFix, type FixOutcome } from "../../server/src/analyze/fix-all.ts";
import { rule, type Rule } from "../../server/src/analyze/rule.ts";
import { parseGo } from "../support/go.ts";
import { badCall } from "../support/sample-rules.ts";
import { runOn } from "../support/unit.ts";

function fixAll(text: string, rules: readonly Rule[]): Promise<FixOutcome> {
  return applyFixesToFixedPoint({
    text,
    look: (now) => Promise.resolve({ findings: runOn(now, rules).findings, syntaxErrors: parseGo(now).errors.length }),
    choose: safeFix,
  });
}

/** A variant of bad-call with another fix. */
function fixedBy(newText: string, safe = true): Rule {
  return rule({
    ...badCall,
    check: (fn, report) =>
      badCall.check?.(fn, (problem) => {
        report({
          ...problem,
          message: "bad",
          fixes: (problem.fixes ?? []).map((fix) => ({
            ...fix,
            safe,
            edits: fix.edits.map((edit) => ({ ...edit, newText })),
          })),
        });
      }),
  });
}

const TWO = "package p\n\nfunc f() {\n\tbad()\n\tbad()\n}\n";

describe("applyFixesToFixedPoint", () => {
  it("applies all safe fixes", async () => {
    const outcome = await fixAll(TWO, [badCall]);
    assert.equal(outcome.text, TWO.replaceAll("bad", "good"));
    assert.equal(outcome.applied, 2);
  });

  it("looks again until nothing is left: nested calls take a round each", async () => {
    const nested = rule({
      ...badCall,
      check: (fn, report) =>
        badCall.check?.(fn, (problem) => {
          const { at } = problem;
          const inner = fn.file.text.slice(at.start + 4, at.end - 1);
          report({
            ...problem,
            message: "bad",
            fixes: [{ title: "t", safe: true, edits: [{ span: at, newText: `ok(${inner})` }] }],
          });
        }),
    });
    const outcome = await fixAll("package p\n\nfunc f() {\n\tbad(bad(bad()))\n}\n", [nested]);
    assert.equal(outcome.text, "package p\n\nfunc f() {\n\tok(ok(ok()))\n}\n");
    assert.equal(outcome.applied, 3);
  });

  it("leaves unsafe fixes alone", async () => {
    assert.deepEqual(await fixAll(TWO, [fixedBy("good", false)]), { text: TWO, applied: 0, refused: [] });
  });

  it("refuses a fix whose result does not parse", async () => {
    const outcome = await fixAll(TWO, [fixedBy("){")]);
    assert.equal(outcome.text, TWO);
    assert.equal(outcome.applied, 0);
    assert.equal(outcome.refused.length, 2);
  });

  it("ends although a fix never clears its finding", async () => {
    const outcome = await fixAll("package p\n\nfunc f() {\n\tbad()\n}\n", [fixedBy("bad ( ) ; bad")]);
    assert.ok(outcome.applied >= 10);
  });
});
