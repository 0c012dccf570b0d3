import type { Expr, Field, Ident } from "./ast.ts";
import { unparen } from "./visit.ts";

/** The name of the receiver's type. */
export function receiverBase(recv: Field): Ident | undefined {
  const type = receiverExpr(recv);
  const base = type.kind === "IndexExpr" ? unparen(type.x) : type;
  return base.kind === "Ident" ? base : undefined;
}

/** The receiver's type without its pointer. */
export function receiverExpr(recv: Field): Expr {
  const type = unparen(recv.type);
  if (type.kind === "StarExpr") return unparen(type.x);
  return type.kind === "UnaryExpr" && type.op === "*" ? unparen(type.x) : type;
}
