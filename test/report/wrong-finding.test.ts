import assert from "node:assert/strict";
import type { Finding } from "../../server/src/analyze/finding.ts";
import { wrongFindingReport } from "../../server/src/report/wrong-finding.ts";

const TEXT = `package store

// Secrets of the house.
const password = "hunter2"

// load reads what nobody may know.
func load(db *sql.DB, id int) error {
	rows, err := db.Query("SELECT secret FROM \\"vault\\" WHERE id = ?", id) // the vault
	if err != nil || sep == '"' {
		return err
	}
	/* not
	   for you */
	note := \`two
	lines\`
	//gostable:ignore rule-a, rule-b -- the customer ACME wants it
	//nolint:errcheck // ACME again
	use(note, "")
	return nil
}
`;

function findingAt(text: string, at: string, step: string): Finding {
  const start = text.indexOf(at);
  const leaves = text.indexOf(step);
  return {
    ...{ rule: "sql-rows-not-closed", severity: "error", confidence: "proven", uri: "file:///store.go" },
    span: { start, end: start + at.length },
    message: "`rows` is not closed.",
    related: [
      { uri: "file:///store.go", span: { start: leaves, end: leaves + step.length }, message: "leaves here" },
      { uri: "file:///other.go", span: { start: 0, end: 1 }, message: "elsewhere" },
    ],
    fixes: [],
    fingerprint: "1",
  };
}

describe("a report about a wrong finding", () => {
  it("shows the function around it with the path, and none of its texts", () => {
    assert.equal(
      wrongFindingReport(findingAt(TEXT, "db.Query", "return nil"), TEXT, "1.2.3"),
      `# False positive: sql-rows-not-closed

Why it is wrong:

…

What gostable 1.2.3 said (error, proven):

> \`rows\` is not closed.

\`\`\`go
func load(db *sql.DB, id int) error {
	rows, err := db.Query("…", id) // <- sql-rows-not-closed
	if err != nil || sep == '"' {
		return err
	}
	note := \`…
\`
	//gostable:ignore rule-a, rule-b
	//nolint:errcheck
	use(note, "")
	return nil // <- leaves here
}
\`\`\`
`,
    );
  });

  it("shows the lines around it where the text cannot be taken apart", () => {
    const half = `${TEXT}\nfunc half( {\n`;
    const report = wrongFindingReport(findingAt(half, "db.Query", "return nil"), half, "1.2.3");
    assert.match(report, /db\.Query\("…", id\) \/\/ <- sql-rows-not-closed/);
    assert.doesNotMatch(report, /hunter2|SELECT|ACME|vault/);
  });
});
