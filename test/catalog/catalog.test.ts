import assert from "node:assert/strict";
import { ACQUIRE_FACTS } from "../../server/src/catalog/acquire/index.ts";
import { callableKey } from "../../server/src/catalog/callables.ts";
import { CONTEXT_VARIANTS } from "../../server/src/catalog/context/index.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { factPath } from "../../server/src/catalog/import-paths.ts";
import { NEVER_RETURNS } from "../../server/src/catalog/never-returns.ts";
import { NOT_ACQUIRE_FACTS } from "../../server/src/catalog/not-acquire.ts";
import { OWNERSHIP_FACTS } from "../../server/src/catalog/ownership.ts";
import type { AcquireFact, CallableRef } from "../../server/src/catalog/schema.ts";

const PATH = /^[\w.-]+(\/[\w.-]+)*$/;
const NAME = /^(\*|[A-Z]\w*)$/;
const RECEIVER = /^([A-Z]\w*|common)$/;
const RELEASE = /^(\(\)|[A-Z]\w*(\(\))?(\.[A-Z]\w*)*)$/;

function describeRef(ref: CallableRef): string {
  return callableKey(ref.pkg, ref.recv, ref.name);
}

function assertCallable(ref: CallableRef): void {
  assert.match(ref.pkg, PATH, describeRef(ref));
  assert.match(ref.name, NAME, describeRef(ref));
  if (ref.recv !== undefined) assert.match(ref.recv, RECEIVER, describeRef(ref));
}

describe("catalog data", () => {
  it("names every callable by an import path and Go identifiers", () => {
    for (const fact of [...ACQUIRE_FACTS, ...OWNERSHIP_FACTS, ...NOT_ACQUIRE_FACTS, ...NEVER_RETURNS])
      assertCallable(fact);
    for (const fact of CONTEXT_VARIANTS) if (fact.kind !== "source") assertCallable(fact);
  });

  it("says for every acquiring call what is acquired and what releases it", () => {
    for (const fact of ACQUIRE_FACTS) {
      const name = describeRef(fact);
      assert.ok(fact.release.length + (fact.releaseFunctions?.length ?? 0) > 0, `${name} is never released`);
      for (const release of fact.release) assert.match(release, RELEASE, name);
      if (fact.carrier === undefined) assert.ok(fact.result >= 0 && fact.result < Math.max(fact.results, 1), name);
      else assert.equal(fact.result, -1, name);
      if (fact.errorResult && fact.carrier === undefined)
        assert.ok(fact.results > fact.result + 1, `${name}: no place for the error`);
      if (fact.endsWithReceiver === true) assert.ok((fact.receiverReleases?.length ?? 0) > 0, name);
    }
  });

  it("holds no acquiring fact twice and none that another table calls harmless", () => {
    const seen = new Set<string>();
    const harmless = new Set(NOT_ACQUIRE_FACTS.map(describeRef));
    for (const fact of ACQUIRE_FACTS) {
      const key = `${describeRef(fact)}@${String(fact.result)}`;
      assert.ok(!seen.has(key), key);
      assert.ok(!harmless.has(describeRef(fact)), key);
      seen.add(key);
    }
  });

  it("holds no context variant twice, and every mechanical one says what to write", () => {
    const seen = new Set<string>();
    for (const fact of CONTEXT_VARIANTS) {
      const key = describeRef(fact);
      assert.ok(!seen.has(key), key);
      seen.add(key);
      const renames =
        (fact.kind === "replace" || fact.kind === "log") && fact.callee === undefined && fact.family !== true;
      if (renames) assert.match(fact.variant, NAME, key);
      if (fact.kind === "chain" || (fact.kind === "chain-log" && fact.chainMethod !== undefined)) {
        assert.match(fact.chainMethod ?? "", NAME, key);
      }
    }
  });

  it("is not smaller than what was collected", () => {
    // Without what holds nothing: the readers of compress/…, the parts of a multipart reader, admin clients of a producer.
    assert.ok(ACQUIRE_FACTS.length >= 457, String(ACQUIRE_FACTS.length));
    assert.ok(CONTEXT_VARIANTS.length >= 385, String(CONTEXT_VARIANTS.length));
  });
});

describe("createCatalog", () => {
  const catalog = createCatalog();

  it("finds the rows of database/sql with what closes them", () => {
    const [fact] = catalog.acquire({ pkg: "database/sql", recv: "DB", name: "QueryContext" });
    assert.equal(fact?.rule, "sql-rows-not-closed");
    assert.equal(fact.closedByExhaustion, true);
    assert.equal(fact.closedByFailedScan, undefined);
  });

  it("knows that a failed Scan closes rows of pgx", () => {
    const [fact] = catalog.acquire({ pkg: "github.com/jackc/pgx/v5", recv: "Conn", name: "Query" });
    assert.equal(fact?.closedByFailedScan, true);
  });

  it("finds both ends of a pipe", () => {
    assert.deepEqual(
      catalog.acquire({ pkg: "os", name: "Pipe" }).map((fact) => fact.result),
      [0, 1],
    );
  });

  it("finds facts under the path of an older major, also for packages below it", () => {
    const ref = { pkg: "github.com/jackc/pgx/v4/pgxpool", recv: "Pool", name: "Begin" };
    assert.equal(catalog.acquire(ref)[0]?.rule, "sql-tx-not-finished");
    assert.equal(factPath("github.com/dgraph-io/badger/v9"), "github.com/dgraph-io/badger/v9");
    assert.equal(factPath("go.mongodb.org/mongo-driver/mongo"), "go.mongodb.org/mongo-driver/v2/mongo");
  });

  it("takes nothing for an obligation that is none", () => {
    assert.deepEqual(catalog.acquire({ pkg: "database/sql", recv: "DB", name: "QueryRow" }), []);
    assert.ok(catalog.isNotAcquire({ pkg: "database/sql", recv: "DB", name: "QueryRow" }));
    assert.equal(catalog.isNotAcquire({ pkg: "database/sql", recv: "DB", name: "Query" }), undefined);
    assert.ok(catalog.isNotAcquire({ pkg: "github.com/google/go-github/v66/github", recv: "Client", name: "Do" }));
    assert.deepEqual(catalog.acquire({ pkg: "example.com/own", recv: "DB", name: "Query" }), []);
  });

  it("puts a project's own resources beside its facts", () => {
    const own: AcquireFact = {
      pkg: "example.com/pool",
      recv: "Pool",
      name: "Get",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*pool.Item",
      release: ["Put"],
      errorResult: true,
      severity: "warning",
    };
    const extended = createCatalog([own]);
    assert.deepEqual(extended.acquire(own), [own]);
    assert.ok(extended.acquireByName("Get").includes(own));
    assert.ok(extended.acquireNames.has("Get"));
    assert.deepEqual(catalog.acquire(own), []);
  });

  it("tells the variant with a context and the arguments it wants", () => {
    const begin = catalog.contextVariant({ pkg: "database/sql", recv: "DB", name: "Begin" });
    assert.equal(begin?.variant, "BeginTx");
    assert.deepEqual(begin.extraArgs, ["nil"]);
    const query = catalog.contextVariant({ pkg: "database/sql", recv: "Tx", name: "Query" });
    assert.equal(query?.variant, "QueryContext");
    const find = catalog.contextVariant({ pkg: "gorm.io/gorm", recv: "DB", name: "Find" });
    assert.equal(find?.chainMethod, "WithContext");
  });

  it("derives a variant by name for families of pairs, and not from a name that has its context", () => {
    const pkg = "github.com/aws/aws-sdk-go/service/s3";
    assert.equal(catalog.contextVariant({ pkg, recv: "S3", name: "GetObject" })?.variant, "GetObjectWithContext");
    assert.equal(catalog.contextVariant({ pkg, recv: "S3", name: "GetObjectWithContext" }), undefined);
    assert.equal(catalog.contextVariant({ pkg, recv: "S3", name: "GetObjectRequest" }), undefined);
  });

  it("prefers the facts of a path of its own to those of a sibling", () => {
    assert.equal(catalog.contextVariant({ pkg: "github.com/cenkalti/backoff/v5", name: "Retry" })?.kind, "takes-ctx");
    assert.equal(catalog.contextVariant({ pkg: "github.com/cenkalti/backoff/v3", name: "Retry" })?.kind, "option");
  });

  it("knows calls that never return, and that cobra.CheckErr may", () => {
    assert.ok(catalog.neverReturns({ pkg: "os", name: "Exit" }));
    assert.ok(catalog.neverReturns({ pkg: "testing", recv: "T", name: "Fatal" }));
    assert.ok(catalog.neverReturns({ pkg: "log", recv: "Logger", name: "Fatalf" }));
    assert.ok(!catalog.neverReturns({ pkg: "github.com/spf13/cobra", name: "CheckErr" }));
    assert.ok(!catalog.neverReturns({ pkg: "log", name: "Printf" }));
    assert.ok(catalog.startsFatalChain({ pkg: "github.com/rs/zerolog/log", name: "Fatal" }));
  });

  it("knows who takes an argument over", () => {
    assert.equal(catalog.takesOwnership({ pkg: "net/http", recv: "Server", name: "Serve" })[0]?.arg, 0);
    assert.equal(catalog.takesOwnership({ pkg: "testing", recv: "T", name: "Cleanup" })[0]?.runsLater, true);
    assert.equal(catalog.takesOwnership({ pkg: "crypto/tls", name: "Client" })[0]?.movesToResult, 0);
    assert.equal(catalog.takesOwnership({ pkg: "gorm.io/gorm", recv: "DB", name: "ScanRows" })[0]?.onlyUses, true);
    assert.equal(catalog.takesOwnership({ pkg: "github.com/uptrace/bun", recv: "DB", name: "ScanRows" })[0]?.arg, 1);
  });
});
