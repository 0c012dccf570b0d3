import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr, Ident, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { functionOf } from "../../analyze/called.ts";
import { functionsAbove } from "../../analyze/node-path.ts";
import { isCleanupCall } from "./silences.ts";

const LOGGING = /^(Debug|Info|Warn|Error|Log|LogAttrs)(Context|Ctx)?$/;

/**
 * True if the context that `derivation` makes is only used to clean up, and to log about it:
 * `c, cancel := context.WithTimeout(context.Background(), d); defer cancel(); srv.Shutdown(c)`.
 */
export function isOnlyCleanedUpWith(derivation: CallExpr, above: readonly Node[], info: FileInfo): boolean {
  const stmt = above[above.lastIndexOf(derivation) - 1];
  const name = stmt?.kind === "AssignStmt" ? stmt.lhs[0] : undefined;
  const body = functionsAbove(above)[0]?.func.body;
  if (name?.kind !== "Ident" || body === undefined) return false;
  const uses = usesOf(name, body, info);
  const calls = uses.flatMap(({ parent }) => (parent?.kind === "CallExpr" ? [parent] : []));
  if (calls.length < uses.length || !calls.some(isCleanupCall)) return false;
  return calls.every((call) => isCleanupCall(call) || isLogCall(call));
}

function isLogCall(call: CallExpr): boolean {
  const fun = functionOf(call);
  return fun.kind === "SelectorExpr" && LOGGING.test(fun.sel.name);
}

function usesOf(name: Ident, body: Node, info: FileInfo): { readonly parent: Node | undefined }[] {
  const variable = info.objectOf(name);
  const uses: { readonly parent: Node | undefined }[] = [];
  walk(body, (node, parent) => {
    if (node.kind === "Ident" && node !== name && node.start > name.start && node.name === name.name) {
      if (info.objectOf(node) === variable) uses.push({ parent });
    }
  });
  return uses;
}
