import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr, Ident, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { functionsAbove } from "../../analyze/node-path.ts";
import { isCleanupCall } from "./silences.ts";

/**
 * True if the context that `derivation` makes is only used to clean up:
 * `c, cancel := context.WithTimeout(context.Background(), d); defer cancel(); srv.Shutdown(c)`.
 */
export function isOnlyCleanedUpWith(derivation: CallExpr, above: readonly Node[], info: FileInfo): boolean {
  const stmt = above[above.lastIndexOf(derivation) - 1];
  const name = stmt?.kind === "AssignStmt" ? stmt.lhs[0] : undefined;
  const body = functionsAbove(above)[0]?.func.body;
  if (name?.kind !== "Ident" || body === undefined) return false;
  const uses = usesOf(name, body, info);
  return uses.length > 0 && uses.every((use) => use.parent?.kind === "CallExpr" && isCleanupCall(use.parent));
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
