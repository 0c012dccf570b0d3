import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { hasGo } from "../../support/go-toolchain.ts";
import { analyzeModule } from "../../support/analyze-module.ts";

/** Bodies of a function that is to stop a panic, and whether it does. */
const SHAPES: readonly { readonly name: string; readonly body: string; readonly stops: boolean }[] = [
  { name: "a deferred literal", body: "defer func() { keep(recover()) }()", stops: true },
  { name: "a deferred helper", body: "defer helper()", stops: true },
  { name: "a deferred method", body: "defer guard{}.rescue()", stops: true },
  { name: "a deferred method value", body: "rescue := guard{}.rescue\n\tdefer rescue()", stops: true },
  { name: "the function that a helper returns", body: "defer recoverer()()", stops: true },
  { name: "defer recover() in a deferred literal", body: "defer func() { defer recover() }()", stops: true },
  { name: "a deferred variable", body: "rescue := func() { keep(recover()) }\n\tdefer rescue()", stops: true },
  { name: "a deferred method expression", body: "defer guard.rescue(guard{})", stops: true },
  { name: "a deferred method of an interface", body: "var g rescuer = guard{}\n\tdefer g.rescue()", stops: true },
  { name: "a deferred generic helper", body: "defer rescueOf[int]()", stops: true },
  { name: "a deferred variadic helper", body: "defer rescueWith(1, 2)", stops: true },
  {
    name: "a loop in a deferred literal",
    body: "defer func() {\n\t\tfor range 1 {\n\t\t\tkeep(recover())\n\t\t}\n\t}()",
    stops: true,
  },
  {
    name: "a deferred literal in a branch",
    body: "if len(HELP) > 0 {\n\t\tdefer func() { keep(recover()) }()\n\t}",
    stops: true,
  },
  {
    name: "a deferred literal in a loop",
    body: "for range 2 {\n\t\tdefer func() { keep(recover()) }()\n\t}",
    stops: true,
  },
  { name: "a deferred literal with a result", body: "defer func() any { return recover() }()", stops: true },
  {
    name: "a deferred literal with an argument",
    body: "defer func(where string) { keep(recover()) }(HELP)",
    stops: true,
  },
  { name: "plain recover", body: "keep(recover())", stops: false },
  { name: "defer recover()", body: "defer recover()", stops: false },
  { name: "a wrapper of a helper", body: "defer wrap()", stops: false },
  { name: "a helper called in a deferred literal", body: "defer func() { helper() }()", stops: false },
  {
    name: "a literal called in a deferred literal",
    body: "defer func() {\n\t\tfunc() { keep(recover()) }()\n\t}()",
    stops: false,
  },
  {
    name: "a literal deferred in a deferred literal",
    body: "defer func() {\n\t\tdefer func() { keep(recover()) }()\n\t}()",
    stops: false,
  },
  {
    name: "a variable called in a deferred literal",
    body: "defer func() {\n\t\tf := func() { keep(recover()) }\n\t\tf()\n\t}()",
    stops: false,
  },
  { name: "recover in a condition", body: "if recover() != nil {\n\t\treturn\n\t}", stops: false },
  { name: "recover in a block", body: "{\n\t\tkeep(recover())\n\t}", stops: false },
  { name: "recover in a literal called at once", body: "func() { keep(recover()) }()", stops: false },
  { name: "a helper that only returns a recoverer", body: "defer recoverer()", stops: false },
  { name: "recover as an argument of a deferred call", body: "defer keep(recover())", stops: false },
];

const HELPERS = `
func keep(value any) { kept = value }

var kept any

func helper() { keep(recover()) }

func wrap() { helper() }

type guard struct{}

func (guard) rescue() { keep(recover()) }

type rescuer interface{ rescue() }

const HELP = "x"

func rescueOf[T any]() { keep(recover()) }

func rescueWith(values ...int) { keep(recover()) }

func recoverer() func() { return func() { keep(recover()) } }
`;

describe("recover at run time", () => {
  it("stops panics in exactly the shapes the rule takes for effective", function () {
    if (!hasGo) this.skip();
    this.timeout(120_000);
    const stops = runShapes().trim().split("\n");
    assert.deepEqual(
      SHAPES.map(({ name }, index) => `${name}: ${stops[index] ?? ""}`),
      SHAPES.map(({ name, stops: expected }) => `${name}: ${String(expected)}`),
    );
  });

  for (const { name, body, stops } of SHAPES) {
    it(`is ${stops ? "not " : ""}reported as ${name}`, async () => {
      const uses = "func uses() {\n\tdefer helper()\n\tdefer guard{}.rescue()\n}\n\nfunc init() { shape() }\n";
      const text = `package app\n${HELPERS}\n${uses}\nfunc shape() {\n\t${body}\n\tpanic("x")\n}\n`;
      const [file] = await analyzeModule([{ path: "shape.go", text }]);
      const reported = file?.findings.some((finding) => finding.rule === "recover-no-effect");
      assert.equal(reported, !stops);
    });
  }
});

/** Runs every shape under a caller that stops what comes through; prints for each whether it was stopped inside. */
function runShapes(): string {
  const folder = mkdtempSync(join(tmpdir(), "gostable-recover-"));
  try {
    writeFileSync(join(folder, "main.go"), programOf());
    return execFileSync("go", ["run", "main.go"], { cwd: folder, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programOf(): string {
  const shapes = SHAPES.map(({ body }, index) => `func shape${String(index)}() {\n\t${body}\n\tpanic("x")\n}\n`);
  const calls = SHAPES.map((_, index) => `\tfmt.Println(stopped(shape${String(index)}))`);
  return `package main

import "fmt"
${HELPERS}
func stopped(shape func()) (stopped bool) {
	defer func() { stopped = recover() == nil }()
	shape()
	return true
}

${shapes.join("\n")}
func main() {
${calls.join("\n")}
}
`;
}
