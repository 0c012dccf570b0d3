import type { ReturnStmt } from "../../syntax/ast.ts";
import type { Loss } from "./explore.ts";
import type { FunctionScope } from "../scope.ts";

/** The return by which a path leaves. */
export function returnOf(loss: Loss, { cfg }: FunctionScope): ReturnStmt | undefined {
  const from = loss.visit.parent;
  const node = from === undefined ? undefined : cfg.blocks[from.block]?.nodes.at(-1);
  return node?.kind === "stmt" && node.stmt.kind === "ReturnStmt" ? node.stmt : undefined;
}
