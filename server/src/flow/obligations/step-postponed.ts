import type { CallExpr, DeferStmt, Expr, GoStmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { carryOf } from "./carry.ts";
import { bindParameters, effectOfCall, isEnding } from "./evaluate.ts";
import { NO_FACTS } from "./facts.ts";
import { literalOutcome } from "./literal-outcome.ts";
import type { PathState } from "./path-state.ts";
import { afterEffect, ended, fromEffect, on, type Step } from "./step-outcome.ts";
import type { Tracking } from "./tracking.ts";

/** The parts of a `go` or `defer` call that are evaluated at once. */
function stepOverOperands(call: Expr, state: PathState, tracking: Tracking): Step {
  const inner = unparen(call);
  if (inner.kind !== "CallExpr") return on(state);
  const fun = unparen(inner.fun);
  let step = on(state);
  for (const part of [...(fun.kind === "SelectorExpr" ? [fun.x] : []), ...inner.args]) {
    if (step.kind === "on") step = afterEffect(part, step.state, tracking);
  }
  return step;
}

/** A goroutine that is given the resource is responsible for it, unless its whole code is seen and leaves it alone. */
export function stepOverGo(stmt: GoStmt, state: PathState, tracking: Tracking): Step {
  const step = stepOverOperands(stmt.call, state, tracking);
  const call = unparen(stmt.call);
  if (step.kind !== "on" || call.kind !== "CallExpr") return step;
  const effect = effectOfCall(call, step.state, tracking);
  return isEnding(effect) ? ended("handed-over", stmt) : fromEffect(effect, stmt, step.state);
}

export function stepOverDefer(stmt: DeferStmt, state: PathState, tracking: Tracking): Step {
  const step = stepOverOperands(stmt.call, state, tracking);
  const call = unparen(stmt.call);
  if (step.kind !== "on" || call.kind !== "CallExpr") return step;
  const literal = deferredLiteral(call, step.state, tracking);
  if (literal === undefined) {
    const effect = effectOfCall(call, step.state, { ...tracking, deferredCall: true });
    return isEnding(effect) ? ended(effect === "released" ? "deferred" : effect, stmt) : on(step.state);
  }
  return stepOverDeferredLiteral(stmt, literal, call, step.state, tracking);
}

/** The literal a deferred call runs, written in place or held by a local variable. */
function deferredLiteral(
  call: CallExpr,
  state: PathState,
  tracking: Tracking,
): Extract<Expr, { kind: "FuncLit" }> | undefined {
  const fun = unparen(call.fun);
  if (fun.kind === "FuncLit") return fun;
  const hold = carryOf(fun, state, tracking);
  return hold?.kind === "closure" ? hold.literal : undefined;
}

/** A literal that releases on all its paths covers what follows; one that does so on some is looked at again where the function ends. */
function stepOverDeferredLiteral(
  stmt: DeferStmt,
  literal: Extract<Expr, { kind: "FuncLit" }>,
  call: CallExpr,
  state: PathState,
  tracking: Tracking,
): Step {
  const later: PathState = {
    ...state,
    facts: NO_FACTS,
    errors: new Set(),
    errorPlaces: new Set(),
    closingErrors: new Set(),
    keepingErrors: new Set(),
  };
  const outcome = literalOutcome(literal, bindParameters(literal, call.args, later, tracking), tracking);
  if (outcome.handedOver) return ended("handed-over", stmt);
  if (!outcome.released) return on(state);
  if (!outcome.held) return ended("deferred", stmt);
  return call.args.length > 0 ? ended("deferred", stmt) : on({ ...state, deferred: [...state.deferred, literal] });
}
