import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

export const bun: readonly ContextVariantFact[] = [
  { pkg: "github.com/uptrace/bun", recv: "DB", name: "Begin", kind: "replace", extraArgs: ["nil"], variant: "BeginTx" },
  { pkg: "github.com/uptrace/bun", recv: "Tx", name: "Begin", kind: "replace", extraArgs: ["nil"], variant: "BeginTx" },
  ...suffixed({ pkg: "github.com/uptrace/bun", kind: "replace" }, "Context", [
    "DB.Exec",
    "DB.Prepare",
    "DB.Query",
    "DB.QueryRow",
    "Tx.Exec",
    "Tx.Query",
    "Tx.QueryRow",
  ]),
  ...takesContext("github.com/uptrace/bun", ["SelectQuery.Scan"]),
];
