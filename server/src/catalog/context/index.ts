import { bun } from "./bun.ts";
import { cloud } from "./cloud.ts";
import { concurrency } from "./concurrency.ts";
import { dataStores } from "./data-stores.ts";
import { databaseSql } from "./database-sql.ts";
import { frameworks } from "./frameworks.ts";
import { goPg } from "./go-pg.ts";
import { goSqlite3 } from "./go-sqlite3.ts";
import { gorm } from "./gorm.ts";
import { http } from "./http.ts";
import { logging } from "./logging.ts";
import { messaging } from "./messaging.ts";
import { net } from "./net.ts";
import { networkClients } from "./network-clients.ts";
import { pgx } from "./pgx.ts";
import { runtime } from "./runtime.ts";
import { sqlx } from "./sqlx.ts";
import { squirrel } from "./squirrel.ts";
import { tracing } from "./tracing.ts";
import { writersStd } from "./writers-std.ts";
import { xorm } from "./xorm.ts";
import type { ContextVariantFact } from "../schema.ts";

/** All calls whose form with a context this project knows. */
export const CONTEXT_VARIANTS: readonly ContextVariantFact[] = [
  ...bun,
  ...cloud,
  ...concurrency,
  ...dataStores,
  ...databaseSql,
  ...frameworks,
  ...goPg,
  ...goSqlite3,
  ...gorm,
  ...http,
  ...logging,
  ...messaging,
  ...net,
  ...networkClients,
  ...pgx,
  ...runtime,
  ...sqlx,
  ...squirrel,
  ...tracing,
  ...writersStd,
  ...xorm,
];
