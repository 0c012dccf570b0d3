import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const gorm: readonly AcquireFact[] = [
  // db.ScanRows(rows, &x) does not close.
  ...acquires(
    {
      pkg: "gorm.io/gorm",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    ["DB.Rows"],
  ),
  // RollbackTo does not end it. db.Transaction(func) ends it by itself.
  ...acquires(
    {
      pkg: "gorm.io/gorm",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 1,
      type: "*gorm.DB",
      release: ["Commit", "Rollback"],
      errorResult: false,
      errorField: "Error",
      severity: "error",
    },
    ["DB.Begin"],
  ),
];
