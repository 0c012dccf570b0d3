import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { FunctionSummary } from "../../server/src/flow/summary.ts";
import { flowOf } from "./flow-of.ts";

const SOURCE = `package app

import (
	"context"
	"database/sql"
	"io"
)

func ping(rows *sql.Rows, n int) {
	if n > 0 {
		pong(rows, n-1)
	}
}

func pong(rows *sql.Rows, n int) {
	rows.Next()
	ping(rows, n)
}

func down(c io.Closer, n int) {
	if n == 0 {
		c.Close()
		return
	}
	up(c, n)
}

func up(c io.Closer, n int) { down(c, n-1) }

var kept io.Closer

func left(c io.Closer, n int) {
	if n == 0 {
		kept = c
	}
	right(c, n-1)
}

func right(c io.Closer, n int) { left(c, n) }

func fall(n int) {
	if n == 0 {
		panic("floor")
	}
	drop(n)
}

func drop(n int) { fall(n - 1) }

func even(n int) bool {
	if n == 0 {
		return true
	}
	return odd(n - 1)
}

func odd(n int) bool { return even(n - 1) }

func alone() { other() }

func other() {
	alone()
	use(context.Background())
}

func use(ctx context.Context) {}
`;

const NAMES = ["ping", "pong", "down", "up", "left", "right", "fall", "drop", "even", "odd", "alone", "other"];

/** All there is in a summary, read in one order or the other. */
function read(summary: FunctionSummary, backwards: boolean): unknown {
  const parts: [string, () => unknown][] = [
    ["never", () => summary.neverReturns],
    ["context", () => summary.ownContext(2)],
    ["results", () => summary.results],
    ...summary.params.map((param, index): [string, () => unknown] => [String(index), () => ({ ...param })]),
  ];
  const found = (backwards ? parts.reverse() : parts).map(([name, part]): [string, unknown] => [name, part()]);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readAll(order: readonly string[], backwards: boolean): unknown {
  const { summary } = flowOf(SOURCE);
  const found = order.map((name): [string, unknown] => [name, read(summary(name), backwards)]);
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe("summaries of functions that call each other", () => {
  const { summary, flow } = flowOf(SOURCE);

  it("are the same whichever is asked for first", () => {
    const expected = readAll(NAMES, false);
    for (let first = 1; first < NAMES.length; first++) {
      const order = [...NAMES.slice(first), ...NAMES.slice(0, first)];
      assert.deepEqual(readAll(order, false), expected);
      assert.deepEqual(readAll(order.toReversed(), true), expected);
    }
  });

  it("know what only reads", () => {
    for (const name of ["ping", "pong"]) assert.equal(summary(name).params[0]?.escapes, false, name);
  });

  it("know what is released in the end", () => {
    for (const name of ["down", "up"]) assert.deepEqual(summary(name).params[0]?.releases, ["Close"], name);
  });

  it("know what is kept on some way", () => {
    for (const name of ["left", "right"]) assert.equal(summary(name).params[0]?.escapes, true, name);
  });

  it("know that nobody comes back where none can", () => {
    for (const name of ["fall", "drop"]) assert.equal(summary(name).neverReturns, true, name);
    for (const name of ["even", "odd"]) assert.equal(summary(name).neverReturns, false, name);
  });

  it("know of a context made further round", () => {
    assert.deepEqual(summary("other").ownContext(2).chain, []);
    assert.deepEqual(summary("alone").ownContext(2).chain, ["other"]);
  });

  it("are what the function itself says of its own", () => {
    for (const name of NAMES) assert.deepEqual(read(flow(name).summary, false), read(summary(name), false), name);
  });
});
