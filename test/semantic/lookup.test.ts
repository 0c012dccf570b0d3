import assert from "node:assert/strict";
import { lookupFieldOrMethod } from "../../server/src/semantic/lookup.ts";
import type { Lookup } from "../../server/src/semantic/lookup.ts";
import { methodSet } from "../../server/src/semantic/method-set.ts";
import {
  comparable,
  findInValue,
  identical,
  implementsInterface,
  isContextType,
  isErrorType,
  isNamed,
} from "../../server/src/semantic/relations.ts";
import type { World } from "../../server/src/semantic/package.ts";
import type { Type } from "../../server/src/semantic/types.ts";
import { UNKNOWN } from "../../server/src/semantic/types.ts";
import { named, pointerTo, sliceOf } from "../../server/src/semantic/universe.ts";
import { worldOf } from "../support/world.ts";

const PATH = "example.com/p";

function setting(text: string): { world: World; T: (name: string, ...args: Type[]) => Type } {
  const world = worldOf({
    [PATH]: `package p\n${text}`,
    "example.com/q":
      "package q\ntype Q struct { hidden int; Open int }\nfunc (Q) secret() {}\ntype I interface { M(); unexported() }",
    context: "package context\ntype Context interface { Done() <-chan struct{}; Err() error }",
  });
  return { world, T: (name, ...args) => named(PATH, name, args) };
}

function described(member: Lookup): string {
  if (member === undefined || member === "unknown") return String(member);
  const owner = member.owner === undefined ? "-" : member.owner.name;
  return `${member.kind} ${owner} [${member.path.join(" ")}]${member.indirect ? " indirect" : ""}`;
}

describe("looking up a field or a method", () => {
  const { world, T } = setting(`
import "example.com/unknown"
import "example.com/q"
type A struct { x, shared int }
func (a A) Value() {}
func (a *A) Pointer() {}
type B struct { *A; y int }
type C struct { B; x string }
type D struct { A; E }
type E struct { shared int }
type F struct { unknown.Base; A }
type G struct { Deep; unknown.Base }
type Deep struct { A }
type P *A
type I interface { J; Own() }
type J interface { Inner() }
type H struct { I }
type K I
type R struct { *R; z int }
type Q struct { q.Q }
type Alias = B
`);
  const find = (name: string, member: string): string => described(lookupFieldOrMethod(T(name), member, world, PATH));

  it("prefers what is less deep", () => {
    assert.equal(find("C", "x"), "field C []");
    assert.equal(find("C", "shared"), "field A [B A] indirect");
    assert.equal(find("B", "Value"), "method A [A] indirect");
    assert.equal(find("Alias", "y"), "field B []");
  });

  it("finds nothing where two are equally deep", () => {
    assert.equal(find("D", "shared"), "undefined");
    assert.equal(find("D", "x"), "field A [A]");
  });

  it("is unknown where an embedded type that is not known could have it at a lesser depth", () => {
    assert.equal(find("F", "x"), "field A [A]");
    assert.equal(find("F", "nothing"), "unknown");
    assert.equal(find("G", "x"), "unknown");
    assert.equal(find("G", "A"), "field Deep [Deep]");
  });

  it("gives a named pointer the fields of what it points to, not the methods", () => {
    assert.equal(find("P", "x"), "field A [] indirect");
    assert.equal(find("P", "Value"), "undefined");
  });

  it("names the interface that lists a method", () => {
    assert.equal(find("I", "Inner"), "method J []");
    assert.equal(find("H", "Own"), "method I [I]");
    assert.equal(find("K", "Own"), "method I []");
  });

  it("finds no methods behind a pointer to an interface or to a pointer", () => {
    assert.equal(described(lookupFieldOrMethod(pointerTo(T("I")), "Own", world)), "undefined");
    assert.equal(described(lookupFieldOrMethod(pointerTo(pointerTo(T("A"))), "x", world)), "undefined");
  });

  it("ends on types that embed themselves", () => {
    assert.equal(find("R", "z"), "field R []");
    assert.equal(find("R", "nothing"), "undefined");
  });

  it("does not see what another package keeps to itself", () => {
    assert.equal(find("Q", "Open"), "field Q [Q]");
    assert.equal(find("Q", "hidden"), "undefined");
    assert.equal(find("Q", "secret"), "undefined");
  });

  it("is unknown in types nobody knows", () => {
    assert.equal(described(lookupFieldOrMethod(named("example.com/nowhere", "T"), "x", world)), "unknown");
    assert.equal(described(lookupFieldOrMethod(UNKNOWN, "x", world)), "unknown");
  });
});

describe("the method set of a type", () => {
  const { world, T } = setting(`
type A struct{}
func (a A) Value() {}
func (a *A) Pointer() {}
type ByValue struct { A }
type ByPointer struct { *A }
type RW interface { Value(); interface { Pointer() } }
`);
  const names = (type: Type): string => [...methodSet(type, world).methods.keys()].sort().join(" ");

  it("holds the methods with pointer receivers only behind a pointer", () => {
    assert.equal(names(T("A")), "Value");
    assert.equal(names(pointerTo(T("A"))), "Pointer Value");
    assert.equal(names(T("ByValue")), "Value");
    assert.equal(names(T("ByPointer")), "Pointer Value");
    assert.equal(names(T("RW")), "Pointer Value");
  });

  it("decides whether an interface is implemented", () => {
    assert.equal(implementsInterface(T("A"), T("RW"), world), false);
    assert.equal(implementsInterface(pointerTo(T("A")), T("RW"), world), true);
    assert.equal(implementsInterface(T("ByPointer"), T("RW"), world), true);
    assert.equal(implementsInterface(named("example.com/nowhere", "T"), T("RW"), world), undefined);
    assert.equal(implementsInterface(T("A"), named("example.com/nowhere", "I"), world), undefined);
  });
});

describe("what is known of two types", () => {
  const { world, T } = setting(`
import ("context"; "example.com/unknown")
type Ctx = context.Context
type MyErr = error
type Other error
type S struct { a int; b []int }
type Cmp struct { a int; f interface{} }
type Arr [3]S
type M = map[string]S
type N struct { m map[string]*N }
type U struct { unknown.T }
type Mutex struct{}
type Holder struct { ptr *Mutex; arr [2]struct { inner Mutex } }
type Box[T any] struct { v T }
type Gen[T comparable] struct { v T }
`);

  it("sees through aliases", () => {
    assert.equal(isContextType(T("Ctx"), world), true);
    assert.equal(isErrorType(T("MyErr"), world), true);
    assert.equal(isErrorType(T("Other"), world), false);
    assert.equal(isNamed(pointerTo(T("Ctx")), "context", "Context", world), true);
    assert.equal(identical(sliceOf(T("Ctx")), sliceOf(named("context", "Context")), world), true);
    assert.equal(identical(T("S"), T("Cmp"), world), false);
    assert.equal(identical(sliceOf(UNKNOWN), sliceOf(T("S")), world), undefined);
    assert.equal(identical(sliceOf(UNKNOWN), pointerTo(T("S")), world), false);
  });

  it("tells whether values can be compared", () => {
    const answers = ["S", "Cmp", "Arr", "M", "N", "U", "Ctx"].map((name) => comparable(T(name), world));
    assert.deepEqual(answers, [false, true, false, false, false, undefined, true]);
    assert.equal(comparable(T("Box", sliceOf(T("S"))), world), false);
    assert.equal(comparable(T("Box", T("Cmp")), world), true);
  });

  it("finds what a value holds itself, not what it points to", () => {
    const isMutex = (type: Type): boolean => type.kind === "named" && type.name === "Mutex";
    assert.deepEqual(findInValue(T("Holder"), world, isMutex), ["arr", "[]", "inner"]);
    assert.equal(findInValue(T("N"), world, isMutex), undefined);
  });
});
