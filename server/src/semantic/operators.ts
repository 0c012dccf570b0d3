import type { Type } from "./types.ts";
import {
  basic,
  BOOL,
  INT,
  INT32,
  STRING,
  UNTYPED_BOOL,
  UNTYPED_COMPLEX,
  UNTYPED_FLOAT,
  UNTYPED_INT,
  UNTYPED_NIL,
  UNTYPED_RUNE,
  UNTYPED_STRING,
} from "./universe.ts";
import { UNKNOWN } from "./types.ts";

const DEFAULTS: ReadonlyMap<Type, Type> = new Map<Type, Type>([
  [UNTYPED_BOOL, BOOL],
  [UNTYPED_INT, INT],
  [UNTYPED_RUNE, INT32],
  [UNTYPED_FLOAT, basic("float64")],
  [UNTYPED_COMPLEX, basic("complex128")],
  [UNTYPED_STRING, STRING],
  [UNTYPED_NIL, UNKNOWN],
]);

/** The type a variable gets from a value: an untyped constant's default type, any other type as it is. */
export function defaultType(type: Type): Type {
  return DEFAULTS.get(type) ?? type;
}

export function isUntyped(type: Type): boolean {
  return DEFAULTS.has(type);
}

const NUMERIC: readonly Type[] = [UNTYPED_INT, UNTYPED_RUNE, UNTYPED_FLOAT, UNTYPED_COMPLEX];

/** Of two untyped numeric kinds the one that holds both; undefined where one of them is none. */
export function widerUntyped(x: Type, y: Type): Type | undefined {
  const left = NUMERIC.indexOf(x);
  const right = NUMERIC.indexOf(y);
  return left < 0 || right < 0 ? undefined : NUMERIC[Math.max(left, right)];
}

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

export function isComparison(op: string): boolean {
  return COMPARISONS.has(op);
}

export function isShift(op: string): boolean {
  return op === "<<" || op === ">>";
}

/** The type of `x op y` for operands of these types. */
export function binaryType(op: string, x: Type, y: Type): Type {
  if (isComparison(op)) return UNTYPED_BOOL;
  if (isShift(op)) return x;
  if (x.kind === "unknown") return isUntyped(y) ? UNKNOWN : y;
  if (!isUntyped(x)) return x;
  if (!isUntyped(y)) return y;
  return widerUntyped(x, y) ?? x;
}
