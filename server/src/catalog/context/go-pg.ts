import type { ContextVariantFact } from "../schema.ts";
import { suffixed } from "./variants.ts";

export const goPg: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "github.com/go-pg/pg/v10", kind: "replace" }, "Context", [
    "Model",
    "Stmt.Exec",
    "Stmt.ExecOne",
    "Stmt.Query",
    "Stmt.QueryOne",
    "Tx.Exec",
    "Tx.ExecOne",
    "Tx.Model",
    "Tx.Query",
    "Tx.QueryOne",
    "DBI.Exec",
    "DBI.ExecOne",
    "DBI.Model",
    "DBI.Query",
    "DBI.QueryOne",
  ]),
  ...suffixed({ pkg: "github.com/go-pg/pg/v10", kind: "replace", report: "never" }, "Context", [
    "Tx.Close",
    "Tx.Commit",
    "Tx.Rollback",
  ]),
  ...suffixed({ pkg: "github.com/go-pg/pg/v10/orm", kind: "replace" }, "Context", [
    "NewQuery",
    "DB.Exec",
    "DB.ExecOne",
    "DB.Model",
    "DB.Query",
    "DB.QueryOne",
  ]),
];
