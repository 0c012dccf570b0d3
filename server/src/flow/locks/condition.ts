import type { VarObj } from "../../semantic/info.ts";
import type { BinaryExpr, Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { referenceOf, type ReferenceNames } from "./reference.ts";

/** What a branch tells: the condition `id` is `value`. Negations are folded into the value, so that `x == nil` and `x != nil` share an id. */
export interface ConditionFact {
  readonly id: string;
  readonly value: boolean;
  readonly vars: readonly VarObj[];
  /** True if it stays so until one of `vars` is assigned. */
  readonly stable: boolean;
}

/** Undefined for conditions that cannot be compared with others. */
export function conditionFact(names: ReferenceNames, expr: Expr, value: boolean): ConditionFact | undefined {
  const inner = unparen(expr);
  if (inner.kind === "UnaryExpr" && inner.op === "!") return conditionFact(names, inner.x, !value);
  if (inner.kind === "BinaryExpr") return comparisonFact(names, inner, value);
  const reference = referenceOf(names, inner);
  return reference === undefined ? undefined : { ...reference, value };
}

/** `tag == value` as a switch asks it. */
export function equalityFact(names: ReferenceNames, tag: Expr, other: Expr, value: boolean): ConditionFact | undefined {
  const left = referenceOf(names, tag);
  const right = referenceOf(names, other);
  if (left === undefined || right === undefined) return undefined;
  const [a, b] = left.id < right.id ? [left, right] : [right, left];
  const stable = left.stable && right.stable;
  return { id: `${a.id} == ${b.id}`, value, vars: [...left.vars, ...right.vars], stable };
}

function comparisonFact(names: ReferenceNames, expr: BinaryExpr, value: boolean): ConditionFact | undefined {
  switch (expr.op) {
    case "==":
      return equalityFact(names, expr.x, expr.y, value);
    case "!=":
      return equalityFact(names, expr.x, expr.y, !value);
    case "<":
      return orderFact(names, expr.x, expr.y, value);
    case ">":
      return orderFact(names, expr.y, expr.x, value);
    case "<=":
      return orderFact(names, expr.y, expr.x, !value);
    case ">=":
      return orderFact(names, expr.x, expr.y, !value);
    default:
      return undefined;
  }
}

function orderFact(names: ReferenceNames, less: Expr, more: Expr, value: boolean): ConditionFact | undefined {
  const left = referenceOf(names, less);
  const right = referenceOf(names, more);
  if (left === undefined || right === undefined) return undefined;
  const stable = left.stable && right.stable;
  return { id: `${left.id} < ${right.id}`, value, vars: [...left.vars, ...right.vars], stable };
}

/** All that holds where `expr` has this value, `&&` and `||` taken apart. */
export function factsOf(names: ReferenceNames, expr: Expr, value: boolean): readonly ConditionFact[] {
  const inner = unparen(expr);
  if (inner.kind === "UnaryExpr" && inner.op === "!") return factsOf(names, inner.x, !value);
  if (inner.kind === "BinaryExpr" && inner.op === (value ? "&&" : "||")) {
    return [...factsOf(names, inner.x, value), ...factsOf(names, inner.y, value)];
  }
  const fact = conditionFact(names, inner, value);
  return fact === undefined ? [] : [fact];
}
