import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { loadParser } from "../../scripts/local-engine.ts";
import { mendedText } from "../../scripts/mended-text.ts";

const file = (get: string, put: string) => `package app

func get() {
${get}}

func put() {
${put}}
`;
const RELEASED = "\tmu.Lock()\n\tdefer mu.Unlock()\n";
const PLAIN = "\tmu.Lock()\n\tmu.Unlock()\n";
const OPEN = "\tmu.Lock()\n";

describe("a mended text", () => {
  it("has the original of what no fix has touched, and keeps what fixes made", async () => {
    const original = file(RELEASED, PLAIN);
    const versions = { original, mutated: file(OPEN, OPEN), fixed: file(OPEN, RELEASED) };
    assert.equal(mendedText(versions, await loadParser()), file(RELEASED, RELEASED));
  });

  it("is the fixed one where declarations came or went", async () => {
    const fixed = `${file(OPEN, RELEASED)}\nfunc more() {}\n`;
    const versions = { original: file(RELEASED, PLAIN), mutated: file(OPEN, OPEN), fixed };
    assert.equal(mendedText(versions, await loadParser()), fixed);
  });
});
