import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Decl, File } from "../../server/src/syntax/ast.ts";
import { importSpecsOf } from "../../server/src/syntax/import-specs.ts";
import { outlineOf } from "../../server/src/syntax/outline.ts";
import { declaredNames, headEnd, isMethod, receiverTypeName } from "../../server/src/syntax/outlined-decl.ts";
import { isOutlined } from "../../server/src/syntax/outlined-file.ts";
import { goParser } from "../support/go.ts";
import { wholeDecl, wholeFile } from "../support/whole-file.ts";

const SOURCE =
  `// Package p is odd. package q
/* func no() {} */
package p // "x

import "fmt"; import _ "os"
import (
	. "strings" // one
	h "net/http"
)

type A = map[string]struct{ x int }
type B[K comparable, V interface{ ~int | ~string }] struct {
	h.Header "tag \\"(\\""
	c chan<- func() struct{}
}
type (
	C interface {
		M(x int) (y int)
	}
	D func(struct{}) interface{}; E [len("}")]int
)

const X, Y = '\\'', "}" + ` +
  "`raw\n}`" +
  `
const (
	Z = iota // (
	_
	Q, R
)

var f, g = func() int {
	return 1
}, 2.
var (
	a int
	b =
		1 +
			2
)
var _ = T{"{"}

func (*B[_, V]) M1() {}
func (b B[K, V]) M2(x struct{}) interface{ X() } { return nil }
func ((T)) M3() (struct{ a int }, error) { return struct{ a int }{}, nil }
func plain[T any](xs ...T) func() (int, error) { /* } */ return nil }
func external(x int) // no body
func after() chan struct{} {
	x := '"'; y := "//"
	_ = x / 2 /* " */
	return nil
}
`;

/** What an outline tells of a declaration, as the parsed declaration tells it. */
function told(decl: Decl): unknown {
  if (decl.kind === "BadDecl") return decl;
  const span = [decl.start, decl.end];
  if (decl.kind === "GenDecl") return [decl.tok, span, declaredNames(decl)];
  return [decl.name, span, isMethod(decl), receiverTypeName(decl), decl.hasBody];
}

function parsed(text: string, readsBodies?: boolean): File {
  const file = goParser.parse(text, readsBodies === undefined ? {} : { readsBodies });
  if (typeof file === "string") throw new Error(file);
  return file;
}

const GOROOT = [process.env.GOROOT ?? "", "/usr/local/go", "/usr/lib/go"].find((root) => existsSync(join(root, "src")));

describe("outlines", () => {
  it("tell the same declarations as a parse, of odd code", () => {
    const outlined = parsed(SOURCE, false);
    assert.ok(isOutlined(outlined));
    assert.deepEqual(outlined.decls.map(told), parsed(SOURCE).decls.map(told));
  });

  it("have the same syntax behind them, whatever is read first", () => {
    assert.deepEqual(wholeFile(parsed(SOURCE, false)), wholeFile(parsed(SOURCE)));
    const outlined = parsed(SOURCE, false);
    for (const decl of [...outlined.decls].reverse()) wholeDecl(decl);
    assert.deepEqual(wholeFile(outlined), wholeFile(parsed(SOURCE)));
  });

  for (const folder of ["net/http", "go/types", "runtime", "testing"]) {
    it(`tell the same declarations as a parse, of ${folder}`, function () {
      if (GOROOT === undefined) this.skip();
      const path = join(GOROOT, "src", folder);
      for (const name of readdirSync(path).filter((each) => each.endsWith(".go"))) {
        const text = readFileSync(join(path, name), "utf8");
        const outlined = parsed(text, false);
        assert.ok(isOutlined(outlined), name);
        assert.deepEqual(outlined.decls.map(told), parsed(text).decls.map(told), name);
      }
    });
  }

  it("have the imports of a parse, however they are written", () => {
    for (const imports of [
      'import "fmt"',
      'import("fmt";. "strings";_ `os`)',
      'import (\n\t// doc "no"\n\th /* of */ "net/http" // "x"\n\n\t"bytes"\n)',
      "import ()",
      'import größe "example.com/größe"',
    ]) {
      const text = `package p\n\n${imports}\n\nvar x = 1\n`;
      assert.deepEqual(parsed(text, false).imports, parsed(text).imports, imports);
    }
  });

  it("leave imports that are being typed to the parser", () => {
    for (const imports of ['import (h "net/http" x)', "import (fmt)", "import (3)", 'import (a b "fmt")'])
      assert.equal(importSpecsOf(imports, { start: 0, end: imports.length }), undefined, imports);
  });

  it("leave what does not parse empty, and the rest alone", () => {
    const file = parsed("package p\n\nvar broken = (]\n\ntype T struct{ x int }\n\nfunc f() int { return 1 }\n", false);
    assert.deepEqual(file.decls.map(told), [
      ["var", [11, 26], ["broken"]],
      ["type", [28, 50], ["T"]],
      [{ kind: "Ident", start: 57, end: 58, name: "f" }, [52, 77], false, undefined, true],
    ]);
    const [broken, type] = file.decls;
    assert.ok(broken?.kind === "GenDecl" && type?.kind === "GenDecl");
    assert.deepEqual(broken.specs, []);
    assert.equal(type.specs.length, 1);
    assert.ok(file.errors.length > 0);
  });

  it("end a function's head where its type ends", () => {
    const ends = (file: File): number[] =>
      file.decls.flatMap((decl) => (decl.kind === "FuncDecl" ? [headEnd(decl)] : []));
    assert.deepEqual(ends(parsed(SOURCE, false)), ends(parsed(SOURCE)));
  });

  it("are not made of what a parse alone can tell apart", () => {
    for (const text of [
      "package p\n\nfunc f() {\n",
      "package p\n\nfunc f() }\n",
      "package p; x := 1",
      'package p\nvar x = "',
      "package p /*",
    ])
      assert.equal(outlineOf(text), undefined, text);
  });

  it("never throw, for any prefix of a file", () => {
    for (let length = 0; length <= SOURCE.length; length += 3) {
      const file = parsed(SOURCE.slice(0, length), false);
      wholeFile(file);
    }
  });
});
