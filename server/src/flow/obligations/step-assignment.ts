import type { CallExpr, Expr, Stmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Span } from "../../text/span.ts";
import { assign, type Assigned } from "./assign.ts";
import { carryOf } from "./carry.ts";
import { forgetVariable } from "./facts.ts";
import type { PathState } from "./path-state.ts";
import { isErrorType } from "../standard-library.ts";
import { afterEffect, ended, on, type Step } from "./step-outcome.ts";
import type { Tracking } from "./tracking.ts";

export function stepOverDeclaration(
  stmt: Extract<Stmt, { kind: "DeclStmt" }>,
  state: PathState,
  tracking: Tracking,
): Step {
  let step = on(state);
  for (const spec of stmt.decl.specs) {
    if (spec.kind !== "ValueSpec" || stmt.decl.tok !== "var" || step.kind !== "on") continue;
    step = stepOverAssignment(spec.names, ":=", spec.values, spec, step.state, tracking);
  }
  return step;
}

export function stepOverAssignment(
  lhs: readonly Expr[],
  op: string,
  rhs: readonly Expr[],
  span: Span,
  state: PathState,
  tracking: Tracking,
): Step {
  let evaluated = on(state);
  const evaluating = { ...tracking, errorKept: keptError(lhs, rhs, tracking) };
  for (const expr of [...rhs, ...lhs.filter((each) => unparen(each).kind !== "Ident")]) {
    if (evaluated.kind === "on") evaluated = afterEffect(expr, evaluated.state, evaluating);
  }
  if (evaluated.kind !== "on") return evaluated;
  if (op !== "=" && op !== ":=")
    return on(lhs.reduce((sum, each) => forgetTarget(each, sum, tracking), evaluated.state));
  const before = evaluated.state;
  const [only] = rhs;
  const value = (index: number): Assigned =>
    rhs.length === lhs.length && !isAcquireWithoutResource(rhs[index], tracking)
      ? { hold: carryIn(rhs[index], before, tracking), value: rhs[index] }
      : only === undefined
        ? { hold: undefined, value: undefined }
        : resultAt(only, index, lhs.length, before, tracking);
  return assignAll(lhs, value, span, before, tracking);
}

/** The call whose error goes into a variable. */
function keptError(lhs: readonly Expr[], rhs: readonly Expr[], { scope }: Tracking): CallExpr | undefined {
  const [only] = rhs;
  const call = only === undefined || rhs.length > 1 ? undefined : unparen(only);
  const target = lhs.at(-1);
  const obj = target?.kind === "Ident" ? scope.info.objectOf(target) : undefined;
  return call?.kind === "CallExpr" && obj?.kind === "var" && isErrorType(obj.type) ? call : undefined;
}

/** `err := cmd.Start()`: the one result is the error. */
function isAcquireWithoutResource(expr: Expr | undefined, tracking: Tracking): boolean {
  return tracking.result < 0 && expr !== undefined && unparen(expr) === tracking.acquire;
}

function carryIn(expr: Expr | undefined, state: PathState, tracking: Tracking): Assigned["hold"] {
  return expr === undefined ? undefined : carryOf(expr, state, tracking);
}

/** What the variable at `index` gets of a call with several results, or of a comma-ok form. */
function resultAt(rhs: Expr, index: number, count: number, state: PathState, tracking: Tracking): Assigned {
  const inner = unparen(rhs);
  if (inner.kind === "CallExpr" && inner === tracking.acquire) {
    const hold = index === tracking.result ? carryOf(inner, state, tracking) : undefined;
    return { hold, value: undefined, isError: tracking.errorResult && index === count - 1 };
  }
  if (inner.kind === "CallExpr") return { hold: carryOf(inner, state, tracking), value: undefined, from: inner };
  // `v, ok := x.(T)`: the answer stands for the assertion.
  return index === 0 ? { hold: carryOf(inner, state, tracking), value: undefined } : { hold: undefined, value: inner };
}

export function assignAll(
  targets: readonly Expr[],
  valueAt: (index: number) => Assigned,
  span: Span,
  before: PathState,
  tracking: Tracking,
): Step {
  const values = targets.map((_, index) => valueAt(index));
  let state = before;
  for (const [index, target] of targets.entries()) {
    const value = values[index];
    const next = value === undefined ? state : assign(target, value, state, before, tracking);
    if (typeof next === "string") return ended(next, span);
    state = next;
  }
  return before.holds.size > 0 && state.holds.size === 0 ? { kind: "lost", state: before, span } : on(state);
}

export function forgetTarget(target: Expr, state: PathState, tracking: Tracking): PathState {
  const inner = unparen(target);
  const obj = inner.kind === "Ident" ? tracking.scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? { ...state, facts: forgetVariable(state.facts, obj, tracking.scope.info) } : state;
}
