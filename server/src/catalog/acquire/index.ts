import { bun } from "./bun.ts";
import { cgo } from "./cgo.ts";
import { cloud } from "./cloud.ts";
import { compression } from "./compression.ts";
import { concurrency } from "./concurrency.ts";
import { dataStores } from "./data-stores.ts";
import { databaseSql } from "./database-sql.ts";
import { files } from "./files.ts";
import { gorm } from "./gorm.ts";
import { http } from "./http.ts";
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
import type { AcquireFact } from "../schema.ts";

/** All acquiring calls this project knows. */
export const ACQUIRE_FACTS: readonly AcquireFact[] = [
  ...bun,
  ...cgo,
  ...cloud,
  ...compression,
  ...concurrency,
  ...dataStores,
  ...databaseSql,
  ...files,
  ...gorm,
  ...http,
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
