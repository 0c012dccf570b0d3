import type { ValueSpec } from "../syntax/ast.ts";
import { valueAt } from "./assigned.ts";
import type { Checker } from "./checker.ts";
import { constantValue } from "./constants.ts";
import type { ConstantValue } from "./package.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";

/** The declared or the inferred type of a variable. */
export function variableType(checker: Checker, spec: ValueSpec, index: number): Type {
  if (spec.type !== undefined) return checker.typeExpr(spec.type);
  return valueAt(checker, spec.values, index, spec.names.length);
}

/** The declared type of a constant, else that of its value, which may be untyped. */
export function constantType(checker: Checker, spec: ValueSpec, index: number): Type {
  const line = spec.repeats ?? spec;
  if (line.type !== undefined) return checker.typeExpr(line.type);
  const value = line.values[index];
  return value === undefined ? UNKNOWN : checker.typeOf(value);
}

/** A constant's value. A line without values repeats the last one that has them, with its own iota. */
export function foldedValue(checker: Checker, spec: ValueSpec, index: number): ConstantValue | undefined {
  const line = spec.repeats ?? spec;
  const expr = line.values[index];
  const folded = expr === undefined ? undefined : checker.constantOf(expr, spec.iota);
  return folded === undefined ? undefined : constantValue(folded);
}
