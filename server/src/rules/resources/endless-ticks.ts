import type { FunctionUnit } from "../../analyze/unit.ts";
import { unparen, walk } from "../../syntax/visit.ts";

/** A function whose last statement is a `for range ticks` that nothing leaves: it needs the ticker as long as the process lives. */
export function endsReadingForEver({ node, info }: FunctionUnit): boolean {
  const last = node.body?.stmts.at(-1);
  if (last?.kind !== "RangeStmt") return false;
  const channel = info.typeOf(unparen(last.x));
  if (channel.kind !== "chan" || channel.elem.kind !== "named" || channel.elem.pkg !== "time") return false;
  let leaves = false;
  walk(last.body, (each) => {
    if (each.kind === "FuncLit") return false;
    if (each.kind === "ReturnStmt" || each.kind === "BranchStmt") leaves = true;
    return !leaves;
  });
  return !leaves;
}
