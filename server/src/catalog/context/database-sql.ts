import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

export const databaseSql: readonly ContextVariantFact[] = [
  {
    pkg: "database/sql",
    recv: "DB",
    name: "Begin",
    kind: "replace",
    extraArgs: ["nil"],
    note: "the transaction is rolled back when the context ends",
    variant: "BeginTx",
  },
  ...suffixed({ pkg: "database/sql", kind: "replace" }, "Context", [
    "DB.Exec",
    "DB.Ping",
    "DB.Prepare",
    "DB.Query",
    "DB.QueryRow",
    "Stmt.Exec",
    "Stmt.Query",
    "Stmt.QueryRow",
    "Tx.Exec",
    "Tx.Prepare",
    "Tx.Query",
    "Tx.QueryRow",
    "Tx.Stmt",
  ]),
  {
    pkg: "database/sql",
    name: "Open",
    kind: "none",
    variant: "",
  },
  ...takesContext("database/sql", [
    "Conn.ExecContext",
    "Conn.QueryContext",
    "Conn.QueryRowContext",
    "Conn.PrepareContext",
    "Conn.PingContext",
    "Conn.BeginTx",
  ]),
];
