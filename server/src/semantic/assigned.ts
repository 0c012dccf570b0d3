import type { CaseClause, Expr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Checker } from "./checker.ts";
import { defaultType } from "./operators.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { coreType, unalias } from "./underlying.ts";
import { BOOL, INT, INT32, UNTYPED_NIL } from "./universe.ts";

/** The type of the `index`-th of `count` variables that `values` initialise: one value each, or one expression for all. */
export function valueAt(checker: Checker, values: readonly Expr[], index: number, count: number): Type {
  const value = values[index];
  if (values.length === count && value !== undefined) return single(checker.typeOf(value));
  const [only] = values;
  return only !== undefined && values.length === 1 ? partOf(checker, unparen(only), index) : UNKNOWN;
}

function single(type: Type): Type {
  return type.kind === "tuple" ? UNKNOWN : defaultType(type);
}

function partOf(checker: Checker, value: Expr, index: number): Type {
  if (value.kind === "CallExpr") {
    const type = checker.typeOf(value);
    return type.kind === "tuple" ? (type.elems[index] ?? UNKNOWN) : UNKNOWN;
  }
  const commaOk =
    value.kind === "IndexExpr" || value.kind === "TypeAssertExpr" || (value.kind === "UnaryExpr" && value.op === "<-");
  if (!commaOk) return UNKNOWN;
  return index === 0 ? checker.typeOf(value) : BOOL;
}

/** The types of the two variables of a `range` over `x`. */
export function rangeTypes(checker: Checker, x: Expr): readonly [Type, Type] {
  const type = checker.typeOf(x);
  const core = coreType(defaultType(type), checker.world);
  switch (core.kind) {
    case "slice":
    case "array":
      return [INT, core.elem];
    case "pointer": {
      const pointed = coreType(core.elem, checker.world);
      return pointed.kind === "array" ? [INT, pointed.elem] : [UNKNOWN, UNKNOWN];
    }
    case "map":
      return [core.key, core.value];
    case "chan":
      return [core.elem, UNKNOWN];
    case "basic":
      return core.name === "string" ? [INT, INT32] : [defaultType(type), UNKNOWN];
    case "func":
      return yielded(core.params[0]?.type, checker);
    default:
      return [UNKNOWN, UNKNOWN];
  }
}

/** `func(yield func(K, V) bool)` hands its values to `yield`. */
function yielded(type: Type | undefined, checker: Checker): readonly [Type, Type] {
  const yieldFunc = type === undefined ? UNKNOWN : coreType(type, checker.world);
  if (yieldFunc.kind !== "func") return [UNKNOWN, UNKNOWN];
  return [yieldFunc.params[0]?.type ?? UNKNOWN, yieldFunc.params[1]?.type ?? UNKNOWN];
}

/** The type of a type switch's variable in one clause: the case's type where there is exactly one. */
export function caseType(checker: Checker, x: Expr, clause: CaseClause): Type {
  const [only] = clause.list;
  if (only === undefined || clause.list.length !== 1) return checker.typeOf(x);
  if (checker.isType(only)) return checker.typeExpr(only);
  const type = unalias(checker.typeOf(only), checker.world);
  return type === UNTYPED_NIL ? checker.typeOf(x) : checker.typeExpr(only);
}
