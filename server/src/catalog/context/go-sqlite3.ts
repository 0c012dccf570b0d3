import type { ContextVariantFact } from "../schema.ts";
import { suffixed } from "./variants.ts";

export const goSqlite3: readonly ContextVariantFact[] = [
  {
    pkg: "github.com/mattn/go-sqlite3",
    recv: "SQLiteConn",
    name: "Begin",
    kind: "replace",
    extraArgs: ["nil"],
    report: "never",
    variant: "BeginTx",
  },
  ...suffixed({ pkg: "github.com/mattn/go-sqlite3", kind: "replace", report: "never" }, "Context", [
    "SQLiteConn.Exec",
    "SQLiteConn.Prepare",
    "SQLiteConn.Query",
    "SQLiteStmt.Exec",
    "SQLiteStmt.Query",
  ]),
];
