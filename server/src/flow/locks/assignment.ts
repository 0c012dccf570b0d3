import type { VarObj } from "../../semantic/info.ts";
import type { Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { LockDrafts } from "./drafts.ts";
import type { Reference } from "./reference.ts";

/** What an assignment does to the locks that are named by way of its target; a value that is not known is undefined. */
export function assign(drafts: LockDrafts, target: Expr | undefined, value: Expr | undefined): void {
  if (target === undefined) return;
  const inner = unparen(target);
  if (inner.kind !== "Ident") {
    const place = inner.kind === "SelectorExpr" || inner.kind === "IndexExpr" ? drafts.reference(inner) : undefined;
    if (place !== undefined && place.path !== "") drafts.push({ do: "assign-path", place });
    return;
  }
  const obj = drafts.variables.names.info.objectOf(inner);
  if (obj?.kind !== "var" || obj.scope === "package") return;
  const from = value === undefined ? undefined : plainVariable(drafts, value);
  drafts.push({ do: "assign", obj, at: target });
  if (from !== undefined && from !== obj && drafts.variables.names.alias(obj) === undefined) {
    drafts.push({ do: "move", from, to: obj });
  }
  if (value !== undefined) constantFlag(drafts, inner, value);
}

function plainVariable(drafts: LockDrafts, value: Expr): VarObj | undefined {
  const inner = unparen(value);
  const obj = inner.kind === "Ident" ? drafts.variables.names.info.objectOf(inner) : undefined;
  return obj?.kind === "var" && obj.scope !== "package" ? obj : undefined;
}

function constantFlag(drafts: LockDrafts, target: Expr, value: Expr): void {
  const inner = unparen(value);
  if (inner.kind === "Ident" && (inner.name === "true" || inner.name === "false")) {
    flag(drafts, target, inner.name === "true");
  }
  if (inner.kind !== "Ident" || inner.name !== "nil") return;
  const reference = drafts.reference(target);
  if (reference?.stable === true) drafts.push({ do: "flag", fact: nilFact(reference), value: true });
}

/** A variable gets a truth value that conditions may ask for. */
export function flag(drafts: LockDrafts, target: Expr, value: boolean): void {
  const reference = drafts.reference(target);
  if (reference?.stable === true) drafts.push({ do: "flag", fact: reference.id, value });
}

function nilFact(reference: Reference): string {
  return reference.id < "=nil" ? `${reference.id} == =nil` : `=nil == ${reference.id}`;
}
