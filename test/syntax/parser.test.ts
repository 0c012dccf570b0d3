import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { File, FuncDecl } from "../../server/src/syntax/ast.ts";
import { loadGoParser } from "../../server/src/syntax/parser.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { goParser, parseGo } from "../support/go.ts";

const SOURCE = `package p

import (
	"context"
	h "net/http"
)

// T is generic.
type T[K comparable, V any] struct {
	*h.Request
	a, b int \`tag\`
	m    map[K]V
}

const (
	A = iota
	B
)

func (t *T[K, V]) run(ctx context.Context, xs ...int) (n int, err error) {
	for i, x := range xs {
		_ = []byte("x")[i:x]
	}
	switch y := any(t).(type) {
	case int, string:
		_ = y
	default:
	}
	select {
	case v, ok := <-t.c:
		_, _ = v, ok
	case t.c <- 1:
	}
	if x := f[int](3); x != nil {
		return
	} else if n > 1 && n < 3 {
		goto done
	}
	defer func() { recover() }()
	go t.run(ctx, xs...)
done:
	return 1, nil
}

func empty() {}

func external(x int) (y int)

var literal = []T[int, int]{{a: 1}}

func short() struct{ x int } { return struct{ x int }{1} }
`;

function whole(text: string): File {
  const file = goParser.parseWhole(text);
  assert.ok(typeof file !== "string");
  return file;
}

/** Everything below a file, bodies included, with errors in the order of the text. */
function everything(file: File): string {
  walk(file, () => undefined);
  const errors = [...file.errors].sort((a, b) => a.start - b.start || a.end - b.end);
  return JSON.stringify({ ...file, errors });
}

function kindsIn(file: File): Set<string> {
  const kinds = new Set<string>();
  walk(file, (node) => void kinds.add(node.kind));
  return kinds;
}

function functionNamed(file: File, name: string): FuncDecl {
  const found = file.decls.find((decl) => decl.kind === "FuncDecl" && decl.name.name === name);
  assert.ok(found?.kind === "FuncDecl");
  return found;
}

describe("the parser", () => {
  it("lowers well-formed code without Bad nodes", () => {
    const kinds = kindsIn(parseGo(SOURCE));
    assert.deepEqual(
      [...kinds].filter((kind) => kind.startsWith("Bad")),
      [],
    );
    for (const kind of [
      "TypeSwitchStmt",
      "SelectStmt",
      "RangeStmt",
      "GoStmt",
      "DeferStmt",
      "LabeledStmt",
      "IndexExpr",
    ]) {
      assert.ok(kinds.has(kind), kind);
    }
  });

  it("gives the same AST whether bodies are parsed with the file or one by one", () => {
    assert.equal(everything(parseGo(SOURCE)), everything(whole(SOURCE)));
  });

  it("gives the same AST however much of a file is read", () => {
    const [first, all] = [parseGo(SOURCE), parseGo(SOURCE)];
    everything(all);
    assert.equal(JSON.stringify(functionNamed(first, "short").body), JSON.stringify(functionNamed(all, "short").body));
  });

  it("gives the same AST whether it is told that bodies will be read or not, also of broken text", () => {
    for (let end = SOURCE.length; end > 0; end -= 13) {
      const file = goParser.parse(SOURCE.slice(0, end), { readsBodies: true });
      assert.ok(typeof file !== "string");
      assert.equal(everything(file), everything(parseGo(SOURCE.slice(0, end))), `${end} characters`);
    }
  });

  it("never throws, and marks what is wrong, for any prefix of a file", () => {
    for (let end = 1; end < SOURCE.length; end++) everything(parseGo(SOURCE.slice(0, end)));
    assert.ok(parseGo(SOURCE.slice(0, 300)).errors.length > 0);
  });

  it("keeps a function whose braces do not pair up apart from the next one", () => {
    const file = parseGo("package p\n\nfunc open() {\n\tif x {\n\t\tf()\n\t}\n\n// next\nfunc next() { g() }\n");
    assert.equal(functionNamed(file, "next").body?.stmts.length, 1);
    assert.equal(functionNamed(file, "next").doc.length, 1);
    const open = functionNamed(file, "open");
    assert.ok(file.errors.some((span) => span.start <= open.start + 13 && span.end > open.end));
  });

  it("keeps a string that does not end in its own function", () => {
    const file = parseGo('package p\n\nfunc open() { f("x) }\n\nfunc next() { g() }\n');
    assert.equal(functionNamed(file, "next").body?.stmts.length, 1);
  });

  it("reads the parser's memory as its public interface shows it", async () => {
    const require = createRequire(import.meta.url);
    const slow = await loadGoParser(
      {
        runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
        grammar: readFileSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm")),
      },
      { readHeap: false },
    );
    assert.equal(goParser.readsHeap, true);
    assert.equal(slow.readsHeap, false);
    for (const text of [SOURCE, SOURCE.slice(0, 700), "", "🐹", 'package p\nvar s = "é"\n']) {
      const file = slow.parseWhole(text);
      assert.ok(typeof file !== "string");
      assert.equal(everything(file), everything(whole(text)));
    }
  });

  it("says where text did not parse, in declarations at once and in bodies when they are read", () => {
    const file = parseGo("package p\n\nfunc ok() {}\n\nfunc broken() { x := }\n");
    assert.deepEqual(file.errors, []);
    assert.ok(functionNamed(file, "broken").body);
    assert.ok(file.errors.length > 0);
    assert.ok(parseGo("package p\n\nvar = 3\n").errors.length > 0);
  });

  it("needs no line end behind the last declaration", () => {
    for (const last of ["type I interface { M() }", "type S struct { a int }", "func f() {}", "var x = 1"]) {
      const text = `package p\n\nfunc first() {}\n\n${last}`;
      const file = parseGo(text);
      assert.deepEqual([file.decls.length, file.errors, file.decls[1]?.end], [2, [], text.length]);
    }
  });

  it("finds the comments above a declaration, and no others", () => {
    const file = parseGo(
      "package p\n\n// far\n\n// near one\n// near two\nfunc f() {}\n\n//go:noinline\nfunc g() {}\n",
    );
    assert.deepEqual(
      functionNamed(file, "f").doc.map((comment) => comment.text),
      ["// near one", "// near two"],
    );
    assert.deepEqual(
      functionNamed(file, "g").doc.map((comment) => comment.text),
      ["//go:noinline"],
    );
  });

  it("survives nesting deeper than the call stack", () => {
    for (const [open, close] of [
      ["(", ")"],
      ["f(", ")"],
      ["!", ""],
      ["[]int{", "}"],
      ["func() { _ = ", "}"],
    ] as const) {
      const text = `package p\n\nfunc f() { _ = ${open.repeat(20_000)}1${close.repeat(20_000)} }\n`;
      assert.ok(functionNamed(parseGo(text), "f").body);
    }
  });

  it("refuses NUL bytes and gives up when the budget is spent", () => {
    assert.equal(goParser.parse("package p\0"), "nul");
    assert.equal(goParser.parse(`package p\n${"/*x".repeat(300_000)}`, { budget: 5 }), "budget");
    assert.equal(parseGo("package after\n").packageName?.name, "after");
  });
});
