import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { flowOf } from "./flow-of.ts";

const SOURCE = `package app

import (
	"context"
	"database/sql"
	"errors"
	"io"
)

func closeQuietly(c io.Closer) { _ = c.Close() }

func twoSteps(c io.Closer) { defer closeQuietly(c) }

func sometimes(c io.Closer, yes bool) {
	if yes {
		c.Close()
	}
}

func ifThere(rows *sql.Rows) {
	if rows != nil {
		rows.Close()
	}
}

func reads(rows *sql.Rows) error { return rows.Err() }

var kept io.Closer

func keeps(c io.Closer) { kept = c }

func same(rows *sql.Rows, err error) *sql.Rows {
	if err != nil {
		panic(err)
	}
	return rows
}

func drains(rows *sql.Rows) (n int) {
	for rows.Next() {
		n++
	}
	return n
}

func never(msg string) {
	defer print(msg)
	panic(msg)
}

func alsoNever() { never("x") }

func loops(n int) { loops(n - 1) }

// usage tells how to call the program. It does not return.
func usage(code int) {
	// return what we were given
	defer func() {
		print(code)
	}()
	if code > 0 {
		never("wrong")
	} else {
		alsoNever()
	}
}

func afterUsage() int {
	usage(1)
	print("dead")
	return 1
}

func assigns(n int) {
	alsoSets := n
	_ = alsoSets
}

func afterAssigns() {
	assigns(1)
	print("alive")
}

func query(db *sql.DB) (*sql.Rows, error) { return db.Query("SELECT 1") }

func queryTwice(db *sql.DB) (*sql.Rows, error) {
	rows, err := query(db)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func inTx(tx *sql.Tx) (*sql.Rows, error) { return tx.Query("SELECT 1") }

var cached *sql.Rows

func shared(db *sql.DB) (*sql.Rows, error) {
	if cached != nil {
		return cached, nil
	}
	return db.Query("SELECT 1")
}

type cursor struct {
	rows *sql.Rows
	n    int
}

func (c *cursor) Close() error { return c.rows.Close() }

func open(db *sql.DB) (*cursor, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, err
	}
	return &cursor{rows: rows}, nil
}

type reader struct{ rows *sql.Rows }

func read(db *sql.DB) (*reader, error) {
	rows, err := db.Query("SELECT 1")
	return &reader{rows: rows}, err
}

func opened(db *sql.DB) (*sql.Rows, func() error, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, nil, err
	}
	return rows, func() error { return rows.Close() }, nil
}

func save(ctx context.Context) error { return ctx.Err() }

func background() error { return save(context.Background()) }

func above() error { return background() }

func stops() { _ = recover() }

func fails() error { return errors.New("no") }
`;

const { flow, summary } = flowOf(SOURCE);

describe("a function's summary", () => {
  it("names what it releases of a parameter on every path, also through another function", () => {
    assert.deepEqual(summary("closeQuietly").params[0]?.releases, ["Close"]);
    assert.deepEqual(summary("twoSteps").params[0]?.releases, ["Close"]);
    assert.deepEqual(summary("ifThere").params[0]?.releases, ["Close"]);
  });

  it("tells a release on some path from one on all", () => {
    assert.deepEqual(summary("sometimes").params[0]?.releases, []);
    assert.deepEqual(summary("sometimes").params[0]?.mayRelease, ["Close"]);
  });

  it("tells reading from keeping and from passing on", () => {
    assert.equal(summary("reads").params[0]?.escapes, false);
    assert.equal(summary("keeps").params[0]?.escapes, true);
    assert.equal(summary("same").params[0]?.returned, true);
    assert.equal(summary("drains").params[0]?.exhausts, true);
  });

  it("names the path to a field that a method releases", () => {
    assert.deepEqual(summary("cursor.Close").receiver?.releases, ["rows.Close"]);
  });

  it("knows who never comes back", () => {
    assert.equal(summary("never").neverReturns, true);
    assert.equal(summary("alsoNever").neverReturns, true);
    assert.equal(summary("reads").neverReturns, false);
  });

  it("knows it of functions without a panic of their own, whatever their comments say", () => {
    assert.equal(summary("usage").neverReturns, true);
    assert.equal(summary("afterUsage").neverReturns, true);
    assert.equal(summary("assigns").neverReturns, false);
    assert.equal(summary("afterAssigns").neverReturns, false);
  });

  it("comes to an end on recursion", () => {
    assert.equal(summary("loops").neverReturns, true);
  });

  it("hands the obligation of what it acquires to its callers", () => {
    assert.deepEqual(summary("query").results[0]?.obligation?.release, ["Close"]);
    assert.deepEqual(summary("queryTwice").results[0]?.obligation?.release, ["Close"]);
    assert.equal(summary("queryTwice").results[1]?.obligation, undefined);
  });

  it("says that rows of a given transaction end with that argument", () => {
    assert.equal(summary("inTx").results[0]?.obligation?.ownerArgument, 0);
  });

  it("asks nothing for what may belong to somebody else", () => {
    assert.equal(summary("shared").results[0]?.obligation, undefined);
  });

  it("asks for the function that is returned beside a resource to release it", () => {
    assert.equal(summary("opened").results[0]?.obligation, undefined);
    assert.deepEqual(summary("opened").results[1]?.obligation?.release, ["()"]);
  });

  it("knows which results are nil when the function fails", () => {
    assert.equal(summary("opened").results[1]?.nilWithError, true);
    assert.equal(summary("queryTwice").results[0]?.nilWithError, true);
    assert.equal(summary("read").results[0]?.nilWithError, false);
  });

  it("asks for a wrapper's Close only if it closes what is inside", () => {
    assert.deepEqual(summary("open").results[0]?.obligation?.release, ["Close", "rows.Close"]);
    assert.equal(summary("open").results[0]?.obligation?.type, "*app.cursor");
    assert.equal(summary("read").results[0]?.obligation, undefined);
  });

  it("names the calls on the way to a context of its own", () => {
    assert.deepEqual(summary("background").ownContext(2).chain, []);
    assert.equal(summary("background").ownContext(2).isMade, true);
    assert.deepEqual(summary("above").ownContext(2).chain, ["background"]);
    assert.equal(summary("save").ownContext(2).isMade, false);
  });

  it("knows who recovers", () => {
    assert.equal(summary("stops").recovers, true);
    assert.equal(summary("fails").recovers, false);
  });

  it("is the same whether asked of the function or of its file", () => {
    assert.deepEqual(flow("closeQuietly").summary.params[0]?.releases, ["Close"]);
  });
});
