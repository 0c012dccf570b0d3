import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { takeWants } from "./want.ts";

describe("want comments", () => {
  it("are taken out with the blanks before them, and name line, rule, severity and message", () => {
    const { text, wants } = takeWants(
      'a() // want sql-rows-not-closed:info "leaves here" file-not-closed\nb() // note\n',
    );
    assert.equal(text, "a()\nb() // note\n");
    assert.deepEqual(wants, [
      { line: 0, rule: "sql-rows-not-closed", severity: "info", message: "leaves here" },
      { line: 0, rule: "file-not-closed", severity: undefined, message: undefined },
    ]);
  });

  it("may speak of another line", () => {
    const { text, wants } = takeWants("//gostable:ignore\n// want-1 ignore-malformed\n");
    assert.equal(text, "//gostable:ignore\n\n");
    assert.equal(wants[0]?.line, 0);
  });

  it("leave the comment before them alone", () => {
    assert.equal(takeWants("//gostable:ignore x // want ignore-malformed").text, "//gostable:ignore x");
  });

  it("that are misspelt are refused", () => {
    assert.throws(() => takeWants("a() // want: x"));
  });
});
