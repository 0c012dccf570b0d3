import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "mocha";

describe("grammars", () => {
  it("the installed wasm files are those whose version and checksum are written down", () => {
    const output = execFileSync(process.execPath, ["scripts/grammars.mjs"], { encoding: "utf8", stdio: "pipe" });
    assert.equal(output, "");
  });
});
