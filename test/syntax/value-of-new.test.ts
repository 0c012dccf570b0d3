import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { CallExpr, File } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { goParser, parseGo } from "../support/go.ts";
import { wholeFile } from "../support/whole-file.ts";

const VALUES = [
  "int64(1)",
  "e.sum()",
  "pkg.F(1, 2)",
  "pkg.Make[int](1)",
  '"text"',
  "`raw`",
  "'r'",
  "1.5",
  "-x",
  "!ok",
  "&x",
  "<-ch",
  "a + b",
  "a.b*c",
  "T{}",
  "time.Now().Unix()",
  "λ(1)",
];
const TYPES = [
  "int",
  "pkg.T",
  "*T",
  "[]int",
  "map[string]int",
  "T[int]",
  "pkg.T[int]",
  "struct{ a int }",
  "struct{}",
  "interface{ M() }",
  "func(int) error",
  "chan<- int",
  "<-chan int",
];

function file(text: string): File {
  const parsed = goParser.parseWhole(text);
  if (typeof parsed === "string") throw new Error(parsed);
  return parsed;
}

function source(argument: string): string {
  return `package app\n\nfunc f() {\n\tp := new(${argument})\n\tuse(p)\n}\n`;
}

function callsOf(root: File): CallExpr[] {
  const calls: CallExpr[] = [];
  for (const decl of root.decls) {
    walk(decl, (node) => {
      if (node.kind === "CallExpr") calls.push(node);
    });
  }
  return calls;
}

describe("new of a value", () => {
  for (const value of VALUES) {
    it(`has ${value} for its argument`, () => {
      const text = source(value);
      const parsed = file(text);
      const [call] = callsOf(parsed);
      assert.deepEqual(parsed.errors, []);
      assert.ok(call?.fun.kind === "Ident" && call.fun.name === "new");
      assert.equal(text.slice(call.args[0]?.start, call.args[0]?.end), value);
    });
  }

  for (const type of TYPES) {
    it(`may be that of the type ${type}`, () => {
      const text = source(type);
      const parsed = file(text);
      const call = callsOf(parsed).find(({ fun }) => fun.kind === "Ident" && fun.name === "new");
      assert.deepEqual(parsed.errors, []);
      assert.equal(text.slice(call?.args[0]?.start, call?.args[0]?.end), type);
    });
  }

  it("is read as by a fresh parse while it is typed", () => {
    const document = goParser.open(source("int"));
    if (typeof document === "string") throw new Error(document);
    for (const argument of ["int64", "int64(", "int64(1", "int64(1)", "int64(1) + 1", "int64", "[]int64", "T{}", "T"]) {
      document.update(source(argument));
      assert.deepEqual(wholeFile(document.ast), wholeFile(parseGo(source(argument))), argument);
    }
    const global = (argument: string): string => `package app\n\nvar a = new(x)\n\nvar b = new(${argument})\n`;
    for (const argument of ["T", "T(", "T(1)", "T", "1", "x"]) {
      document.update(global(argument));
      assert.deepEqual(wholeFile(document.ast), wholeFile(parseGo(global(argument))), argument);
    }
    document.dispose();
  });
});
