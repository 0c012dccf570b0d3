import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const dataStores: readonly AcquireFact[] = [
  // All(ctx,&v) reads to the end and closes. v1 path go.mongodb.org/mongo-driver/mongo. FindOne has nothing to close.
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*mongo.Cursor",
      release: ["Close", "All"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    [
      "Collection.Find",
      "Collection.Aggregate",
      "Database.Aggregate",
      "Database.RunCommandCursor",
      "Database.ListCollections",
      "IndexView.List",
    ],
  ),
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*mongo.ChangeStream",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Collection.Watch", "Database.Watch", "Client.Watch"],
  ),
  // EndSession(ctx), no result. UseSession ends it by itself. v1: mongo.Session interface.
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*mongo.Session",
      release: ["EndSession"],
      errorResult: true,
      severity: "error",
    },
    ["Client.StartSession"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*mongo.Client",
      release: ["Disconnect"],
      errorResult: true,
      severity: "info",
    },
    ["Connect"],
  ),
  // Close writes the file document.
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "*mongo.GridFSUploadStream",
      release: ["Close", "Abort"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["GridFSBucket.OpenUploadStream", "GridFSBucket.OpenUploadStreamWithID"],
  ),
  ...acquires(
    {
      pkg: "go.mongodb.org/mongo-driver/v2/mongo",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*mongo.GridFSDownloadStream",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["GridFSBucket.OpenDownloadStream", "GridFSBucket.OpenDownloadStreamByName"],
  ),
  // All esapi.*Request.Do and the es.Search(...), es.Index(...) function fields give *esapi.Response; Body may be nil. v7, v8 the same. The typed API does not expose a body.
  ...acquires(
    {
      pkg: "github.com/elastic/go-elasticsearch/v9/esapi",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*esapi.Response",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
    },
    ["SearchRequest.Do", "IndexRequest.Do", "BulkRequest.Do"],
  ),
  // Commit discards, too; old versions do not where nothing was written. db.View and db.Update end it by themselves.
  ...acquires(
    {
      pkg: "github.com/dgraph-io/badger/v4",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*badger.Txn",
      release: ["Discard", "Commit", "CommitAt", "CommitWith"],
      errorResult: false,
      severity: "warning",
    },
    ["DB.NewTransaction", "DB.NewTransactionAt"],
  ),
  // Panics or leaks otherwise; no result.
  ...acquires(
    {
      pkg: "github.com/dgraph-io/badger/v4",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*badger.Iterator",
      release: ["Close"],
      errorResult: false,
      severity: "warning",
    },
    ["Txn.NewIterator", "Txn.NewKeyIterator"],
  ),
  ...acquires(
    {
      pkg: "github.com/dgraph-io/badger/v4",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*badger.WriteBatch",
      release: ["Flush", "Cancel"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["DB.NewWriteBatch", "DB.NewManagedWriteBatch"],
  ),
  ...acquires(
    {
      pkg: "github.com/dgraph-io/badger/v4",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*badger.Sequence",
      release: ["Release"],
      errorResult: true,
      severity: "warning",
    },
    ["DB.GetSequence"],
  ),
  // Process-long; without Close the last writes may be lost.
  ...acquires(
    {
      pkg: "github.com/dgraph-io/badger/v4",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*badger.DB",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Open", "OpenManaged"],
  ),
  // A read-only Tx must be rolled back. db.View and db.Update end it by themselves. An open write Tx blocks every other writer.
  ...acquires(
    {
      pkg: "go.etcd.io/bbolt",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "*bbolt.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Begin"],
  ),
  // Holds a file lock.
  ...acquires(
    {
      pkg: "go.etcd.io/bbolt",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*bbolt.DB",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Open"],
  ),
  // The closer is the SECOND of three results.
  ...acquires(
    {
      pkg: "github.com/cockroachdb/pebble",
      rule: "resource-not-closed",
      result: 1,
      results: 3,
      type: "io.Closer",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["DB.Get", "Batch.Get", "Snapshot.Get"],
  ),
  ...acquires(
    {
      pkg: "github.com/cockroachdb/pebble",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*pebble.Iterator",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["DB.NewIter", "Batch.NewIter", "Snapshot.NewIter"],
  ),
  ...acquires(
    {
      pkg: "github.com/cockroachdb/pebble",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*pebble.Snapshot",
      release: ["Close"],
      errorResult: false,
      severity: "warning",
    },
    ["DB.NewSnapshot"],
  ),
  // Error() is the rows.Err of it.
  ...acquires(
    {
      pkg: "github.com/syndtr/goleveldb/leveldb",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "iterator.Iterator",
      release: ["Release"],
      errorResult: false,
      severity: "warning",
    },
    ["DB.NewIterator", "Snapshot.NewIterator", "Transaction.NewIterator"],
  ),
  ...acquires(
    {
      pkg: "github.com/syndtr/goleveldb/leveldb",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*leveldb.Snapshot",
      release: ["Release"],
      errorResult: true,
      severity: "warning",
    },
    ["DB.GetSnapshot"],
  ),
  // Blocks other writers.
  ...acquires(
    {
      pkg: "github.com/syndtr/goleveldb/leveldb",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "*leveldb.Transaction",
      release: ["Commit", "Discard"],
      errorResult: true,
      severity: "error",
    },
    ["DB.OpenTransaction"],
  ),
  ...acquires(
    {
      pkg: "github.com/syndtr/goleveldb/leveldb",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*leveldb.DB",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["OpenFile", "Open"],
  ),
  // Interface; clickhouse.Open returns this Conn.
  ...acquires(
    {
      pkg: "github.com/ClickHouse/clickhouse-go/v2/lib/driver",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "driver.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
      closedByExhaustion: true,
    },
    ["Conn.Query"],
  ),
  // Holds a connection until sent, aborted or closed.
  ...acquires(
    {
      pkg: "github.com/ClickHouse/clickhouse-go/v2/lib/driver",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "driver.Batch",
      release: ["Send", "Abort", "Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
    },
    ["Conn.PrepareBatch"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "github.com/ClickHouse/clickhouse-go/v2",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "driver.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Open"],
  ),
  // Close also returns the iteration error (rows.Err and Close in one): who leaves it out does not learn of that, and no connection is held. The Err of a Scanner closes it, too.
  ...acquires(
    {
      pkg: "github.com/gocql/gocql",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "*gocql.Iter",
      release: ["Close", "Scanner().Err"],
      errorResult: false,
      severity: "info",
    },
    ["Query.Iter"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "github.com/gocql/gocql",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*gocql.Session",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["ClusterConfig.CreateSession", "NewSession"],
  ),
  ...acquires(
    {
      pkg: "go.etcd.io/etcd/client/v3",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*clientv3.Client",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["New"],
  ),
  // Keeps a lease alive.
  ...acquires(
    {
      pkg: "go.etcd.io/etcd/client/v3/concurrency",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*concurrency.Session",
      release: ["Close", "Orphan"],
      errorResult: true,
      severity: "error",
    },
    ["NewSession"],
  ),
];
