import { calledName } from "../../analyze/called.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obligation } from "../../flow/flow.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";

/**
 * True where the response is one to a HEAD request: it has no body, and net/http uses its connection again at once
 * (`persistConn.readLoop`: a response without a body goes back before it is handed out).
 */
export function answersHead({ call }: Obligation, { node, info }: FunctionUnit): boolean {
  if (calledName(call) === "Head") return true;
  const methods = new Set<string>();
  walk(node, (each) => {
    if (each.kind === "CallExpr" && calledName(each)?.startsWith("NewRequest") === true)
      methods.add(methodOf(each, info));
  });
  return methods.size === 1 && methods.has("HEAD");
}

/** The method of `NewRequest(method, …)` or `NewRequestWithContext(ctx, method, …)`; empty where it is no constant. */
function methodOf({ args }: CallExpr, info: FileInfo): string {
  for (const arg of args.slice(0, 2)) {
    const value = info.constantOf(arg);
    if (typeof value === "string") return value;
  }
  return "";
}
