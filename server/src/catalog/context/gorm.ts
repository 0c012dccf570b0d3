import type { ContextVariantFact } from "../schema.ts";
import { chained } from "./variants.ts";

export const gorm: readonly ContextVariantFact[] = [
  ...chained(
    {
      pkg: "gorm.io/gorm",
      kind: "chain",
      chainMethod: "WithContext",
    },
    [
      "DB.Find",
      "DB.First",
      "DB.Last",
      "DB.Take",
      "DB.Create",
      "DB.Save",
      "DB.Delete",
      "DB.Update",
      "DB.Updates",
      "DB.Exec",
      "DB.Raw",
      "DB.Count",
      "DB.Scan",
      "DB.Pluck",
      "DB.Transaction",
      "DB.Begin",
      "DB.Row",
      "DB.Rows",
      "DB.FirstOrCreate",
    ],
  ),
  {
    pkg: "gorm.io/gorm",
    name: "G",
    kind: "takes-ctx",
    variant: "gorm.G[T](db).Find(ctx)",
  },
];
