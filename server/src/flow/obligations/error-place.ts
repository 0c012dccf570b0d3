import type { Type } from "../../semantic/types.ts";
import type { Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { pureText } from "../condition-facts.ts";
import { isErrorNumber, isErrorType } from "../standard-library.ts";
import { carryOf } from "./carry.ts";
import type { PathState } from "./path-state.ts";
import type { Tracking } from "./tracking.ts";

/** True for `s.err` where the error of the acquire was put, and for `tx.Error` of a resource that has it itself. */
export function isErrorPlace(expr: Expr, state: PathState, tracking: Tracking): boolean {
  const { scope, errorField } = tracking;
  const inner = unparen(expr);
  if (errorField !== undefined && inner.kind === "SelectorExpr" && inner.sel.name === errorField) {
    // What a call of it gives, as `tx.Create(&user)`, has an error of its own.
    const hold = unparen(inner.x).kind === "Ident" ? carryOf(inner.x, state, tracking) : undefined;
    if (hold?.kind === "self" && hold.path === "") return true;
  }
  if (state.errorPlaces.size === 0) return false;
  const text = pureText(expr, scope.info, scope.numbers)?.text;
  return text !== undefined && state.errorPlaces.has(text);
}

/** True for `e := err` and `err = wrap(err)`: nil stays nil. */
export function keepsError(value: Expr | undefined, state: PathState, tracking: Tracking): boolean {
  if (value === undefined) return false;
  const inner = unparen(value);
  const { info } = tracking.scope;
  if (inner.kind === "Ident") {
    const obj = info.objectOf(inner);
    return obj?.kind === "var" && state.errors.has(obj);
  }
  if (inner.kind === "SelectorExpr") return isErrorPlace(inner, state, tracking);
  if (inner.kind !== "CallExpr" || !isError(info.typeOf(inner))) return false;
  const callee = info.calleeOf(inner);
  if (callee.kind === "func" && callee.pkg === "fmt") return false;
  return inner.args.some((argument) => argument.kind === "Ident" && keepsError(argument, state, tracking));
}

function isError(type: Type): boolean {
  return isErrorType(type) || isErrorNumber(type);
}
