import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const sqlx: readonly AcquireFact[] = [
  // Embeds *sql.Rows: Close, Next, Err are promoted, so release calls resolve to database/sql methods (the cause of sqlclosecheck #35).
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    [
      "DB.Queryx",
      "DB.QueryxContext",
      "DB.NamedQuery",
      "DB.NamedQueryContext",
      "Conn.QueryxContext",
      "Stmt.Queryx",
      "Stmt.QueryxContext",
      "NamedStmt.Queryx",
      "NamedStmt.QueryxContext",
      "NamedQuery",
      "NamedQueryContext",
    ],
  ),
  // Freed at the end of the Tx too.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      closedByExhaustion: true,
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Queryx", "Tx.QueryxContext", "Tx.NamedQuery"],
  ),
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    ["NamedStmt.Query", "NamedStmt.QueryContext"],
  ),
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Preparex", "DB.PreparexContext", "Conn.PreparexContext", "Preparex", "PreparexContext"],
  ),
  // Closed by the end of the Tx.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "info",
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Preparex", "Tx.PreparexContext"],
  ),
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.NamedStmt",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.PrepareNamed", "DB.PrepareNamedContext"],
  ),
  // Closed by the end of the Tx.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.NamedStmt",
      release: ["Close"],
      errorResult: true,
      severity: "info",
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.PrepareNamed", "Tx.PrepareNamedContext"],
  ),
  // Must* panic instead of returning an error.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "*sqlx.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Beginx", "DB.BeginTxx", "Conn.BeginTxx"],
  ),
  // Must* panic instead of returning an error.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 1,
      type: "*sqlx.Tx",
      release: ["Commit", "Rollback"],
      errorResult: false,
      severity: "error",
    },
    ["DB.MustBegin", "DB.MustBeginTx"],
  ),
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Connx"],
  ),
  // Long-lived pool, off by default.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*sqlx.DB",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Open", "Connect", "ConnectContext"],
  ),
  // Long-lived pool, off by default.
  ...acquires(
    {
      pkg: "github.com/jmoiron/sqlx",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*sqlx.DB",
      release: ["Close"],
      errorResult: false,
      severity: "info",
    },
    ["MustOpen", "MustConnect"],
  ),
];
