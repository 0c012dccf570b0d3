import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { Log } from "sarif";
import { FORMATS, type FormatName } from "../../server/src/report/formats.ts";
import { hint, leak, sampleReport } from "./sample-report.ts";

const plain = { colors: false, quiet: false };

function write(format: FormatName, findings?: Parameters<typeof sampleReport>[0]): string {
  return FORMATS[format](sampleReport(findings), plain);
}

function sarif(findings?: Parameters<typeof sampleReport>[0]): Log {
  return JSON.parse(write("sarif", findings)) as Log;
}

describe("the text report", () => {
  it("groups by file and shows the source, the path and the fix", () => {
    assert.equal(
      write("text", [leak]),
      `store/a b.go
  4:15 error rows is never closed: "100%" of <connections> stay open; close it sql-rows-not-closed
    3 | func f() {
    4 |     rows, err := db.Query("日本")
      |                  ^^^^^^^^^^^^^^^^
    → 4:15 acquired here
    → 8:1 leaves here
    fix: Close rows when the function returns (--fix)

skipped big.go: larger than 16 MB
1 problem (1 error) in 1 of 3 files.
`,
    );
  });

  it("is brief when nothing is found", () => {
    assert.equal(write("text", []), "skipped big.go: larger than 16 MB\nNo problems in 3 files.\n");
  });

  it("has colours only when told so", () => {
    assert.ok(!write("text").includes("\u001B["));
    assert.ok(FORMATS.text(sampleReport(), { colors: true, quiet: false }).includes("\u001B["));
  });

  it("is a line for each finding when quiet", () => {
    const lines = FORMATS.text(sampleReport([leak]), { colors: false, quiet: true }).split("\n");
    assert.deepEqual(lines, [`store/a b.go:4:15: error: ${leak.message} (sql-rows-not-closed)`, ""]);
  });

  it("survives a range beyond the text", () => {
    const beyond = { ...leak, range: { start: { line: 99, column: 9 }, end: { line: 99, column: 9 } } };
    assert.match(write("text", [beyond]), /99:9 error/);
  });
});

describe("the JSON report", () => {
  it("has exactly the fields other tools rely on", () => {
    const report = JSON.parse(write("json")) as Record<string, unknown> & { findings: unknown[] };
    assert.deepEqual(Object.keys(report), ["version", "findings", "summary"]);
    assert.deepEqual(report.findings[1], leak);
    assert.deepEqual(report.summary, {
      files: 3,
      findings: 2,
      bySeverity: { error: 1, warning: 0, info: 0, hint: 1 },
      byRule: { "sql-rows-not-closed": 1, "unlock-not-deferred": 1 },
      inBaseline: 0,
      fixed: 0,
      skipped: [{ path: "big.go", reason: "larger than 16 MB" }],
      cancelled: false,
      failures: [],
    });
  });

  it("is one finding a line as jsonl", () => {
    const lines = write("jsonl").trimEnd().split("\n");
    assert.deepEqual(
      lines.map((line) => JSON.parse(line) as unknown),
      [hint, leak],
    );
  });
});

describe("the report for agents", () => {
  it("has the worst first, the path, the fix to the letter, and what to do next", () => {
    assert.equal(
      write("agent"),
      `store/a b.go:4:15: error: rows is never closed: "100%" of <connections> stay open; close it (sql-rows-not-closed)
  store/a b.go:4: acquired here
  store/a b.go:8: leaves here
  safe fix: Close rows when the function returns: insert "\\n\\tdefer rows.Close()" at 7:3
main.go:1:1: hint: first line second line (unlock-not-deferred)
  likely: only names matched, the types could not be read
skipped big.go: larger than 16 MB
2 problems (1 error, 1 hint) in 2 of 3 files.
gostable scan --fix applies the safe fixes (1); scan again afterwards.
gostable explain sql-rows-not-closed tells why a rule matters and what is right.
Mend the cause. Only what is meant to be there is kept back, in the line above, with its reason: //gostable:ignore RULE -- REASON
`,
    );
  });

  it("is brief when nothing is found, and has no colours", () => {
    assert.equal(
      FORMATS.agent(sampleReport([]), { colors: true, quiet: false }),
      "skipped big.go: larger than 16 MB\nNo problems in 3 files.\n",
    );
  });

  it("counts what is too much to be read", () => {
    const many = Array.from({ length: 70 }, (_, index) => (index === 69 ? leak : { ...hint, path: `${index}.go` }));
    const lines = write("agent", many).split("\n");
    assert.match(lines[0] ?? "", /sql-rows-not-closed/);
    assert.equal(lines.filter((line) => line.includes("hint: first line")).length, 49);
    assert.ok(lines.includes("20 more, none of them worse: unlock-not-deferred 20"));
    assert.ok(lines.includes("70 problems (1 error, 69 hints) in 70 of 3 files."));
  });

  it("tells how it would replace and delete, and a large fix by its title", () => {
    const at = (start: number, end: number) => ({ start: { line: 4, column: start }, end: { line: 4, column: end } });
    const edit = (start: number, end: number, newText: string) => ({ path: "a.go", range: at(start, end), newText });
    const fixed = (...edits: ReturnType<typeof edit>[]) =>
      write("agent", [{ ...leak, fixes: [{ title: "Mend it", safe: false, edits }] }]);
    assert.match(
      fixed(edit(1, 3, "x"), edit(5, 6, "")),
      /\n {2}fix to look at: Mend it: replace 4:1-4:3 by "x", delete 4:5-4:6\n/,
    );
    assert.match(fixed(...Array.from({ length: 4 }, () => edit(1, 1, "x"))), /\n {2}fix to look at: Mend it\n/);
  });
});

describe("the SARIF report", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // The schema is written in draft 4, of which it uses nothing that later drafts changed but the name of its id.
  const text = readFileSync(new URL("sarif-schema-2.1.0.json", import.meta.url), "utf8");
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(text) as Record<string, unknown>;
  const validate = ajv.compile(schema);

  for (const [name, findings] of [
    ["with findings", [hint, leak]],
    ["without", []],
  ] as const) {
    it(`is valid ${name}`, () => {
      assert.ok(validate(sarif(findings)), JSON.stringify(validate.errors, undefined, 1));
    });
  }

  it("would not pass the schema if it were wrong", () => {
    assert.ok(!validate({ ...sarif(), version: "3" }));
  });

  it("carries the path, the fix, the rule's page and the fingerprint", () => {
    const [run] = sarif().runs;
    const result = run?.results?.find(({ ruleId }) => ruleId === leak.rule);
    assert.equal(run?.columnKind, "utf16CodeUnits");
    const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations.map((step) => step.location?.message?.text);
    assert.deepEqual(steps, ["acquired here", "leaves here"]);
    const replacement = result?.fixes?.[0]?.artifactChanges[0]?.replacements[0];
    assert.equal(replacement?.insertedContent?.text, "\n\tdefer rows.Close()");
    assert.equal(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, "store/a%20b.go");
    assert.equal(run.tool.driver.rules?.[result.ruleIndex ?? -1]?.help?.markdown, "# sql-rows-not-closed\n");
    assert.deepEqual(result.partialFingerprints, { "gostable/v1": leak.fingerprint });
    assert.match(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? "", /larger than 16 MB/);
  });
});

describe("the reports for CI servers", () => {
  it("github: escapes what its commands are made of", () => {
    const lines = write("github").split("\n");
    assert.equal(
      lines[0],
      "::notice file=main.go,line=1,endLine=1,col=1,endColumn=8,title=gostable unlock-not-deferred::first line%0Asecond line",
    );
    assert.match(lines[1] ?? "", /^::error file=store\/a b\.go,.*"100%25"/);
  });

  it("gitlab: fingerprints are unique although ours are equal in two files", () => {
    const issues = JSON.parse(write("gitlab", [leak, { ...leak, path: "other.go" }])) as {
      fingerprint: string;
      severity: string;
    }[];
    assert.equal(new Set(issues.map((issue) => issue.fingerprint)).size, 2);
    assert.equal(issues[0]?.severity, "critical");
  });

  it("junit and checkstyle: escape and stay well-formed", () => {
    for (const format of ["junit", "checkstyle"] as const) {
      const xml = write(format, [{ ...leak, message: 'a & b <c> "d" \u0001 \n e' }]);
      assert.ok(xml.includes("a &amp; b &lt;c&gt; &quot;d&quot; \uFFFD"), xml);
      assertBalanced(xml);
      assertBalanced(write(format, []));
    }
  });

  it("rdjson: columns count bytes of UTF-8", () => {
    const text = 'package store\n\nfunc f() {\n\trows, err := db.Query("日本")\n';
    const column = text.split("\n")[3]?.length ?? 0;
    const at = { ...leak, range: { start: { line: 4, column: 15 }, end: { line: 4, column: column + 1 } } };
    const { diagnostics } = JSON.parse(write("rdjson", [at])) as {
      diagnostics: { location: { range: unknown }; severity: string; suggestions: unknown[] }[];
    };
    assert.deepEqual(diagnostics[0]?.location.range, {
      start: { line: 4, column: 15 },
      end: { line: 4, column: column + 5 },
    });
    assert.equal(diagnostics[0].suggestions.length, 1);
  });
});

/** Every element that is opened is closed, in order. */
function assertBalanced(xml: string): void {
  const open: string[] = [];
  for (const [, close, name, , selfClosed] of xml.matchAll(/<(\/?)([a-z]+)((?:\s[a-zA-Z]+="[^"<>]*")*)\s*(\/?)>/g)) {
    if (close === "/") assert.equal(open.pop(), name);
    else if (selfClosed !== "/") open.push(name ?? "");
  }
  assert.deepEqual(open, []);
}
