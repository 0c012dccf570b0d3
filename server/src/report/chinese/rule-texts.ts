import type { RuleTexts } from "../rule-text.ts";
import { context } from "./context.ts";
import { ignores } from "./ignores.ts";
import { limits } from "./limits.ts";
import { locks } from "./locks.ts";
import { observability } from "./observability.ts";
import { panics } from "./panics.ts";
import { resources } from "./resources.ts";
import { sql } from "./sql.ts";
import { values } from "./values.ts";

/** Every rule in Simplified Chinese. */
export const chineseRules: RuleTexts = {
  ...sql,
  ...resources,
  ...locks,
  ...panics,
  ...context,
  ...limits,
  ...observability,
  ...values,
  ...ignores,
};
