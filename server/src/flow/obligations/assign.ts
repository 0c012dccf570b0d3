import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { isFailedScan } from "./assume.ts";
import { carryOf } from "./carry.ts";
import { pureText } from "../condition-facts.ts";
import { assignFact } from "./facts.ts";
import { errorOutcome, type ErrorOutcome } from "./error-outcome.ts";
import { keepsError } from "./error-place.ts";
import { holderWith, joinPath, type Hold } from "./hold.ts";
import { withErrorPlace, withHold, withoutError, type Ending, type PathState } from "./path-state.ts";
import { isPrivateHolder } from "./private-holder.ts";
import { isLocal } from "../scope.ts";
import { canHold, isErrorType } from "../standard-library.ts";
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
  if (inner.kind !== "Ident") return assignPlace(inner, assigned, state, before, tracking);
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
  return withOutcome(withoutError(after, variable), variable, assigned, before, tracking);
}

/** Notes what the error, if the variable got one, will say of the resource. */
function withOutcome(
  state: PathState,
  variable: VarObj,
  assigned: Assigned,
  before: PathState,
  tracking: Tracking,
): PathState {
  const value = assigned.value === undefined ? assigned.from : unparen(assigned.value);
  if (value?.kind !== "CallExpr") return state;
  switch (outcomeOf(value, variable, before, tracking)) {
    case "releases-on-error":
      return { ...state, closingErrors: new Set(state.closingErrors).add(variable) };
    case "releases-on-success":
      return { ...state, keepingErrors: new Set(state.keepingErrors).add(variable), maybeReleased: true };
    case undefined:
      return state;
  }
}

/** A Scan has its error alone, also where the package that declares it cannot be read. */
function outcomeOf(call: CallExpr, variable: VarObj, before: PathState, tracking: Tracking): ErrorOutcome | undefined {
  if (isFailedScan(call, before, tracking)) return "releases-on-error";
  return isErrorType(variable.type) ? errorOutcome(call, before, tracking) : undefined;
}

/** Of several results only those that can have something inside get the resource. */
function holdsResult(variable: VarObj, assigned: Assigned): boolean {
  return assigned.from === undefined || (canHold(variable.type) && !isErrorType(variable.type));
}

/** `x.f = …`, `x[i] = …`, `*p = …`. */
function assignPlace(
  place: Expr,
  assigned: Assigned,
  state: PathState,
  before: PathState,
  tracking: Tracking,
): PathState | Ending {
  if (isKeyOf(place, state, tracking)) return "handed-over";
  const root = rootVariable(place, tracking);
  const inResource = carryOf(place, state, tracking);
  if (assigned.hold === undefined) {
    if (inResource?.kind === "self") return "handed-over";
    const text = pureText(place, tracking.scope.info, tracking.scope.numbers)?.text;
    if (text === undefined) return state;
    return withErrorPlace(state, text, assigned.isError === true || keepsError(assigned.value, before, tracking));
  }
  if (root === undefined) return "handed-over";
  if (state.holds.get(root)?.kind === "self") return state;
  return place.kind === "SelectorExpr" && isPrivateHolder(root, tracking.scope)
    ? withHold(state, root, holderWith(fieldsTo(place), assigned.hold))
    : "handed-over";
}

/** `set[x] = …`: a map keeps its keys, too. */
function isKeyOf(place: Expr, state: PathState, tracking: Tracking): boolean {
  return place.kind === "IndexExpr" && place.indices.some((key) => carryOf(key, state, tracking) !== undefined);
}

/** The fields between the variable and the place: `in.file` of `x.in.file`. */
function fieldsTo(place: Expr): string {
  const inner = unparen(place);
  return inner.kind === "SelectorExpr" ? joinPath(fieldsTo(inner.x), inner.sel.name) : "";
}

/** The variable at the left end of `x.f[i].g`. */
export function rootVariable(expr: Expr, tracking: Tracking): VarObj | undefined {
  let inner = unparen(expr);
  while (inner.kind === "SelectorExpr" || inner.kind === "IndexExpr" || inner.kind === "StarExpr")
    inner = unparen(inner.x);
  const obj = inner.kind === "Ident" ? tracking.scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}
