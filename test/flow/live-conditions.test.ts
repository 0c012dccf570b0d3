import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { buildCfg } from "../../server/src/flow/cfg/build-cfg.ts";
import { VariableNumbers } from "../../server/src/flow/condition-facts.ts";
import { liveConditions } from "../../server/src/flow/live-conditions.ts";
import { walk } from "../../server/src/syntax/visit.ts";
import { goFile } from "../support/world.ts";
import { flowOf } from "./flow-of.ts";

/** Whether it may still be asked whether the variable is true that the last `if done` asks for, where the function calls `here`. */
function isLive(body: string): boolean {
  const { text, ast, info } = goFile(`package app
func here() {}
func ask() bool
func f(done, more bool, xs []int) (err error) {
${body}
return nil
}
`);
  const decl = ast.decls.find((each) => each.kind === "FuncDecl" && each.name.name === "f");
  assert.ok(decl?.kind === "FuncDecl");
  const cfg = buildCfg(decl, () => false);
  const numbers = new VariableNumbers();
  const live = liveConditions(cfg, info, numbers);
  const block = cfg.blocks.find(({ nodes }) =>
    nodes.some((node) => node.kind === "stmt" && text.slice(node.stmt.start, node.stmt.end) === "here()"),
  );
  assert.ok(block !== undefined);
  let asked = "";
  walk(decl, (node) => {
    if (node.kind !== "IfStmt" || node.cond.kind !== "Ident" || node.cond.name !== "done") return;
    const variable = info.objectOf(node.cond);
    if (variable?.kind === "var") asked = `v${String(numbers.of(variable))}`;
  });
  return live.from(block.id).has(asked);
}

describe("the conditions that may still be asked", () => {
  const cases: readonly [boolean, string, string][] = [
    [true, "are those asked behind a place", "if more { here() }; if done { return }"],
    [false, "are not those asked before it alone", "if done { return }; if more { here() }"],
    [true, "are those asked in the next turn of a loop", "for { if done { return }; if more { here() } }"],
    [
      false,
      "are not those that get another value first",
      "for { done = ask(); if done { return }; if more { here() } }",
    ],
    [false, "are not those of a variable made anew", "for { done := ask(); if done { return }; if more { here() } }"],
    [false, "are not those of a declaration", "for { var done bool; if done { return }; if more { here() } }"],
    [
      true,
      "are those that get another value on one way alone",
      "for { if more { done = ask() }; if done { return }; if ask() { here() } }",
    ],
    [true, "are those asked in the assignment itself", "for { if more { here() }; done = !done; if done { return } }"],
    [
      true,
      "are all those of literals, which may run later",
      "run := func() { if done { here() } }; here(); done = false; run(); if done { return }",
    ],
  ];
  for (const [expected, name, body] of cases) {
    it(name, () => {
      assert.equal(isLive(body), expected);
    });
  }

  it("do not multiply in a loop that asks for much: what leaks behind it is found", () => {
    const turns = Array.from({ length: 14 }, (_, index) => {
      const name = `a${String(index)}`;
      return `\t\t${name} := ask()\n\t\tif ${name} {\n\t\t\tn++\n\t\t}\n\t\tif ${name} && n > ${String(index)} {\n\t\t\tn--\n\t\t}`;
    });
    const { flow } = flowOf(`package app

import "database/sql"

func ask() bool

func poll(db *sql.DB, n int) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	for n < 1000 {
${turns.join("\n")}
	}
	if n == 1000 {
		return nil
	}
	return rows.Close()
}
`);
    assert.deepEqual(
      flow("poll").obligations.map(({ leak }) => leak?.kind),
      ["path"],
    );
  });
});
