import assert from "node:assert/strict";
import { collectDecls, groupByPackage } from "../../server/src/semantic/decls.ts";
import type { PackageDecls } from "../../server/src/semantic/package.ts";
import { typeString } from "../../server/src/semantic/type-string.ts";
import { UNKNOWN } from "../../server/src/semantic/types.ts";
import { parseGo } from "../support/go.ts";
import { worldOf } from "../support/world.ts";

const PATH = "example.com/p";

function declsOf(...texts: string[]): PackageDecls {
  const files = texts.map((text, index) => ({ uri: `file:///p/${String(index)}.go`, ast: parseGo(text) }));
  return collectDecls(files, { path: PATH, world: worldOf({}) });
}

function valueOf(decls: PackageDecls, name: string): unknown {
  return decls.values.get(name)?.value;
}

function typeOf(decls: PackageDecls, name: string): string {
  return typeString((decls.values.get(name) ?? decls.funcs.get(name) ?? decls.types.get(name))?.type ?? UNKNOWN);
}

describe("the declarations of a package", () => {
  it("fold iota, repeated lines and typed constants", () => {
    const decls = declsOf(`package p
type Weekday int
const (
  Sunday Weekday = iota
  Monday
  _
  Wednesday
)
const (
  KB = 1 << (10 * (iota + 1))
  MB
)
const (
  A, B = iota, iota * 10
  C, D
)
const Big = 1 << 62 + 1
const Ratio = 3 / 2.0
const Name = "a" + "b\\n"
const Yes = !false && len(Name) == 3
const Mask = ^uint8(1)
`);
    assert.equal(valueOf(decls, "Monday"), 1);
    assert.equal(valueOf(decls, "Wednesday"), 3);
    assert.equal(typeOf(decls, "Wednesday"), "p.Weekday");
    assert.equal(valueOf(decls, "MB"), 1 << 20);
    assert.deepEqual([valueOf(decls, "C"), valueOf(decls, "D")], [1, 10]);
    assert.equal(valueOf(decls, "Big"), (1n << 62n) + 1n);
    assert.equal(valueOf(decls, "Ratio"), 1.5);
    assert.equal(valueOf(decls, "Name"), "ab\n");
    assert.equal(valueOf(decls, "Yes"), true);
    assert.equal(valueOf(decls, "Mask"), 254);
  });

  it("give methods to the type that receives them, whichever file declares it", () => {
    const decls = declsOf(
      `package p
func (l *List[E]) Push(x E) {}
func (List[_]) Len() int { return 0 }`,
      `package p
type List[T comparable] struct { items []T }`,
    );
    const list = decls.types.get("List");
    assert.deepEqual(
      list?.typeParams.map((param) => param.name),
      ["T"],
    );
    const push = list.methods.get("Push");
    assert.equal(push?.pointerReceiver, true);
    assert.deepEqual(push.receiverTypeParams, ["E"]);
    assert.equal(typeString(push.type), "func(x E)");
    assert.equal(list.methods.get("Len")?.pointerReceiver, false);
  });

  it("infer the types of variables from their values, without falling into cycles", () => {
    const decls = declsOf(`package p
import "errors"
var a, b = two()
var c = d
var d = map[string][]int{}
var x = y
var y = x
var e = errors.New("no")
func two() (int, *T) { return 0, nil }
type T struct{}
`);
    assert.equal(typeOf(decls, "a"), "int");
    assert.equal(typeOf(decls, "b"), "*p.T");
    assert.equal(typeOf(decls, "c"), "map[string][]int");
    assert.equal(typeOf(decls, "x"), "unknown");
    assert.equal(typeOf(decls, "e"), "unknown");
  });

  it("keep the first of a name that files for several systems declare", () => {
    const decls = declsOf("package p\ntype handle int", "package p\ntype handle uintptr\nfunc extra() {}");
    assert.equal(typeOf(decls, "handle"), "int");
    assert.ok(decls.funcs.has("extra"));
    assert.equal(decls.types.get("handle")?.site?.uri, "file:///p/0.go");
  });

  it("tell an external test package from the package it tests", () => {
    const files = ["package p", "package p_test", "package p"].map((text, index) => ({
      uri: String(index),
      ast: parseGo(text),
    }));
    const groups = groupByPackage(files);
    assert.deepEqual(
      [...groups].map(([name, group]) => `${name} ${String(group.length)}`),
      ["p 2", "p_test 1"],
    );
  });

  it("are incomplete where a file does not parse, and still hold what could be read", () => {
    const decls = declsOf("package p\nfunc ok() int { return 1 }\nfunc broken( {\n");
    assert.equal(decls.complete, false);
    assert.equal(typeOf(decls, "ok"), "func() int");
  });

  it("leave C and blank names unknown", () => {
    const decls = declsOf(`package p
import "C"
var handle C.int
var _ = 1
func init() {}
func f(x *C.struct_x) C.long { return 0 }
`);
    assert.equal(typeOf(decls, "handle"), "unknown");
    assert.equal(typeOf(decls, "f"), "func(x *unknown) unknown");
    assert.deepEqual([decls.values.has("_"), decls.funcs.has("init")], [false, false]);
  });

  it("read aliases, embedded fields, channels and constraints", () => {
    const decls = declsOf(`package p
import "io"
type Alias = io.Reader
type Set[K comparable] = map[K]struct{}
type Number interface { ~int | ~float64; String() string }
type S struct { io.Reader; *T; a, b int; c chan<- <-chan int; f func(xs ...string) (n int, err error) }
type T [2 * size]byte
const size = 4
`);
    assert.equal(decls.types.get("Alias")?.alias, true);
    assert.equal(typeOf(decls, "Set"), "map[K]struct{}");
    assert.equal(typeOf(decls, "Number"), "interface { String() string; ~int | ~float64 }");
    assert.equal(
      typeOf(decls, "S"),
      "struct { io.Reader; *p.T; a int; b int; c chan<- <-chan int; f func(xs ...string) (n int, err error) }",
    );
    assert.equal(typeOf(decls, "T"), "[8]uint8");
  });
});
