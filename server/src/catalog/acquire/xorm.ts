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
  // A session takes its connections one query at a time; only Begin keeps one, until Commit, Rollback or Close.
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
      afterCallOf: "Begin",
    },
    ["Engine.NewSession"],
  ),
];
