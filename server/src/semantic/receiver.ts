import type { Field, Ident } from "../syntax/ast.ts";
import { receiverExpr } from "../syntax/receiver.ts";
import { unparen } from "../syntax/visit.ts";

/** The names that a receiver gives its type's parameters. */
export function receiverTypeParams(recv: Field): readonly Ident[] {
  const type = receiverExpr(recv);
  if (type.kind !== "IndexExpr") return [];
  return type.indices.filter((index) => index.kind === "Ident");
}

export function hasPointerReceiver(recv: Field): boolean {
  const type = unparen(recv.type);
  return type.kind === "StarExpr" || (type.kind === "UnaryExpr" && type.op === "*");
}
