import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const bun: readonly AcquireFact[] = [
  // db.ScanRows(ctx, rows, dest) defers rows.Close itself.
  ...acquires(
    {
      pkg: "github.com/uptrace/bun",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    ["DB.Query", "DB.QueryContext", "Conn.QueryContext", "SelectQuery.Rows"],
  ),
  // db.ScanRows(ctx, rows, dest) defers rows.Close itself.
  ...acquires(
    {
      pkg: "github.com/uptrace/bun",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Query", "Tx.QueryContext"],
  ),
  // Value type, not a pointer. RunInTx ends it by itself.
  ...acquires(
    {
      pkg: "github.com/uptrace/bun",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "bun.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Begin", "DB.BeginTx", "Tx.Begin", "Tx.BeginTx", "Conn.BeginTx"],
  ),
  // Value type.
  ...acquires(
    {
      pkg: "github.com/uptrace/bun",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "bun.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Prepare", "DB.PrepareContext"],
  ),
  // Value type.
  ...acquires(
    {
      pkg: "github.com/uptrace/bun",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "bun.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Conn"],
  ),
];
