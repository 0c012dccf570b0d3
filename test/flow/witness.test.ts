import assert from "node:assert/strict";
import { flowOf } from "./flow-of.ts";

const { flow } = flowOf(`package app

import (
	"context"
	"database/sql"
)

func names(db *sql.DB, empty bool) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	if empty {
		return nil
	}
	return rows.Close()
}

func twice(db *sql.DB) {
	rows, _ := db.Query("SELECT 1")
	rows, _ = db.Query("SELECT 2")
	rows.Close()
}

func limited(ctx context.Context, done bool) {
	_, cancel := context.WithCancel(ctx)
	if done {
		return
	}
	cancel()
}
`);

function story(name: string): readonly string[] {
  const leak = flow(name).obligations.find((each) => each.leak !== undefined)?.leak;
  return (leak?.path ?? []).map(({ text }) => text);
}

describe("the path of a leak", () => {
  it("tells where the resource comes from, the branches that decide, and where the function is left", () => {
    assert.deepEqual(story("names"), [
      "rows is acquired here",
      "err != nil is false here",
      "empty is true here",
      "leaves here with rows still open",
    ]);
  });

  it("tells which assignment loses it", () => {
    assert.deepEqual(story("twice"), ["rows is acquired here", "rows gets another value here"]);
  });

  it("says of a function that it was not called", () => {
    assert.deepEqual(story("limited"), [
      "cancel is acquired here",
      "done is true here",
      "leaves here without a call of cancel",
    ]);
  });
});
