import type { CallExpr, Expr, Node } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";

/**
 * How the answer of a call is dropped: the call is a statement of its own, or its results (or the one asked for) are given to
 * `_`. Undefined where it is used. `parent` is the node around the call.
 */
export type Dropped = "statement" | "blank" | undefined;

/** How result `index` of the call is dropped; without an index, whether all of them are. */
export function droppedResult(call: CallExpr, parent: Node | undefined, index?: number): Dropped {
  if (parent === undefined) return undefined;
  if (parent.kind === "ExprStmt" || parent.kind === "GoStmt" || parent.kind === "DeferStmt") return "statement";
  const names = namesFor(call, parent);
  const asked = index === undefined ? names : names.slice(index, index + 1);
  return asked.length > 0 && asked.every(isBlank) ? "blank" : undefined;
}

function namesFor(call: CallExpr, parent: Node): readonly Expr[] {
  if (parent.kind === "AssignStmt") return namesOf(call, parent.lhs, parent.rhs);
  return parent.kind === "ValueSpec" ? namesOf(call, parent.names, parent.values) : [];
}

function namesOf(call: CallExpr, names: readonly Expr[], values: readonly Expr[]): readonly Expr[] {
  if (values.length === 1) return names;
  const at = values.findIndex((value) => unparen(value) === call);
  return at < 0 ? [] : names.slice(at, at + 1);
}

function isBlank(name: Expr): boolean {
  return name.kind === "Ident" && name.name === "_";
}
