import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const xorm: readonly AcquireFact[] = [
  ...acquires(
    {
      pkg: "xorm.io/xorm",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*xorm.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    ["Engine.Rows", "Session.Rows"],
  ),
  // Close rolls an open transaction back; Session.Begin then Commit|Rollback.
  ...acquires(
    {
      pkg: "xorm.io/xorm",
      rule: "sql-conn-not-closed",
      result: 0,
      results: 1,
      type: "*xorm.Session",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Engine.NewSession"],
  ),
];
