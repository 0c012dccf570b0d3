import assert from "node:assert/strict";
import type { ConstantValue } from "../../server/src/semantic/package.ts";
import { bundledStandardLibrary } from "../../server/src/semantic/facts/standard-library.ts";
import { createFileInfo } from "../../server/src/semantic/file-info.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { parseGo } from "../support/go.ts";

const standard = bundledStandardLibrary();

/** The folded values of the arguments of `use` in a function with these statements. */
function folded(statements: string, declarations = ""): (ConstantValue | undefined)[] {
  const ast = parseGo(`package p
import ("time"; "math"; "net/http"; "os")
${declarations}
func use(xs ...any) {}
func f(n int, s string) { ${statements} }`);
  assert.deepEqual(ast.errors, []);
  const world = { packageDecls: (path: string) => standard.packageDecls(path) };
  const info = createFileInfo(ast, { uri: "file:///p.go", packagePath: "p", goVersion: undefined, world });
  const found: (ConstantValue | undefined)[] = [];
  walk(ast, (node) => {
    if (node.kind === "CallExpr" && node.fun.kind === "Ident" && node.fun.name === "use") {
      found.push(...node.args.map((arg) => info.constantOf(arg)));
    }
  });
  return found;
}

describe("the value of a constant expression", () => {
  it("is a duration in nanoseconds", () => {
    const values = folded(
      "use(10*time.Second, time.Minute/2, time.Duration(1.5*1000), 2*time.Hour+time.Millisecond, timeout)",
      "const timeout = 3 * time.Second",
    );
    assert.deepEqual(values, [10e9, 30e9, 1500, 7_200_001_000_000, 3e9]);
  });

  it("keeps integers exact beyond what a number can hold", () => {
    assert.deepEqual(folded("use(1<<63, math.MaxInt64, -1<<63, 1<<53-1, 0xffff_ffff_ffff_ffff)"), [
      1n << 63n,
      (1n << 63n) - 1n,
      -(1n << 63n),
      2 ** 53 - 1,
      (1n << 64n) - 1n,
    ]);
  });

  it("divides integers without a rest and floats with one", () => {
    assert.deepEqual(folded("use(7/2, -7/2, 7/2.0, 7%4, 1.0*3, 1/0)"), [3, -3, 3.5, 3, 3, undefined]);
  });

  it("joins strings and reads escapes", () => {
    assert.deepEqual(
      folded('use("a"+`b\\n`, "\\x41\\101\\u00e9\\t", \'\\n\', string(rune(65)), len("é"), http.MethodGet)'),
      ["ab\\n", "AAé\t", 10, "A", 2, "GET"],
    );
  });

  it("compares, negates and combines", () => {
    assert.deepEqual(folded('use(1 < 2, "a" == "b", !true || 2 >= 2, 6 &^ 2, 5 ^ 1, ^0, os.O_RDWR|os.O_CREATE != 0)'), [
      true,
      false,
      true,
      4,
      4,
      -1,
      true,
    ]);
  });

  it("counts iota in a block of a function, also where lines repeat", () => {
    assert.deepEqual(folded("const ( a = iota * 2; b; _; c ); use(a, b, c)"), [0, 2, 6]);
  });

  it("is undefined where anything in it is no constant, or is shadowed by something that is none", () => {
    assert.deepEqual(folded('use(n, n*time.Second, len(s), s+"a"); const k = 1; { k := n; use(k) }; use(k)'), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      1,
    ]);
  });

  it("does not fall into constants that define each other", () => {
    assert.deepEqual(folded("use(a, b)", "const a = b + 1\nconst b = a + 1"), [undefined, undefined]);
  });
});
