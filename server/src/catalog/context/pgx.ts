import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

export const pgx: readonly ContextVariantFact[] = [
  {
    pkg: "github.com/jackc/pgx/v5/stdlib",
    recv: "Conn",
    name: "Begin",
    kind: "replace",
    extraArgs: ["nil"],
    report: "never",
    variant: "BeginTx",
  },
  ...suffixed({ pkg: "github.com/jackc/pgx/v5/stdlib", kind: "replace", report: "never" }, "Context", [
    "Conn.Prepare",
    "Stmt.Exec",
    "Stmt.Query",
  ]),
  ...takesContext("github.com/jackc/pgx/v5", [
    "Conn.Exec",
    "Conn.Query",
    "Conn.QueryRow",
    "Conn.Begin",
    "Tx.Exec",
    "Tx.Query",
    "Tx.QueryRow",
    "Tx.Begin",
  ]),
  ...takesContext("github.com/jackc/pgx/v5/pgxpool", ["Pool.Exec", "Pool.Query", "Pool.QueryRow", "Pool.Begin"]),
];
