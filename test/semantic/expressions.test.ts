import assert from "node:assert/strict";
import { typeString } from "../../server/src/semantic/type-string.ts";
import type { Expr } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { goFile } from "../support/world.ts";
import type { Sources } from "../support/world.ts";

/** The types of the arguments of calls of `use`, in order: each test says with `use(x)` what it asks. */
function typesUsed(text: string, sources: Sources = {}): string[] {
  const { ast, info } = goFile(`package app\n${text}\nfunc use(xs ...any) {}\n`, sources);
  assert.deepEqual(ast.errors, []);
  const found: string[] = [];
  walk(ast, (node) => {
    if (node.kind === "CallExpr" && node.fun.kind === "Ident" && node.fun.name === "use") {
      found.push(...node.args.map((arg: Expr) => typeString(info.typeOf(arg))));
    }
  });
  return found;
}

const STD: Sources = {
  io: `package io
type Closer interface { Close() error }
type Reader interface { Read(p []byte) (n int, err error) }
type ReadCloser interface { Reader; Closer }
var EOF = errors.New("EOF")
`,
  errors: `package errors
func New(text string) error { return nil }
`,
  "net/http": `package http
import "io"
type Header map[string][]string
func (h Header) Get(key string) string { return "" }
type Response struct { StatusCode int; Header Header; Body io.ReadCloser }
type Client struct { Timeout time.Duration }
func (c *Client) Get(url string) (resp *Response, err error) { return nil, nil }
var DefaultClient = &Client{}
func Get(url string) (*Response, error) { return nil, nil }
`,
  time: `package time
type Duration int64
const (
  Nanosecond Duration = 1
  Microsecond = 1000 * Nanosecond
  Millisecond = 1000 * Microsecond
  Second = 1000 * Millisecond
)
func (d Duration) Seconds() float64 { return 0 }
`,
};

describe("the type of an expression", () => {
  it("follows calls, fields and methods through packages", () => {
    const types = typesUsed(
      `import "net/http"
func f() {
  resp, err := http.Get("x")
  use(resp, err, resp.Body, resp.Body.Close(), resp.Header.Get("a"), http.DefaultClient)
  r2, err := http.DefaultClient.Get("y")
  use(r2)
}`,
      STD,
    );
    assert.deepEqual(types, [
      "*http.Response",
      "error",
      "io.ReadCloser",
      "error",
      "string",
      "*http.Client",
      "*http.Response",
    ]);
  });

  it("promotes fields and methods of embedded structs and interfaces", () => {
    const types = typesUsed(
      `import "net/http"
type base struct { n int }
func (b *base) Inc() int { return 0 }
type outer struct { *base; http.Header; inner struct { ok bool } }
func f(o outer) { use(o.n, o.Inc(), o.Get("x"), o.inner.ok, o.base) }`,
      STD,
    );
    assert.deepEqual(types, ["int", "int", "string", "bool", "*app.base"]);
  });

  it("ranges over everything", () => {
    const types = typesUsed(`
func seq(yield func(string, int) bool) {}
func f(a []string, m map[string]bool, c chan error, arr *[3]int8) {
  for i, v := range a { use(i, v) }
  for k, v := range m { use(k, v) }
  for e := range c { use(e) }
  for i, r := range "text" { use(i, r) }
  for i := range 10 { use(i) }
  for k, v := range seq { use(k, v) }
  for i, v := range arr { use(i, v) }
}`);
    const expected = "int string string bool error int int32 int string int int int8";
    assert.equal(types.join(" "), expected);
  });

  it("gives a type switch's variable the type of its case", () => {
    const types = typesUsed(`
type T struct{}
func f(x any) {
  switch v := x.(type) {
  case int: use(v)
  case *T, string: use(v)
  case nil: use(v)
  default: use(v)
  }
}`);
    assert.deepEqual(types, ["int", "interface{}", "interface{}", "interface{}"]);
  });

  it("infers type arguments from the arguments of a call", () => {
    const types = typesUsed(`
type List[T any] struct { items []T }
func (l *List[E]) First() E { return l.items[0] }
func Map[S ~[]E, E, R any](s S, f func(E) R) []R { return nil }
func Pick[T any](a, b T) T { return a }
func Zero[T any]() T { var z T; return z }
type Names []string
func f(l *List[error], n Names) {
  use(l.First(), l.items)
  use(Map(n, func(s string) int { return 0 }))
  use(Pick(1, 2.5), Pick("a", "b"), Zero[byte]())
}`);
    assert.deepEqual(types, ["error", "[]error", "[]int", "float64", "string", "uint8"]);
  });

  it("answers unknown for packages nobody knows, but keeps their types' names", () => {
    const types = typesUsed(`
import "github.com/jackc/pgx/v5"
func f(c *pgx.Conn) { rows, err := c.Query("x"); use(c, rows, err, pgx.Connect()) }`);
    assert.deepEqual(types, ["*pgx.Conn", "unknown", "unknown", "unknown"]);
  });

  it("knows shadowed names and redeclared ones apart", () => {
    const types = typesUsed(`
func g() (int, error) { return 0, nil }
func f() {
  x := "a"
  { x := 1; use(x) }
  if x := 1.5; x > 1 { use(x) } else { use(x) }
  x, err := "b", error(nil)
  n, err := g()
  use(x, n, err)
  func(x []bool) { use(x) }(nil)
}`);
    assert.deepEqual(types, ["int", "float64", "float64", "string", "int", "error", "[]bool"]);
  });

  it("understands literals whose types are left out", () => {
    const types = typesUsed(`
type P struct { X, Y int }
func f() {
  use([]P{{1, 2}}[0].X)
  use(map[string]*P{"a": {X: 1}}["a"])
  use([...]string{3: "d", "e"})
  use([]*P{{}}[0].Y)
}`);
    assert.deepEqual(types, ["int", "*app.P", "[5]string", "int"]);
  });

  it("takes method values, method expressions and conversions for what they are", () => {
    const types = typesUsed(
      `import "time"
type T struct{}
func (t *T) Do(n int) error { return nil }
func f(t *T) {
  do := t.Do
  use(do, do(1), (*T).Do, time.Duration(5), []byte("x"), 10*time.Second, t.Do)
}`,
      STD,
    );
    assert.deepEqual(types, [
      "func(n int) error",
      "error",
      "func(*app.T, n int) error",
      "time.Duration",
      "[]uint8",
      "time.Duration",
      "func(n int) error",
    ]);
  });
});
