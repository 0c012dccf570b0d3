import assert from "node:assert/strict";
import fc from "fast-check";
import { createFileInfo } from "../../server/src/semantic/file-info.ts";
import type { FileInfo, Obj } from "../../server/src/semantic/info.ts";
import { typeKey } from "../../server/src/semantic/type-key.ts";
import { typeString } from "../../server/src/semantic/type-string.ts";
import type { CallExpr, Expr, Ident } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { parseGo } from "../support/go.ts";
import { goFile, worldOf } from "../support/world.ts";

/** All identifiers of that name, in the order of the text. */
function identsNamed(text: string, name: string): { info: FileInfo; idents: Ident[] } {
  const { ast, info } = goFile(text);
  const idents: Ident[] = [];
  walk(ast, (node) => {
    if (node.kind === "Ident" && node.name === name) idents.push(node);
  });
  idents.sort((a, b) => a.start - b.start);
  return { info, idents };
}

/** A letter for each object: the same letter for the same object, a dash for none. */
function groups(text: string, name: string): string {
  const { info, idents } = identsNamed(text, name);
  const letters = new Map<Obj, string>();
  return idents
    .map((ident) => {
      const obj = info.objectOf(ident);
      if (obj === undefined) return "-";
      if (!letters.has(obj)) letters.set(obj, String.fromCharCode(97 + letters.size));
      return letters.get(obj);
    })
    .join("");
}

describe("what an identifier denotes", () => {
  it("is one object for all uses of a variable, and another where it is shadowed", () => {
    const text = `package p
func f(err error) {
  x, err := g()
  if err != nil { err := h(); _ = err }
  func() { err = nil; err := 1; _ = err }()
  for err := range c { _ = err }
  _ = err
}`;
    assert.equal(groups(text, "err"), "aaabbaccdda");
  });

  it("declares a name only after its own initialiser", () => {
    assert.equal(groups("package p\nfunc f(x int) { { x := x + 1; x = x } }", "x"), "ababb");
  });

  it("gives each clause of a type switch a variable of its own", () => {
    const text = `package p
func f(v any) {
  switch v := v.(type) {
  case int: _ = v
  case string: _ = v; _ = v
  }
}`;
    assert.equal(groups(text, "v"), "abacdd");
  });

  it("takes keys of struct literals for fields and keys of maps for expressions", () => {
    const text = `package p
type T struct { name string }
var t = T{name: ""}
func f(name string) { _ = T{name: name}; _ = map[string]int{name: 1}; _ = t.name; _ = []T{{name: name}} }`;
    assert.equal(groups(text, "name"), "aababbaab");
  });

  it("keeps methods apart from functions of the same name", () => {
    const text = `package p
type T struct{}
func (t T) Close() {}
func Close() {}
type I interface { Close() }
func f(t T, i I) { t.Close(); Close(); i.Close() }`;
    assert.equal(groups(text, "Close"), "abcabc");
  });

  it("matches labels with the statements that use them, in each function", () => {
    const text = `package p
func f() { L: for { break L }; goto L }
func g() { L: for { func() { L: for { continue L } }(); break L } }`;
    assert.equal(groups(text, "L"), "aaabccb");
  });

  it("is nothing for parameters of function types and blank names", () => {
    assert.equal(groups("package p\ntype F func(ctx int) (ctx2 int)\nvar ctx = 1", "ctx"), "-a");
    assert.equal(groups("package p\nfunc f() { _ = 1; for _ = range 3 {} }", "_"), "--");
  });

  it("says what declares a variable and which function owns it", () => {
    const { info, idents } = identsNamed("package p\nfunc f(a int) { func(b int) { a = b }(a) }", "b");
    const [declared] = idents;
    assert.ok(declared !== undefined);
    const obj = info.objectOf(declared);
    assert.ok(obj?.kind === "var");
    assert.equal(obj.scope, "param");
    assert.deepEqual(obj.decl, { start: declared.start, end: declared.end });
    assert.equal((obj.owner as { kind: string }).kind, "FuncLit");
  });
});

describe("the names in scope", () => {
  const text = `package p
import ("context"; db "database/sql")
var global int
func (r *T) f(ctx context.Context, n int) (err error) {
  a := 1
  if b, ok := g(); ok { c := b; /*1*/ _ = c } else { /*2*/ }
  for i := range a { n := i; func(z int) { /*3*/ }(n) }
  /*4*/
  late := 2
  _ = late
}
type T struct{}
`;
  const { info } = goFile(text);
  const at = (mark: string): string =>
    info
      .variablesAt(text.indexOf(mark))
      .map((obj) => obj.name)
      .join(" ");

  it("are those declared before, innermost first, shadowed ones left out", () => {
    assert.equal(at("/*1*/"), "c ok b a err n ctx r");
    assert.equal(at("/*2*/"), "ok b a err n ctx r");
    assert.equal(at("/*3*/"), "z n i a err ctx r");
    assert.equal(at("/*4*/"), "a err n ctx r");
  });

  it("are taken if they mean anything there", () => {
    const offset = text.indexOf("/*4*/");
    const taken = ["a", "global", "context", "db", "sql", "f", "T", "len", "nil", "late", "free"];
    assert.deepEqual(
      taken.filter((name) => info.isNameTaken(name, offset)),
      ["a", "global", "context", "db", "T", "len", "nil"],
    );
  });

  it("include the file's name for an import", () => {
    assert.equal(info.importName("database/sql"), "db");
    assert.equal(info.importName("context"), "context");
    assert.equal(info.importName("os"), undefined);
    const other = goFile('package p\nimport (\n . "a/b"\n _ "c/d"\n "example.com/go-kit/v2"\n)').info;
    assert.deepEqual(
      ["a/b", "c/d", "example.com/go-kit/v2"].map((path) => other.importName(path)),
      [".", "_", "kit"],
    );
  });
});

const PROGRAM = `package p
import "io"
type node[T any] struct { next *node[T]; val T; io.Closer }
func (n *node[T]) Next() *node[T] { return n.next }
type pair struct { a, b int }
var table = map[string]func(int) pair{"x": mk}
func mk(n int) pair { return pair{a: n, b: n} }
func apply[A, B any](xs []A, f func(A) B) (ys []B) { for _, x := range xs { ys = append(ys, f(x)) }; return }
func main() {
  n := &node[error]{}
  for cur := n; cur != nil; cur = cur.Next() { v := cur.val; _ = v.Error(); cur.Close() }
  ps := apply([]int{1, 2}, mk)
  switch first := any(ps[0]).(type) { case pair: _ = first.a; case int, string: _ = first }
  if p, ok := table["x"]; ok { q := p(3); q.a += q.b }
  ch := make(chan []pair, 1)
  select { case xs, ok := <-ch: _, _ = xs[0].a, ok; default: }
  defer func() { r := recover(); _ = r }()
}
`;

function parts(text: string): { info: FileInfo; exprs: Expr[]; idents: Ident[]; calls: CallExpr[] } {
  const ast = parseGo(text);
  const context = { uri: "file:///p/a.go", packagePath: "p", goVersion: undefined, world: worldOf({}) };
  const info = createFileInfo(ast, context);
  const found = { info, exprs: new Array<Expr>(), idents: new Array<Ident>(), calls: new Array<CallExpr>() };
  walk(ast, (node) => {
    if (node.kind === "Ident") found.idents.push(node);
    if (node.kind === "CallExpr") found.calls.push(node);
    if (EXPRESSIONS.has(node.kind)) found.exprs.push(node as Expr);
  });
  return found;
}

const EXPRESSIONS = new Set(
  [
    "Ident CallExpr SelectorExpr IndexExpr CompositeLit FuncLit UnaryExpr BinaryExpr StarExpr BasicLit ParenExpr",
    "SliceExpr TypeAssertExpr ArrayType MapType ChanType FuncType StructType InterfaceType BadExpr",
  ].flatMap((line) => line.split(" ")),
);

function answers(text: string, order: readonly number[]): string[] {
  const { info, exprs, idents } = parts(text);
  for (const index of order) {
    const expr = exprs[index % exprs.length];
    const ident = idents[index % idents.length];
    if (expr !== undefined) info.typeOf(expr);
    if (ident !== undefined) info.objectOf(ident);
  }
  return [
    ...exprs.map((expr) => typeKey(info.typeOf(expr))),
    ...idents.map((ident) => {
      const obj = info.objectOf(ident);
      return obj === undefined ? "-" : `${obj.kind} ${"type" in obj ? typeString(obj.type) : ""}`;
    }),
  ];
}

describe("the answers about a file", () => {
  it("do not depend on the order of the questions", () => {
    const expected = answers(PROGRAM, []);
    assert.ok(expected.filter((answer) => answer === "?").length < 20);
    fc.assert(
      fc.property(fc.array(fc.nat(2000), { maxLength: 40 }), (order) => {
        assert.deepEqual(answers(PROGRAM, order), expected);
      }),
      { numRuns: 50 },
    );
  });

  it("come without an exception for any text cut or mangled", () => {
    fc.assert(
      fc.property(
        fc.nat(PROGRAM.length),
        fc.nat(PROGRAM.length),
        fc.constantFrom("", "(", "{", "}", ":=", "func", "x."),
        (from, length, junk) => {
          const text = PROGRAM.slice(0, from) + junk + PROGRAM.slice(from + (length % 7));
          const { info, exprs, idents, calls } = parts(text);
          for (const expr of exprs) {
            info.typeOf(expr);
            info.isType(expr);
            info.constantOf(expr);
          }
          for (const ident of idents) info.objectOf(ident);
          for (const call of calls) info.calleeOf(call);
          info.variablesAt(from);
        },
      ),
      { numRuns: 100 },
    );
  });
});
