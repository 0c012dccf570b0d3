import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { buildCfg } from "../../server/src/flow/cfg/build-cfg.ts";
import { canReturn } from "../../server/src/flow/cfg/reachability.ts";
import { wayOut, type WayOut } from "../../server/src/flow/summaries/way-out.ts";
import type { CallExpr } from "../../server/src/syntax/ast.ts";
import { parseGo } from "../support/go.ts";

const GOROOT = [process.env.GOROOT ?? "", "/usr/local/go", "/usr/lib/go"].find((root) => existsSync(join(root, "src")));

/** Calls that end a path by themselves. */
function endsPath({ fun }: CallExpr): boolean {
  const name = fun.kind === "Ident" ? fun.name : fun.kind === "SelectorExpr" ? fun.sel.name : "";
  return /^(panic|Exit|Goexit|FailNow|Skip(f|Now)?|(Fatal|Panic)(f|ln)?)$/.test(name);
}

describe("the way out of a function, by its text", () => {
  const cases: readonly [string, WayOut, string][] = [
    ["a return before anything that ends a path", "returns", "{ if x == nil { return }; panic(x) }"],
    ["a return behind a guard that panics", "returns", "{ if x == nil { panic(x) }; return x }"],
    ["an end behind an if without an else", "returns", "{ if a() { die() } }"],
    ["an end behind a loop over something", "returns", "{ for range xs { die() } }"],
    ["an end behind an assignment", "returns", "{ x = 1 }"],
    ["words in texts and comments", "returns", '{ /* panic( */ s := "for { return"; _ = `panic(}` // }\n\tx = 1 }'],
    ["a call as the last statement", "last call", "{ x = 1; die(x) }"],
    ["one that runs what a literal does", "last call", "{ run(func() error { return nil }) }"],
    ["a panic as the last statement", "unknown", "{ x = 1; panic(x) }"],
    ["a panic before a return that is never reached", "unknown", "{ panic(x); return }"],
    ["a return of a literal alone", "unknown", "{ f := func() int { return 1 }; panic(f()) }"],
    ["a return behind a literal whose type has braces", "unknown", "{ f(func(x interface{}) { return }); panic(1) }"],
    ["a loop without a condition", "unknown", "{ for { if a() { return } } }"],
    ["a loop without a condition in a branch, and a return", "returns", "{ if a() { for { b() } }; return }"],
    ["arms of which each may give up", "unknown", "{ if a() { die() } else { die() } }"],
    ["cases of which each may give up", "unknown", "{ switch a { case 1: die(); default: die() } }"],
    ["a select, which waits for one of its cases", "unknown", "{ select { case <-a: die(); case <-b: die() } }"],
  ];
  for (const [name, expected, body] of cases) {
    it(`is ${expected}: ${name}`, () => {
      assert.equal(wayOut(body), expected);
    });
  }

  for (const folder of ["net/http", "runtime", "testing", "cmd/go/internal/load", "cmd/compile/internal/ssagen"]) {
    it(`never denies what the graph shows, in ${folder}`, function () {
      if (GOROOT === undefined) this.skip();
      const path = join(GOROOT, "src", folder);
      let told = 0;
      for (const name of readdirSync(path).filter((each) => each.endsWith(".go"))) {
        const text = readFileSync(join(path, name), "utf8");
        for (const decl of parseGo(text).decls) {
          if (decl.kind !== "FuncDecl" || decl.body === undefined) continue;
          if (wayOut(text.slice(decl.body.start, decl.body.end)) !== "returns") continue;
          told++;
          assert.ok(canReturn(buildCfg(decl, endsPath)), `${name}: ${decl.name.name}`);
        }
      }
      assert.ok(told > 100, `told of ${String(told)} functions only`);
    });
  }
});
