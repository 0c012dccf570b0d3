import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { batchesOf, mutate, mutationsOf, withCondition } from "../../scripts/mutations.ts";
import { parseGo } from "../support/go.ts";

const SOURCE = `package app

func load(db *sql.DB) error {
	rows, err := db.Query("select 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Store) put() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.n++
}

func unknown() {
	x := acquire()
	defer x.Close()
}

func twice() {
	f, _ := os.Open("x")
	defer f.Close()
	f.Close()
}
`;

describe("mutations", () => {
  const mutations = mutationsOf(SOURCE, parseGo(SOURCE));

  it("take the only deferred release of a known resource or lock away", () => {
    assert.deepEqual(
      mutations.map(({ kind, form }) => `${kind} ${form}`),
      ["rows removed", "rows branch", "rows moved", "lock removed", "lock branch"],
    );
  });

  it("parse, and leave everything before the acquiring call where it was", () => {
    for (const mutation of mutations) {
      const { acquire } = mutation;
      const { text } = mutate(withCondition(SOURCE), [mutation]);
      assert.deepEqual(parseGo(text).errors, []);
      assert.equal(text.slice(0, acquire.end), SOURCE.slice(0, acquire.end));
    }
  });

  it("of different declarations are made in one text, and the acquiring calls are found again", () => {
    const batches = batchesOf(mutations);
    assert.deepEqual(
      batches.map((batch) => batch.map(({ kind, form }) => `${kind} ${form}`)),
      [["rows removed", "lock removed"], ["rows branch", "lock branch"], ["rows moved"]],
    );
    for (const batch of batches) {
      const { text, acquires } = mutate(withCondition(SOURCE), batch);
      const calls = acquires.map(({ start, end }) => text.slice(start, end));
      assert.deepEqual(calls, ['db.Query("select 1")', "s.mu.Lock()"].slice(0, batch.length));
    }
  });

  it("remove the whole line, put the release before the last return, or defer it under a condition", () => {
    const [removed, branch, moved] = mutations.map((mutation) => mutate(withCondition(SOURCE), [mutation]).text);
    assert.ok(!removed?.includes("rows.Close()"));
    assert.match(branch ?? "", /if leaksGostable \{\ndefer rows\.Close\(\)\n\}/);
    assert.match(branch ?? "", /var leaksGostable bool/);
    assert.match(moved ?? "", /rows\.Close\(\)\nreturn rows\.Err\(\)/);
  });

  it("leave alone what ends with the process, in main and in the function of a command", () => {
    const command = (type: string): string => `package app

func run(cmd ${type}, args []string) error {
	f, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer f.Close()
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return load(f, tx)
}
`;
    const kinds = (text: string): string[] => [...new Set(mutationsOf(text, parseGo(text)).map(({ kind }) => kind))];
    assert.deepEqual(kinds(command("*cobra.Command")), ["tx"]);
    assert.deepEqual(kinds(command("*cli.Context")), ["tx"]);
    assert.deepEqual(kinds(command("*Command")), ["file", "tx"]);
    const main = command("x")
      .replace("package app", "package main")
      .replace(/run\(.*?\) error/, "main()");
    assert.deepEqual(kinds(main), []);
  });

  it("leave alone what the function gives to its caller", () => {
    const reading = (result: string): string => `package app

func read(client *http.Client) (string, any) {
	res, err := client.Get("x")
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	return text(res.Body), ${result}
}
`;
    const made = (result: string): number => mutationsOf(reading(result), parseGo(reading(result))).length;
    assert.equal(made("res"), 0);
    assert.ok(made("res.StatusCode") > 0);
    assert.ok(made("nil") > 0);
  });

  it("of rows do not count a return behind the loop, where they are closed", () => {
    const text = SOURCE.replace(/\t\tif err := scan[^}]*\}\n/, "\t\tscan(rows)\n").replace(
      "\treturn rows.Err()",
      "\tif bad() {\n\t\treturn nil\n\t}\n\treturn rows.Err()",
    );
    assert.ok(!mutationsOf(text, parseGo(text)).some(({ kind, form }) => kind === "rows" && form === "moved"));
  });
});
