import { functionsAbove } from "../../analyze/node-path.ts";
import type { CallExpr, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import type { Site } from "./search.ts";

/**
 * True if a goroutine of the function uses what the call gives: `f, err := open(context.Background())` before
 * `go copy(f)`. The context is that of the result, which goes on when the caller is done.
 */
export function resultGoesOn(to: CallExpr, { above, file }: Site): boolean {
  const stmt = above[above.lastIndexOf(to) - 1];
  const body = functionsAbove(above)[0]?.func.body;
  if (stmt?.kind !== "AssignStmt" || body === undefined) return false;
  const results = new Set(
    stmt.lhs.flatMap((target) =>
      target.kind === "Ident" && target.name !== "err" ? [file.info.objectOf(target)] : [],
    ),
  );
  results.delete(undefined);
  let found = false;
  walk(body, (node) => {
    if (node.kind === "GoStmt" && node.start > to.end) found ||= mentions(node);
    return !found;
  });
  return found;

  function mentions(node: Node): boolean {
    let mentioned = false;
    walk(node, (each) => {
      if (each.kind === "Ident" && results.has(file.info.objectOf(each))) mentioned = true;
      return !mentioned;
    });
    return mentioned;
  }
}
