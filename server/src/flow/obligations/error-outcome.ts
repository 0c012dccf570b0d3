import type { CallExpr, Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { fateOf } from "./argument-fate.ts";
import { carryOf } from "./carry.ts";
import type { PathState } from "./path-state.ts";
import type { Tracking } from "./tracking.ts";

export type ErrorOutcome = "releases-on-error" | "releases-on-success";

/** Whether the error that a call gives tells if it has released the resource. */
export function errorOutcome(call: CallExpr, state: PathState, tracking: Tracking): ErrorOutcome | undefined {
  const fun = unparen(call.fun);
  const callee = tracking.scope.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return undefined;
  const operands: readonly (readonly [number, Expr])[] = [
    ...(fun.kind === "SelectorExpr" && callee.kind === "method" ? [[-1, fun.x] as const] : []),
    ...call.args.map((expr, index) => [index, expr] as const),
  ];
  for (const [index, expr] of operands) {
    const hold = carryOf(expr, state, tracking);
    const fate = hold === undefined ? undefined : fateOf(tracking.scope, callee, index, hold, tracking.releases);
    if (fate === "releases-on-error" || fate === "releases-on-success") return fate;
  }
  return undefined;
}
