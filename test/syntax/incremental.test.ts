import assert from "node:assert/strict";
import fc from "fast-check";
import type { File } from "../../server/src/syntax/ast.ts";
import type { OpenDocument } from "../../server/src/syntax/parser.ts";
import { goParser, parseGo } from "../support/go.ts";

const SOURCE = `package service

import "database/sql"

type store struct{ db *sql.DB }

// names lists all names. Ünïcödé and 🐹 before the code.
func (s *store) names(limit int) ([]string, error) {
	rows, err := s.db.Query("SELECT name FROM users LIMIT ?", limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		found = append(found, name)
	}
	return found, rows.Err()
}

func other() { go func() { select {} }() }
`;

const PIECES = [
  "{",
  "}",
  "(",
  ")",
  '"',
  "`",
  "/*",
  "*/",
  "//",
  "\n",
  "x",
  "🐹",
  "é",
  "func ",
  "return",
  ":=",
  " ",
  "if x {\n}\n",
  "case 1:",
  "\r\n",
];

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly inserted: readonly string[];
}

const changes = fc.array(
  fc.record({
    at: fc.nat(),
    removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
    inserted: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 12 },
);

function open(text: string): OpenDocument {
  const document = goParser.open(text);
  assert.ok(typeof document !== "string");
  return document;
}

function change(document: OpenDocument, { at, removed, inserted }: Change): void {
  const start = at % (document.text.length + 1);
  document.edit({ start, end: Math.min(document.text.length, start + removed) }, inserted.join(""));
}

/** Everything of a file as text: reading it parses all bodies. */
function read(file: File): string {
  const { errors, ...rest } = file;
  const body = JSON.stringify(rest);
  return body + JSON.stringify([...errors].sort((a, b) => a.start - b.start || a.end - b.end));
}

describe("an open document", () => {
  it("has, after any edits, the AST that a fresh parse of its text gives", () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const document = open(SOURCE);
        try {
          for (const step of steps) {
            change(document, step);
            assert.equal(document.update(), undefined);
            assert.equal(read(document.ast), read(parseGo(document.text)));
          }
        } finally {
          document.dispose();
        }
      }),
      { numRuns: 150 },
    );
  });

  it("takes several edits before one update", () => {
    const document = open(SOURCE);
    document.edit({ start: 0, end: 0 }, "// first\n");
    document.edit({ start: document.text.length, end: document.text.length }, "\nvar last = 1\n");
    assert.equal(document.update(), undefined);
    assert.equal(document.ast.decls.length, 5);
    assert.equal(document.ast.comments[0]?.text, "// first");
    document.dispose();
  });

  it("keeps the last good AST when the budget runs out", () => {
    const document = open(SOURCE);
    const before = document.ast;
    document.edit({ start: 0, end: 0 }, "/*x".repeat(200_000));
    assert.equal(document.update(5), "budget");
    assert.equal(document.ast, before);
    document.edit({ start: 0, end: 600_000 }, "");
    assert.equal(document.update(), undefined);
    assert.equal(read(document.ast), read(before));
    document.dispose();
  });
});
