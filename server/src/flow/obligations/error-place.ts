import type { Expr } from "../../syntax/ast.ts";
import { pureText } from "../condition-facts.ts";
import type { PathState } from "./path-state.ts";
import type { Tracking } from "./tracking.ts";

/** True for `s.err` where the error of the acquire was put. */
export function isErrorPlace(expr: Expr, state: PathState, { scope }: Tracking): boolean {
  if (state.errorPlaces.size === 0) return false;
  const text = pureText(expr, scope.info, scope.numbers)?.text;
  return text !== undefined && state.errorPlaces.has(text);
}
