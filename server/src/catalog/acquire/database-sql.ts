import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const databaseSql: readonly AcquireFact[] = [
  // rows.Next() returning false with no further result set closes the rows; a failed Scan does NOT; only an early exit from the loop (return, break, panic, goto) or no loop at all leaks. Holds one pool connection.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    ["DB.Query", "DB.QueryContext", "Conn.QueryContext", "Stmt.Query", "Stmt.QueryContext"],
  ),
  // rows.Next() returning false with no further result set closes the rows; a failed Scan does NOT; only an early exit from the loop (return, break, panic, goto) or no loop at all leaks. Holds one pool connection. Inside a Tx the end of the Tx cancels its context and closes the rows too; until then the connection is busy.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      closedByExhaustion: true,
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Query", "Tx.QueryContext"],
  ),
  // Leaks a server-side prepared statement. Often made once at start-up and kept in a field or package variable (silent).
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Prepare", "DB.PrepareContext", "Conn.PrepareContext"],
  ),
  // Documented: closed by Tx.Commit or Tx.Rollback; no report when the Tx is finished in the same function.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "info",
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Prepare", "Tx.PrepareContext"],
  ),
  // Documented: closed by Tx.Commit or Tx.Rollback. Usual shape is a chain, tx.Stmt(s).Exec(...).
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 1,
      type: "*sql.Stmt",
      release: ["Close"],
      errorResult: false,
      severity: "info",
      endsWithReceiver: true,
      receiverReleases: ["Commit", "Rollback"],
    },
    ["Tx.Stmt", "Tx.StmtContext"],
  ),
  // Rollback after Commit is a no-op returning ErrTxDone, so defer tx.Rollback() is always right. A cancelled BeginTx context rolls back by itself.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "*sql.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Begin", "DB.BeginTx", "Conn.BeginTx"],
  ),
  // Close returns the connection to the pool.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DB.Conn"],
  ),
  // What a driver prepares is nobody else's to close; reached by sql.Conn.Raw.
  ...acquires(
    {
      pkg: "database/sql/driver",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "driver.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Conn.Prepare", "ConnPrepareContext.PrepareContext"],
  ),
  ...acquires(
    {
      pkg: "github.com/mattn/go-sqlite3",
      rule: "sql-stmt-not-closed",
      result: 0,
      results: 2,
      type: "driver.Stmt",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["SQLiteConn.Prepare", "SQLiteConn.PrepareContext"],
  ),
  // Long-lived pool: normally never closed; sql.Open does not connect. Off by default.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*sql.DB",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Open"],
  ),
  // Long-lived pool: normally never closed; sql.Open does not connect. Off by default.
  ...acquires(
    {
      pkg: "database/sql",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*sql.DB",
      release: ["Close"],
      errorResult: false,
      severity: "info",
    },
    ["OpenDB"],
  ),
];
