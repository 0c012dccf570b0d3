import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const squirrel: readonly AcquireFact[] = [
  ...acquires(
    {
      pkg: "github.com/Masterminds/squirrel",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 2,
      type: "*sql.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      closedByExhaustion: true,
    },
    [
      "SelectBuilder.Query",
      "SelectBuilder.QueryContext",
      "InsertBuilder.Query",
      "UpdateBuilder.Query",
      "QueryWith",
      "QueryContextWith",
    ],
  ),
];
