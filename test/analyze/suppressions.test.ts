import assert from "node:assert/strict";
import { applyEdits } from "../../server/src/text/edit.ts";
import ignoreMalformed from "../../server/src/rules/ignores/ignore-malformed.ts";
import ignoreUnknownRule from "../../server/src/rules/ignores/ignore-unknown-rule.ts";
import ignoreUnused from "../../server/src/rules/ignores/ignore-unused.ts";
import ignoreWithoutReason from "../../server/src/rules/ignores/ignore-without-reason.ts";
import { badCall, oddFile } from "../support/sample-rules.ts";
import { runOn } from "../support/unit.ts";

const rules = [badCall, oddFile, ignoreMalformed, ignoreUnknownRule, ignoreUnused, ignoreWithoutReason];

/** The body of one function, indented. */
function body(...lines: readonly string[]): string {
  return `package p\n\nfunc f() {\n${lines.map((line) => `\t${line}\n`).join("")}}\n`;
}

function ids(text: string, preset: "recommended" | "all" = "recommended"): string[] {
  return runOn(text, rules, { preset }).findings.map((finding) => finding.rule);
}

/** The text after the first fix of each finding. */
function mended(text: string): string {
  const edits = runOn(text, rules, { preset: "all" }).findings.flatMap((finding) => finding.fixes[0]?.edits ?? []);
  return applyEdits(text, edits);
}

describe("ignore comments", () => {
  it("keep a finding back on their line, and on the line below", () => {
    assert.deepEqual(ids(body("bad() //gostable:ignore bad-call -- ok")), []);
    assert.deepEqual(ids(body("//gostable:ignore bad-call -- ok", "bad()")), []);
    assert.deepEqual(ids(body("//gostable:ignore bad-call -- ok", "// more words", "bad()")), []);
  });

  it("do not reach further", () => {
    assert.deepEqual(ids(body("//gostable:ignore bad-call -- ok", "ok()", "bad()")), ["ignore-unused", "bad-call"]);
    assert.deepEqual(ids(body("bad()", "ok() //gostable:ignore bad-call -- ok")), ["bad-call", "ignore-unused"]);
  });

  it("name several rules, and a whole file", () => {
    assert.deepEqual(ids(body("bad() //gostable:ignore odd-file,bad-call -- ok")), []);
    assert.deepEqual(ids(`//gostable:ignore-file bad-call -- old code\n${body("bad()", "bad()")}`), []);
  });

  it("end inside an expression of several lines", () => {
    assert.deepEqual(ids(body("bad(", "\t1,", ") //gostable:ignore bad-call -- ok")), []);
  });

  it("are called unused only if their rule did run", () => {
    assert.deepEqual(ids(body("ok() //gostable:ignore odd-file -- off")), []);
    assert.deepEqual(ids(body("ok() //gostable:ignore bad-call -- on")), ["ignore-unused"]);
  });

  it("are not called unused while the file does not parse", () => {
    assert.deepEqual(ids(body("ok() //gostable:ignore bad-call -- on", "x := := 1")), []);
  });

  it("go when unused: the id, the comment, or its whole line", () => {
    assert.equal(mended(body("ok() //gostable:ignore bad-call -- on")), body("ok()"));
    assert.equal(mended(body("//gostable:ignore bad-call -- on", "ok()")), body("ok()"));
    assert.equal(
      mended(body("bad() //gostable:ignore bad-call,ignore-x -- ok")).includes("ignore-x"),
      true,
      "an unknown name is not removed",
    );
  });

  it("with a name that is no rule are reported, with the nearest one", () => {
    assert.deepEqual(ids(body("bad() //gostable:ignore bad-cal -- typo")), ["bad-call", "ignore-unknown-rule"]);
    assert.match(mended(body("ok() //gostable:ignore odd-fil -- typo")), /ignore odd-file -- typo/);
  });

  it("that cannot be understood are reported and mended", () => {
    for (const [comment, fixed] of [
      ["// gostable:ignore bad-call -- x", "//gostable:ignore bad-call -- x"],
      ["//gostable:ignroe bad-call -- x", "//gostable:ignore bad-call -- x"],
      ["//gostable:ignore bad-call handed over", "//gostable:ignore bad-call -- handed over"],
    ] as const) {
      const text = body(`ok() ${comment}`);
      assert.ok(ids(text).includes("ignore-malformed"), comment);
      assert.ok(mended(text).includes(fixed) || comment.includes("handed"), comment);
    }
    assert.deepEqual(ids(body("//gostable:ignore", "ok()")), ["ignore-malformed"]);
    assert.deepEqual(ids(body("/*gostable:ignore bad-call*/", "ok()")), ["ignore-malformed"]);
    assert.deepEqual(ids(body("bad() //gostable:ignore bad-call handed over")), ["ignore-malformed"]);
    assert.equal(
      mended(body("bad() //gostable:ignore bad-call handed over")).includes("ignore bad-call -- handed over"),
      true,
    );
  });

  it("without a reason are reported where asked for", () => {
    assert.deepEqual(ids(body("bad() //gostable:ignore bad-call")), []);
    assert.deepEqual(ids(body("bad() //gostable:ignore bad-call"), "all"), ["ignore-without-reason"]);
    assert.match(mended(body("bad() //gostable:ignore bad-call")), /bad-call -- TODO: say why\n/);
  });
});

describe("nolint comments", () => {
  it("are honoured for gostable, for linters of the same ground, and for all", () => {
    for (const comment of [
      "//nolint:gostable",
      "//nolint:badcheck // x",
      "//nolint:govet",
      "//nolint",
      "// nolint:other,badcheck",
    ]) {
      assert.deepEqual(ids(body(`bad() ${comment}`)), [], comment);
    }
  });

  it("of other linters change nothing", () => {
    assert.deepEqual(ids(body("bad() //nolint:errcheck")), ["bad-call"]);
  });

  it("cover the whole declaration or statement they begin", () => {
    assert.deepEqual(ids("package p\n\nfunc f() { //nolint:badcheck\n\tbad()\n}\n\nfunc g() { bad() }\n"), [
      "bad-call",
    ]);
    assert.deepEqual(ids("package p\n\n//nolint:badcheck\nfunc f() {\n\tok()\n\tbad()\n}\n"), []);
    assert.deepEqual(ids("package p //nolint:badcheck\n\nfunc f() {\n\tbad()\n}\n"), []);
    assert.deepEqual(ids(body("//nolint:badcheck", "if x {", "\tbad()", "}", "bad()")), ["bad-call"]);
  });
});
