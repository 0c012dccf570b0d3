import assert from "node:assert/strict";
import { applyBaseline, readBaseline, writeBaseline, type Baseline } from "../../server/src/engine/baseline.ts";

const entry = (path: string, rule: string, fingerprint: string) => ({ path, rule, fingerprint });
const all = (): boolean => true;

function read(text: string): Baseline {
  const baseline = readBaseline(text);
  assert.ok(typeof baseline !== "string");
  return baseline;
}

describe("the baseline", () => {
  it("keeps back what it knows and nothing else", () => {
    const known = [entry("a.go", "r", "1"), entry("a.go", "r", "2")];
    const baseline = read(writeBaseline(known));
    const result = applyBaseline([...known, entry("a.go", "r", "3"), entry("b.go", "r", "1")], baseline, all);
    assert.deepEqual(result.known, known);
    assert.deepEqual(result.fresh, [entry("a.go", "r", "3"), entry("b.go", "r", "1")]);
    assert.deepEqual(result.stale, []);
  });

  it("says which entries no finding matches any more", () => {
    const result = applyBaseline([], { entries: [entry("a.go", "r", "1")] }, all);
    assert.deepEqual(result.stale, [entry("a.go", "r", "1")]);
  });

  it("follows a finding into a renamed file, once", () => {
    const baseline = { entries: [entry("old.go", "r", "1")] };
    const findings = [entry("new.go", "r", "1"), entry("newer.go", "r", "1")];
    const result = applyBaseline(findings, baseline, (path) => path !== "old.go");
    assert.deepEqual(result.known, [findings[0]]);
    assert.deepEqual(result.fresh, [findings[1]]);
    assert.deepEqual(applyBaseline(findings, baseline, all).fresh, findings);
  });

  it("is the same text for the same findings in any order", () => {
    const list = [entry("b.go", "r", "1"), entry("a.go", "r", "1"), entry("a.go", "q", "1")];
    assert.equal(writeBaseline(list), writeBaseline([...list].reverse()));
    assert.deepEqual(read(writeBaseline([])).entries, []);
  });

  it("says what is wrong with a broken file", () => {
    const wrong = (text: string): string => {
      const read = readBaseline(text);
      return typeof read === "string" ? read : "nothing is wrong";
    };
    assert.match(wrong("{"), /JSON|Expected/);
    assert.match(wrong("[]"), /version/);
    assert.match(wrong('{"version":1,"entries":[{}]}'), /entry 1/);
  });
});
