import type { VarObj } from "../semantic/info.ts";
import type { CallExpr, Expr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import { isCallOn } from "./assume.ts";
import { carryOf } from "./carry.ts";
import { assignFact } from "./facts.ts";
import { HOLDER, type Hold } from "./hold.ts";
import { withHold, withoutError, type Ending, type PathState } from "./path-state.ts";
import { isPrivateHolder } from "./private-holder.ts";
import { isLocal } from "./scope.ts";
import { canHold, isErrorType } from "./standard-library.ts";
import type { Tracking } from "./tracking.ts";

/** The value an assignment gives to one target. */
export interface Assigned {
  readonly hold: Hold | undefined;
  /** The expression, where there is one for this target alone. */
  readonly value: Expr | undefined;
  /** True for the error result of the acquiring call. */
  readonly isError?: boolean;
  /** The call of which it is one of several results. */
  readonly from?: CallExpr;
}

/** The state after `target` got the value; `before` is the state in which the values were computed. */
export function assign(
  target: Expr,
  assigned: Assigned,
  state: PathState,
  before: PathState,
  tracking: Tracking,
): PathState | Ending {
  const inner = unparen(target);
  if (inner.kind !== "Ident") return assignPlace(inner, assigned, state, tracking);
  if (inner.name === "_") return state;
  const obj = tracking.scope.info.objectOf(inner);
  if (obj?.kind !== "var") return assigned.hold === undefined ? state : "handed-over";
  if (!isLocal(tracking.scope, obj))
    return assigned.hold === undefined ? assignVariable(obj, assigned, state, before, tracking) : "handed-over";
  return assignVariable(obj, assigned, state, before, tracking);
}

function assignVariable(
  variable: VarObj,
  assigned: Assigned,
  state: PathState,
  before: PathState,
  tracking: Tracking,
): PathState {
  const hold = holdsResult(variable, assigned) ? assigned.hold : undefined;
  const facts = assignFact(state.facts, variable, assigned.value, tracking.scope);
  const after = withHold({ ...state, facts }, variable, hold);
  if (assigned.isError === true || keepsError(assigned.value, before, tracking)) {
    return { ...after, errors: new Set(after.errors).add(variable) };
  }
  const cleared = withoutError(after, variable);
  return mayCloseByScan(assigned, before, tracking)
    ? { ...cleared, closingErrors: new Set(cleared.closingErrors).add(variable) }
    : cleared;
}

/** Of several results only those that can have something inside get the resource. */
function holdsResult(variable: VarObj, assigned: Assigned): boolean {
  return assigned.from === undefined || (canHold(variable.type) && !isErrorType(variable.type));
}

/** True for `e := err` and `err = wrap(err)`: nil stays nil. */
function keepsError(value: Expr | undefined, state: PathState, tracking: Tracking): boolean {
  if (value === undefined) return false;
  const inner = unparen(value);
  const { info } = tracking.scope;
  if (inner.kind === "Ident") {
    const obj = info.objectOf(inner);
    return obj?.kind === "var" && state.errors.has(obj);
  }
  if (inner.kind !== "CallExpr" || !isErrorType(info.typeOf(inner))) return false;
  const callee = info.calleeOf(inner);
  if (callee.kind === "func" && callee.pkg === "fmt") return false;
  return inner.args.some((argument) => argument.kind === "Ident" && keepsError(argument, state, tracking));
}

function mayCloseByScan(assigned: Assigned, state: PathState, tracking: Tracking): boolean {
  const value = assigned.value === undefined ? undefined : unparen(assigned.value);
  return tracking.closedByFailedScan && value?.kind === "CallExpr" && isCallOn(value, "Scan", state, tracking);
}

/** `x.f = …`, `x[i] = …`, `*p = …`. */
function assignPlace(place: Expr, assigned: Assigned, state: PathState, tracking: Tracking): PathState | Ending {
  const root = rootVariable(place, tracking);
  const inResource = carryOf(place, state, tracking);
  if (assigned.hold === undefined) return inResource?.kind === "self" ? "handed-over" : state;
  if (root === undefined) return "handed-over";
  if (state.holds.get(root)?.kind === "self") return state;
  return place.kind === "SelectorExpr" && isPrivateHolder(root, tracking.scope)
    ? withHold(state, root, HOLDER)
    : "handed-over";
}

/** The variable at the left end of `x.f[i].g`. */
export function rootVariable(expr: Expr, tracking: Tracking): VarObj | undefined {
  let inner = unparen(expr);
  while (inner.kind === "SelectorExpr" || inner.kind === "IndexExpr" || inner.kind === "StarExpr")
    inner = unparen(inner.x);
  const obj = inner.kind === "Ident" ? tracking.scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}
