import assert from "node:assert/strict";
import { describe, it } from "mocha";
import fc from "fast-check";
import { buildCfg } from "../../server/src/flow/cfg/build-cfg.ts";
import type { Cfg } from "../../server/src/flow/cfg/cfg.ts";
import { dominatorsOf } from "../../server/src/flow/cfg/dominators.ts";
import { blocksFrom, canRepeat, canReturn, reachableBlocks } from "../../server/src/flow/cfg/reachability.ts";
import type { CallExpr } from "../../server/src/syntax/ast.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { parseGo } from "../support/go.ts";

const ENDS = new Set(["panic", "die"]);

function endsPath(call: CallExpr): boolean {
  return call.fun.kind === "Ident" && ENDS.has(call.fun.name);
}

function cfgOf(body: string): Cfg {
  const [decl] = parseGo(`package p\n\nfunc f() {\n${body}\n}\n`).decls;
  if (decl?.kind !== "FuncDecl") throw new Error("no function");
  return buildCfg(decl, endsPath);
}

/** The names of the calls without arguments in the blocks for which `chosen` holds, in the order of their blocks. */
function callsIn(cfg: Cfg, chosen: (block: number) => boolean): string[] {
  const names: string[] = [];
  for (const block of cfg.blocks) {
    if (!chosen(block.id)) continue;
    for (const node of block.nodes) {
      const root = node.kind === "stmt" ? node.stmt : node.kind === "expr" ? node.expr : undefined;
      if (root === undefined) continue;
      walk(root, (each) => {
        if (each.kind === "CallExpr" && each.fun.kind === "Ident" && each.args.length === 0) names.push(each.fun.name);
      });
    }
  }
  return names.sort();
}

function reached(body: string): string {
  const cfg = cfgOf(body);
  const reachable = reachableBlocks(cfg);
  return callsIn(cfg, (block) => reachable[block] === true).join(" ");
}

function repeated(body: string): string {
  const cfg = cfgOf(body);
  return callsIn(cfg, (block) => canRepeat(cfg, block)).join(" ");
}

describe("the control-flow graph", () => {
  const cases: readonly [string, string, string][] = [
    ["nothing behind a return", "a(); return; b()", "a"],
    ["both arms of an if and what follows", "if c() { a() } else { b() }; d()", "a b c d"],
    ["nothing behind an if whose arms both leave", "if c() { return } else { panic(1) }; d()", "c"],
    ["nothing behind an endless loop", "for { a() }; b()", "a"],
    ["what follows a loop with a break", "for { if c() { break } }; b()", "b c"],
    ["what follows a loop left by its label", "out: for { for { break out } }; b()", "b"],
    ["nothing behind a loop that only an inner one breaks", "for { for { break } }; b()", ""],
    ["nothing behind for true", "for true { a() }; b()", "a"],
    ["what follows a range", "for range xs { a() }; b()", "a b"],
    ["nothing behind an empty select", "a(); select {}; b()", "a"],
    ["all cases of a select", "select { case <-x: a(); case y <- 1: b(); default: c() }; d()", "a b c d"],
    ["nothing behind a select whose cases all leave", "select { case <-x: return; case <-y: panic(1) }; b()", ""],
    ["what a fallthrough leads to", "switch { case true: a(); fallthrough; case c(): b() }", "a b"],
    ["nothing behind a switch whose cases all leave", "switch x { case 1: return; default: return }; b()", ""],
    ["what follows a switch without default", "switch x { case 1: return }; b()", "b"],
    ["what a goto leads to", "goto end; a(); end: b()", "b"],
    ["nothing behind a call that never comes back", "a(); die(); b()", "a die"],
    ["nothing behind an assignment from such a call", "x := die(); b()", "die"],
    ["the right side of a short circuit", "if a() && (b() || !c()) { d() }", "a b c d"],
    [
      "the cases of a type switch",
      "switch v := x.(type) { case int: a(); case nil: b(); default: c(v) }; d()",
      "a b d",
    ],
    ["a deferred call where it stands", "defer a(); return; defer b()", "a"],
    ["a literal's own body not", "f := func() { return }; f(1); a()", "a"],
  ];
  for (const [name, body, expected] of cases) {
    it(`reaches ${name}`, () => {
      assert.equal(reached(body), expected);
    });
  }

  it("comes back to what stands in a loop, also in one made of goto", () => {
    assert.equal(repeated("a(); for c() { b(); if d() { e(); break } }; f()"), "b c d");
    assert.equal(repeated("again: a(); if b() { goto again }; c()"), "a b");
    assert.equal(repeated("for { if c() { continue }; a(); return }"), "c");
  });

  it("tells on its edges what is known, with short circuits taken apart", () => {
    const cfg = cfgOf("if !(a() || b()) { c() }");
    const truths = cfg.blocks.flatMap((block) =>
      block.succs.flatMap(({ condition }) => (condition?.kind === "truth" ? [condition] : [])),
    );
    assert.deepEqual(
      truths.map(({ expr, value }) => `${expr.kind} ${String(value)}`),
      ["CallExpr true", "CallExpr false", "CallExpr true", "CallExpr false"],
    );
  });

  it("knows whether the function comes back", () => {
    assert.equal(canReturn(cfgOf("for { a() }")), false);
    assert.equal(canReturn(cfgOf("if a() { die() }; die()")), false);
    assert.equal(canReturn(cfgOf("if a() { die() }")), true);
  });

  it("counts the loops around a block", () => {
    const cfg = cfgOf("a(); for { b(); for range xs { c() } }");
    const depth = (name: string) => cfg.blocks.find((block) => callsIn(cfg, (id) => id === block.id).includes(name));
    assert.deepEqual([depth("a")?.loopDepth, depth("b")?.loopDepth, depth("c")?.loopDepth], [0, 1, 2]);
  });
});

/** Random bodies of statements that branch, nested a few deep. */
const bodies = fc.letrec<{ stmt: string; block: string }>((tie) => ({
  block: fc.array(tie("stmt"), { maxLength: 3 }).map((stmts) => stmts.join("\n")),
  stmt: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a()", "return", "panic(1)", "x++"),
    tie("block").map((block) => `for c() {\n${block}\nif d() { break }\n}`),
    tie("block").map((block) => `for {\n${block}\n}`),
    fc.tuple(tie("block"), tie("block")).map(([a, b]) => `if c() && d() {\n${a}\n} else {\n${b}\n}`),
    fc.tuple(tie("block"), tie("block")).map(([a, b]) => `switch x {\ncase 1:\n${a}\ndefault:\n${b}\n}`),
  ),
})).block;

describe("dominators", () => {
  it("stand on every way: without a dominator its block cannot be reached", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const cfg = cfgOf(body);
        const { dominates } = dominatorsOf(cfg);
        const reachable = reachableBlocks(cfg);
        for (const a of cfg.blocks) {
          if (a.id === 0) continue;
          const without = blocksFrom(cfg, [0], (to) => to !== a.id);
          for (const b of cfg.blocks) {
            if (reachable[b.id] !== true) continue;
            assert.equal(dominates(a.id, b.id), without[b.id] !== true, `${a.id} ${b.id} in\n${body}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
