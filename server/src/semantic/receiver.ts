import type { Expr, Field, Ident } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";

/** The name of the receiver's type. */
export function receiverBase(recv: Field): Ident | undefined {
  const type = receiverExpr(recv);
  const base = type.kind === "IndexExpr" ? unparen(type.x) : type;
  return base.kind === "Ident" ? base : undefined;
}

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

function receiverExpr(recv: Field): Expr {
  const type = unparen(recv.type);
  if (type.kind === "StarExpr") return unparen(type.x);
  return type.kind === "UnaryExpr" && type.op === "*" ? unparen(type.x) : type;
}
