import assert from "node:assert/strict";
import fc from "fast-check";
import type { Decl } from "../../server/src/syntax/ast.ts";
import type { OpenDocument } from "../../server/src/syntax/parser.ts";
import { declaredNames, docStart, headEnd, isMethod, receiverTypeName } from "../../server/src/syntax/outlined-decl.ts";
import { goParser, parseGo } from "../support/go.ts";
import { wholeFile } from "../support/whole-file.ts";

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

var (
	// twice doubles. "{
	twice = func(x int) int { return 2 * x }
	limit = 10
)

/* last { */
func last[T any](x struct{ y T }) interface{ M() } {
	// nothing: }
	return nil // x
}
`;

/** How many sequences of edits each property tries. */
const RUNS = Number(process.env.RUNS ?? 150);

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

function replace(document: OpenDocument, start: number, end: number, newText: string): void {
  const text = document.text.slice(0, start) + newText + document.text.slice(end);
  assert.equal(document.update(text), undefined);
}

function change(document: OpenDocument, { at, removed, inserted }: Change): void {
  const start = at % (document.text.length + 1);
  replace(document, start, Math.min(document.text.length, start + removed), inserted.join(""));
}

/** A change that stays inside of the body of one function. */
function changeInBody(document: OpenDocument, { at, removed, inserted }: Change): void {
  const bodies = document.ast.decls.flatMap((decl) => (decl.kind === "FuncDecl" ? (decl.body ?? []) : []));
  const body = bodies[at % Math.max(1, bodies.length)];
  if (body === undefined || body.end - body.start < 2) return;
  const start = body.start + 1 + (at % (body.end - body.start - 1));
  replace(document, start, Math.min(body.end - 1, start + removed), inserted.join(""));
}

/** A change in the head of a declaration. */
function changeInHead(document: OpenDocument, { at, inserted }: Change): void {
  const decl = document.ast.decls[at % Math.max(1, document.ast.decls.length)];
  const start = decl === undefined ? 0 : Math.min(decl.start + (at % 24), decl.end);
  replace(document, start, start, inserted.join(""));
}

/** What can be told of a declaration without reading it. */
function outline(decl: Decl): unknown {
  const { kind, start, end } = decl;
  if (decl.kind === "BadDecl") return { kind, start, end };
  const doc = docStart(decl);
  if (decl.kind === "GenDecl") return { kind, start, end, doc, names: declaredNames(decl) };
  const { name, hasBody } = decl;
  return { start, end, doc, name, hasBody, head: headEnd(decl), method: isMethod(decl), on: receiverTypeName(decl) };
}

type Edit = (document: OpenDocument, step: Change, index: number) => void;

/** Edits documents at random, and compares each state with a fresh parse. */
function agreesAfter(numRuns: number, edit: Edit): void {
  const property = fc.property(changes, (steps) => {
    const document = open(SOURCE);
    try {
      for (const [index, step] of steps.entries()) {
        edit(document, step, index);
        const fresh = parseGo(document.text);
        assert.deepEqual(document.ast.decls.map(outline), fresh.decls.map(outline));
        assert.deepEqual(wholeFile(document.ast), wholeFile(fresh));
      }
    } finally {
      document.dispose();
    }
  });
  fc.assert(property, { numRuns });
}

describe("an open document", () => {
  it("has, after any edits, the AST that a fresh parse of its text gives", () => {
    agreesAfter(RUNS, change);
  });

  it("has that AST after edits inside of bodies, too, and the outlines of its declarations", () => {
    agreesAfter(2 * RUNS, changeInBody);
  });

  it("has that AST after edits inside of bodies while other declarations are half typed", () => {
    agreesAfter(2 * RUNS, (document, step, index) => {
      if (index % 3 === 0) changeInHead(document, step);
      else changeInBody(document, step);
    });
  });

  it("has that AST with a byte order mark and with line ends of two characters", () => {
    const text = `\uFEFF${SOURCE.replaceAll("\n", "\r\n")}`;
    const document = open(text);
    for (const [before, newText] of [
      ["names(", "("],
      ["limit int", ", "],
      ["(s *store)", "func "],
      ["select", "{"],
    ] as const) {
      const start = document.text.indexOf(before);
      replace(document, start, start, newText);
      assert.deepEqual(wholeFile(document.ast), wholeFile(parseGo(document.text)));
    }
    document.dispose();
  });

  it("parses a half-typed declaration, and no other", () => {
    const text = SOURCE + "func more() { other() }\n\n".repeat(500);
    const document = open(text);
    const at = text.indexOf("func other");
    const typed = "type pair struct {\n\ta, b int\n";
    replace(document, at, at, typed.slice(0, 1));
    let most = 0;
    for (let length = 1; length < typed.length; length++) {
      const before = goParser.parsed;
      replace(document, at + length, at + length, typed.charAt(length));
      most = Math.max(most, goParser.parsed - before);
      assert.deepEqual(wholeFile(document.ast), wholeFile(parseGo(document.text)));
    }
    assert.ok(most < text.length / 2, `${most} of ${text.length} code units`);
    document.dispose();
  });

  it("keeps its declarations while a body is edited, and only then", () => {
    const document = open(SOURCE);
    const edit = (before: string, newText: string): object => {
      const start = document.text.indexOf(before);
      replace(document, start, start, newText);
      return document.ast.declarations;
    };
    const { declarations } = document.ast;
    assert.equal(edit("defer rows", "// soon\n\t"), declarations);
    assert.equal(edit("select {}", "if x { y() }; "), declarations);
    assert.notEqual(edit("limit int", "offset, "), declarations);
    const now = document.ast.declarations;
    assert.notEqual(edit("select {}", "}"), now);
    document.dispose();
  });

  it("takes several edits at once", () => {
    const document = open(SOURCE);
    assert.equal(document.update(`// first\n${SOURCE}\nvar last = 1\n`), undefined);
    assert.equal(document.ast.decls.length, 7);
    assert.equal(document.ast.comments[0]?.text, "// first");
    document.dispose();
  });

  it("goes on behind a text that is none", () => {
    const document = open(SOURCE);
    assert.equal(document.update(`${SOURCE}\0`), "nul");
    assert.equal(document.update(`${SOURCE}// more`), undefined);
    assert.deepEqual(wholeFile(document.ast), wholeFile(parseGo(`${SOURCE}// more`)));
    document.dispose();
  });

  it("keeps the last good AST when the budget runs out", () => {
    const text = SOURCE.replace("/* last { */", "");
    const document = open(text);
    const before = document.ast;
    assert.equal(document.update("/*x".repeat(200_000) + text, 5), "budget");
    assert.equal(document.ast, before);
    assert.equal(document.update(text), undefined);
    assert.deepEqual(wholeFile(document.ast), wholeFile(before));
    document.dispose();
  });
});
