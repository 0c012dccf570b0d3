import assert from "node:assert/strict";
import fc from "fast-check";
import {
  moduleVersionOf,
  readIndexed,
  writeIndexed,
  type IndexedPackage,
} from "../../server/src/project/dependency-index.ts";
import { declarationsOnly } from "../../server/src/syntax/declarations-only.ts";
import { outlineOf } from "../../server/src/syntax/outline.ts";

const CACHE = "file:///home/me/go/pkg/mod";
const DIRECTORY = `${CACHE}/example.com/lib@v1.2.3/pool`;

const TEXT = `//go:build linux

// Package pool.
package pool

import "database/sql"

// Pool has connections: {
type Pool struct{ *sql.DB }

func New(driver string) (*Pool, error) {
	db, err := sql.Open(driver, \`}\`)
	return &Pool{db}, err
}

func (p *Pool) Each(f func(string) struct{ ok bool }) interface{ Close() error } { return p }

func outside(x int) int

var shared = func() *Pool { p, _ := New("x"); return p }()
`;

describe("what is kept of a dependency's text", () => {
  it("is all but the bodies of its functions", () => {
    assert.equal(declarationsOnly(TEXT), TEXT.replace(/\{\n\tdb[^]*?\n\}/, "{}").replace("{ return p }", "{}"));
  });

  it("declares the same", () => {
    const names = (text: string) =>
      outlineOf(text)?.decls.map((decl) => (decl.kind === "func" ? text.slice(decl.start, decl.name.end) : decl.names));
    assert.deepEqual(names(declarationsOnly(TEXT)), names(TEXT));
  });

  it("is everything where declarations cannot be told apart", () => {
    assert.equal(declarationsOnly("package p\n\nfunc f( {"), "package p\n\nfunc f( {");
  });
});

describe("an indexed package", () => {
  const indexed: IndexedPackage = {
    files: [
      { name: "a.go", text: declarationsOnly(TEXT) },
      { name: "b_windows.go", text: "package pool // é🐹\n" },
    ],
    complete: false,
  };
  const written = writeIndexed(DIRECTORY, indexed);

  it("is read as it was written", () => {
    assert.deepEqual(readIndexed(DIRECTORY, written), indexed);
  });

  it("is not taken for that of another directory", () => {
    assert.equal(readIndexed(`${DIRECTORY}2`, written), undefined);
  });

  it("is not read where it was cut off or changed", () => {
    fc.assert(
      fc.property(fc.nat(written.length - 1), fc.boolean(), fc.constantFrom("x", "0", "\n", "{"), (at, cut, unit) => {
        const damaged = cut ? written.slice(0, at) : written.slice(0, at) + unit + written.slice(at + 1);
        assert.deepEqual(readIndexed(DIRECTORY, damaged), damaged === written ? indexed : undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the module version of a directory", () => {
  const versionOf = (directory: string) => moduleVersionOf(directory, [CACHE]);

  it("is that of the module cache it lies in", () => {
    assert.equal(versionOf(DIRECTORY), "example.com/lib@v1.2.3");
    assert.equal(versionOf(`${CACHE}/github.com/!burnt!sushi/toml@v1.4.0`), "github.com/!burnt!sushi/toml@v1.4.0");
    assert.equal(
      versionOf(`${CACHE}/golang.org/x/net@v0.0.0-20210101000000-abcdef`),
      "golang.org/x/net@v0.0.0-20210101000000-abcdef",
    );
  });

  it("is none for sources that somebody may edit", () => {
    for (const directory of [
      "file:///home/me/service/vendor/example.com/lib",
      "file:///usr/local/go/src/net/http",
      `${CACHE}/cache/download/example.com/lib/@v`,
      CACHE,
      "file:///home/me/lib@v1.0.0",
    ])
      assert.equal(versionOf(directory), undefined, directory);
  });
});
