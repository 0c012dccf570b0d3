import assert from "node:assert/strict";
import { collectDecls } from "../../server/src/semantic/decls.ts";
import { createFileInfo } from "../../server/src/semantic/file-info.ts";
import { declsSeenFrom } from "../../server/src/semantic/seen-from.ts";
import { typeString } from "../../server/src/semantic/type-string.ts";
import { UNKNOWN } from "../../server/src/semantic/types.ts";
import type { CallExpr } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { parseGo } from "../support/go.ts";
import { worldOf } from "../support/world.ts";

const TEXTS = {
  common: `package p
type conn struct { h handle }
func (c *conn) common() *conn { return open() }
func (h handle) valid() string { return "" }`,
  linux: "package p\ntype handle int\nfunc open() *conn { return nil }\nfunc (c *conn) close() error { return nil }",
  windows: `package p
type handle uintptr
func open() *conn { return nil }
func (c *conn) close() bool { return true }
func (c *conn) onlyHere() handle { return c.h }
func f() { c := open(); c.close(); c.onlyHere(); c.common().close(); c.h.valid() }`,
};

const world = worldOf({});
const files = Object.entries(TEXTS).map(([name, text]) => ({ uri: `file:///p/${name}.go`, ast: parseGo(text) }));
const decls = collectDecls(files, { path: "p", world });

function file(name: keyof typeof TEXTS): (typeof files)[number] {
  const found = files.find(({ uri }) => uri.endsWith(`${name}.go`));
  assert.ok(found !== undefined);
  return found;
}

describe("a package with files for several systems", () => {
  it("is the same for a file that declares nothing of its own anew", () => {
    assert.equal(declsSeenFrom(file("linux"), decls, world), decls);
  });

  it("has, inside each file, that file's declarations and methods", () => {
    const { uri, ast } = file("windows");
    const info = createFileInfo(ast, { uri, packagePath: "p", goVersion: undefined, world }, decls);
    const calls: CallExpr[] = [];
    walk(ast, (node) => {
      if (node.kind === "CallExpr") calls.push(node);
    });
    const types = calls.map((call) => typeString(info.typeOf(call)));
    assert.deepEqual(types, ["*p.conn", "bool", "p.handle", "bool", "*p.conn", "string"]);
    assert.equal(typeString(decls.types.get("handle")?.type ?? UNKNOWN), "int");
  });
});
