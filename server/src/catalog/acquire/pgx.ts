import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const pgx: readonly AcquireFact[] = [
  // pgx.Rows is an interface; it is closed when Next returns false AND when Scan fails or a fatal error occurs (documented), so `return err` after a failed Scan is no leak; other early exits are. Close has no result and may be called twice. rows.Err must be read after the close. v4: same.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "pgx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
      closedByFailedScan: true,
    },
    ["Conn.Query"],
  ),
  // pgx.Rows is an interface; it is closed when Next returns false AND when Scan fails or a fatal error occurs (documented), so `return err` after a failed Scan is no leak; other early exits are. Close has no result and may be called twice. rows.Err must be read after the close. v4: same.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "pgx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
      closedByExhaustion: true,
      closedByFailedScan: true,
    },
    ["Tx.Query"],
  ),
  // pgx.Rows is an interface; it is closed when Next returns false AND when Scan fails or a fatal error occurs (documented), so `return err` after a failed Scan is no leak; other early exits are. Close has no result and may be called twice. rows.Err must be read after the close. Holds a pool connection until closed.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "pgx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
      closedByFailedScan: true,
    },
    ["Pool.Query", "Conn.Query", "Tx.Query"],
  ),
  // Commit(ctx) and Rollback(ctx) take a context; Rollback after Commit returns ErrTxClosed and is safe in a defer. Tx.Begin makes a savepoint, which ends with the transaction.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "pgx.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["Conn.Begin", "Conn.BeginTx"],
  ),
  // Commit or Rollback gives the connection back to the pool.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "pgx.Tx",
      release: ["Commit", "Rollback"],
      errorResult: true,
      severity: "error",
    },
    ["Pool.Begin", "Pool.BeginTx", "Conn.Begin", "Conn.BeginTx"],
  ),
  // Release has no result; Hijack passes ownership.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*pgxpool.Conn",
      release: ["Release", "Hijack"],
      errorResult: true,
      severity: "error",
    },
    ["Pool.Acquire"],
  ),
  // Every element must be released.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 1,
      type: "[]*pgxpool.Conn",
      release: ["Release"],
      errorResult: false,
      severity: "warning",
    },
    ["Pool.AcquireAllIdle"],
  ),
  // Close(error) must be called before the connection is used again; no error result at SendBatch.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "pgx.BatchResults",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Conn.SendBatch"],
  ),
  // Close(error) must be called before the connection is used again; no error result at SendBatch.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "pgx.BatchResults",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      interfaceMethod: true,
    },
    ["Tx.SendBatch"],
  ),
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "pgx.BatchResults",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Pool.SendBatch", "Conn.SendBatch", "Tx.SendBatch"],
  ),
  // Close(ctx). A single connection, often process-long.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*pgx.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Connect", "ConnectConfig", "ConnectWithOptions"],
  ),
  // Long-lived; v4 names: Connect, ConnectConfig. Close has no result.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgxpool",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*pgxpool.Pool",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["New", "NewWithConfig"],
  ),
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgconn",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*pgconn.PgConn",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Connect", "ConnectConfig"],
  ),
  // ReadAll closes.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgconn",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "*pgconn.MultiResultReader",
      release: ["Close", "ReadAll"],
      errorResult: false,
      severity: "error",
    },
    ["PgConn.Exec", "PgConn.ExecBatch"],
  ),
  // Read closes.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5/pgconn",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "*pgconn.ResultReader",
      release: ["Close", "Read"],
      errorResult: false,
      severity: "error",
    },
    ["PgConn.ExecParams", "PgConn.ExecPrepared"],
  ),
  // Ends with the Tx anyway.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v5",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*pgx.LargeObject",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["LargeObjects.Open"],
  ),
  // v4 shares v5's names; pgxpool.Connect instead of New.
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v4",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "pgx.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
      closedByFailedScan: true,
    },
    ["Conn.Query"],
  ),
  ...acquires(
    {
      pkg: "github.com/jackc/pgx/v4/pgxpool",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 2,
      type: "*pgxpool.Conn",
      release: ["Release", "Hijack"],
      errorResult: true,
      severity: "error",
    },
    ["Pool.Acquire"],
  ),
];
