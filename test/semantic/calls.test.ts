import assert from "node:assert/strict";
import type { Callee, FileInfo } from "../../server/src/semantic/info.ts";
import { typeString } from "../../server/src/semantic/type-string.ts";
import type { CallExpr } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { goFile } from "../support/world.ts";
import type { Sources } from "../support/world.ts";

const STD: Sources = {
  io: `package io
type Closer interface { Close() error }
type Reader interface { Read(p []byte) (n int, err error) }
type ReadCloser interface { Reader; Closer }`,
  sync: `package sync
type Mutex struct { state int32 }
func (m *Mutex) Lock() {}
func (m *Mutex) Unlock() {}`,
  slices: `package slices
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {}
func Index[S ~[]E, E comparable](s S, v E) int { return 0 }`,
};

/** What each call in the function `f` of the text calls, in order. */
function calleesIn(text: string, sources: Sources = STD): string[] {
  const { ast, info } = goFile(`package app\n${text}`, sources);
  assert.deepEqual(ast.errors, []);
  const found: string[] = [];
  for (const decl of ast.decls) {
    if (decl.kind !== "FuncDecl" || decl.name.name !== "f" || decl.recv !== undefined) continue;
    walk(decl, (node) => {
      if (node.kind === "CallExpr") found.push(described(info, node));
    });
  }
  return found;
}

function described(info: FileInfo, call: CallExpr): string {
  const callee: Callee = info.calleeOf(call);
  switch (callee.kind) {
    case "func":
      return `${callee.pkg}.${callee.name}`;
    case "method":
      return `(${callee.pkg}.${callee.recv}).${callee.name} on ${typeString(callee.through)}${callee.interface ? " (interface)" : ""}`;
    case "literal":
      return "literal";
    case "value":
      return `value ${callee.obj?.name ?? "-"} ${typeString(callee.type)}`;
    case "builtin":
      return `builtin ${callee.name}`;
    case "conversion":
      return `conversion ${typeString(callee.type)}`;
    case "unknown":
      return `unknown ${callee.pkg ?? "-"} ${callee.name ?? "-"}`;
  }
}

describe("what a call calls", () => {
  it("is the method of the type that declares it, reached through promotion", () => {
    const callees = calleesIn(`import ("io"; "sync")
type inner struct { sync.Mutex }
type outer struct { *inner; io.ReadCloser; rc io.ReadCloser }
func (o outer) own() {}
func f(o *outer) { o.Lock(); o.Close(); o.rc.Read(nil); o.own(); (*outer).own(o) }`);
    assert.deepEqual(callees, [
      "(sync.Mutex).Lock on *app.outer",
      "(io.Closer).Close on *app.outer (interface)",
      "(io.Reader).Read on io.ReadCloser (interface)",
      "(example.com/app.outer).own on *app.outer",
      "(example.com/app.outer).own on *app.outer",
    ]);
  });

  it("is a function, a value, a literal, a builtin or a conversion", () => {
    const callees = calleesIn(`
type named func(int) error
var hook = func() {}
type s struct { run func(); n named }
func g[T any](x T) T { return x }
func f(cb named, v s) {
  cb(1); hook(); v.run(); v.n(2); func() {}()
  len("x"); named(cb); []byte("x"); g[int](1); g("s")
  len := func(s string) int { return 0 }
  len("x")
  (f)(nil, s{})
}`);
    assert.deepEqual(callees, [
      "value cb app.named",
      "value hook func()",
      "value - func()",
      "value - app.named",
      "literal",
      "builtin len",
      "conversion app.named",
      "conversion []uint8",
      "example.com/app.g",
      "example.com/app.g",
      "value len func(s string) int",
      "example.com/app.f",
    ]);
  });

  it("is unknown, with the import path, for a package nobody knows", () => {
    const callees = calleesIn(`
import (
  "github.com/redis/go-redis/v9"
  sql2 "example.org/sql"
  "gopkg.in/yaml.v3"
)
func f(c *redis.Client) { redis.NewClient(nil); sql2.Open("x"); c.Get("k").Result(); yaml.Marshal(nil); nowhere.Do() }`);
    assert.deepEqual(callees, [
      "unknown github.com/redis/go-redis/v9 NewClient",
      "unknown example.org/sql Open",
      "unknown - Result",
      "unknown - Get",
      "unknown gopkg.in/yaml.v3 Marshal",
      "unknown - Do",
    ]);
  });

  it("is not taken for the library's where a local type only looks alike", () => {
    const callees = calleesIn(`
type Mutex struct{}
func (Mutex) Lock() {}
func f() { var sync struct { Mutex Mutex }; sync.Mutex.Lock() }`);
    assert.deepEqual(callees, ["(example.com/app.Mutex).Lock on app.Mutex"]);
  });

  it("knows the methods of a type parameter by its constraint", () => {
    const callees = calleesIn(`import "io"
type point[P any] interface { Add(P) P; Close() error }
func f[C io.Closer, P point[P], PT interface{ *T; Set(string) }, T any](c C, p P, pt PT) {
  c.Close(); p.Add(p).Add(p); pt.Set("x")
}`);
    assert.deepEqual(callees, [
      "(io.Closer).Close on C (interface)",
      "(example.com/app.point).Add on P (interface)",
      "(example.com/app.point).Add on P (interface)",
      "(.).Set on PT (interface)",
    ]);
  });

  it("sees methods of types declared in functions and of anonymous structs", () => {
    const callees = calleesIn(`import "sync"
func f() {
  type local struct { sync.Mutex; n int }
  var l local
  l.Lock()
  var anon struct { sync.Mutex }
  anon.Unlock()
  for _, c := range []struct{ do func() }{{do: nil}} { c.do() }
}`);
    assert.deepEqual(callees, [
      "(sync.Mutex).Lock on app.local",
      "(sync.Mutex).Unlock on struct { sync.Mutex }",
      "value - func()",
    ]);
  });

  it("gives a dot import's names their package", () => {
    assert.deepEqual(calleesIn(`import . "slices"\nfunc f(x []int) { Index(x, 1) }`), ["slices.Index"]);
  });

  it("follows long chains of calls", () => {
    const chain = ".With()".repeat(150);
    const callees = calleesIn(`type b struct{}\nfunc (x *b) With() *b { return x }\nfunc f(x *b) { x${chain} }`);
    assert.equal(callees.length, 150);
    assert.deepEqual([...new Set(callees)], ["(example.com/app.b).With on *app.b"]);
  });
});
