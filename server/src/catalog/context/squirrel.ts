import type { ContextVariantFact } from "../schema.ts";
import { suffixed } from "./variants.ts";

export const squirrel: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "github.com/Masterminds/squirrel", kind: "replace" }, "Context", [
    "StmtCache.Exec",
    "StmtCache.Prepare",
    "StmtCache.Query",
    "StmtCache.QueryRow",
    "DeleteBuilder.Exec",
    "DeleteBuilder.Query",
    "InsertBuilder.Exec",
    "InsertBuilder.Query",
    "InsertBuilder.QueryRow",
    "InsertBuilder.Scan",
    "SelectBuilder.Exec",
    "SelectBuilder.Query",
    "SelectBuilder.QueryRow",
    "SelectBuilder.Scan",
    "UpdateBuilder.Exec",
    "UpdateBuilder.Query",
    "UpdateBuilder.QueryRow",
    "UpdateBuilder.Scan",
  ]),
];
