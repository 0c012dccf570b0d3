import type { VarObj } from "../semantic/info.ts";
import type { CallExpr, DeferStmt, Expr, GoStmt, ReturnStmt, Stmt } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Span } from "../text/span.ts";
import { assign, type Assigned } from "./assign.ts";
import { carryOf } from "./carry.ts";
import type { CfgNode } from "./cfg.ts";
import { bindParameters, effectOfCall, evaluate, isEnding, type Effect } from "./evaluate.ts";
import { assignFact, forgetVariable, NO_FACTS } from "./facts.ts";
import { HOLDER } from "./hold.ts";
import { literalOutcome } from "./literal-outcome.ts";
import { withHold, withoutError, type Ending, type PathState } from "./path-state.ts";
import type { Returned } from "./returned.ts";
import type { Tracking } from "./tracking.ts";

/** What one node of a block does to the resource. */
export type Step =
  | { readonly kind: "on"; readonly state: PathState }
  | { readonly kind: "ended"; readonly ending: Ending; readonly span: Span; readonly returned?: readonly Returned[] }
  /** The last variable that led to the resource has got another value. */
  | { readonly kind: "lost"; readonly state: PathState; readonly span: Span };

export function stepOver(node: CfgNode, state: PathState, tracking: Tracking): Step {
  switch (node.kind) {
    case "stmt":
      return stepOverStmt(node.stmt, state, tracking);
    case "expr":
      return afterEffect(node.expr, state, tracking);
    case "range": {
      const inside = carryOf(node.x, state, tracking) === undefined ? undefined : HOLDER;
      const targets = [node.key, node.value].filter((each) => each !== undefined);
      return assignAll(targets, () => ({ hold: inside, value: undefined }), node.x, state, tracking);
    }
    case "bind": {
      const hold = carryOf(node.x, state, tracking);
      return assignAll([node.ident], () => ({ hold, value: undefined }), node.x, state, tracking);
    }
  }
}

function stepOverStmt(stmt: Stmt, state: PathState, tracking: Tracking): Step {
  switch (stmt.kind) {
    case "BadStmt":
      return ended("handed-over", stmt);
    case "ExprStmt":
      return afterEffect(stmt.x, state, tracking);
    case "AssignStmt":
      return stepOverAssignment(stmt.lhs, stmt.op, stmt.rhs, stmt, state, tracking);
    case "DeclStmt":
      return stepOverDeclaration(stmt, state, tracking);
    case "SendStmt":
      return carryOf(stmt.value, state, tracking) === undefined
        ? afterEffect(stmt, state, tracking)
        : ended("handed-over", stmt);
    case "IncDecStmt":
      return on(forgetTarget(stmt.x, state, tracking));
    case "GoStmt":
      return stepOverGo(stmt, state, tracking);
    case "DeferStmt":
      return stepOverDefer(stmt, state, tracking);
    case "ReturnStmt":
      return stepOverReturn(stmt, state, tracking);
    default:
      return on(state);
  }
}

export function on(state: PathState): Step {
  return { kind: "on", state };
}

function ended(ending: Ending, span: Span): Step {
  return { kind: "ended", ending, span };
}

function afterEffect(node: Expr | Stmt, state: PathState, tracking: Tracking): Step {
  return fromEffect(evaluate(node, state, tracking), node, state);
}

function fromEffect(effect: Effect, span: Span, state: PathState): Step {
  if (isEnding(effect)) return ended(effect, span);
  if (effect === undefined) return on(state);
  return on({ ...state, used: true, exhausted: state.exhausted || effect === "exhausted" });
}

function forgetTarget(target: Expr, state: PathState, tracking: Tracking): PathState {
  const inner = unparen(target);
  const obj = inner.kind === "Ident" ? tracking.scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? { ...state, facts: forgetVariable(state.facts, obj, tracking.scope.info) } : state;
}

// ---- assignments ----

function stepOverDeclaration(stmt: Extract<Stmt, { kind: "DeclStmt" }>, state: PathState, tracking: Tracking): Step {
  let step = on(state);
  for (const spec of stmt.decl.specs) {
    if (spec.kind !== "ValueSpec" || stmt.decl.tok !== "var" || step.kind !== "on") continue;
    step = stepOverAssignment(spec.names, ":=", spec.values, spec, step.state, tracking);
  }
  return step;
}

function stepOverAssignment(
  lhs: readonly Expr[],
  op: string,
  rhs: readonly Expr[],
  span: Span,
  state: PathState,
  tracking: Tracking,
): Step {
  let evaluated = on(state);
  for (const expr of [...rhs, ...lhs.filter((each) => unparen(each).kind !== "Ident")]) {
    if (evaluated.kind === "on") evaluated = afterEffect(expr, evaluated.state, tracking);
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

function assignAll(
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

// ---- go, defer, return ----

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
function stepOverGo(stmt: GoStmt, state: PathState, tracking: Tracking): Step {
  const step = stepOverOperands(stmt.call, state, tracking);
  const call = unparen(stmt.call);
  if (step.kind !== "on" || call.kind !== "CallExpr") return step;
  const effect = effectOfCall(call, step.state, tracking);
  return isEnding(effect) ? ended("handed-over", stmt) : fromEffect(effect, stmt, step.state);
}

function stepOverDefer(stmt: DeferStmt, state: PathState, tracking: Tracking): Step {
  const step = stepOverOperands(stmt.call, state, tracking);
  const call = unparen(stmt.call);
  if (step.kind !== "on" || call.kind !== "CallExpr") return step;
  const literal = deferredLiteral(call, step.state, tracking);
  if (literal === undefined) {
    const effect = effectOfCall(call, step.state, tracking);
    return isEnding(effect) ? ended(effect === "released" ? "deferred" : effect, stmt) : on(step.state);
  }
  return stepOverDeferredLiteral(stmt, literal, call, step.state, tracking);
}

/** The literal a deferred call runs, written in place or held by a local variable. */
export function deferredLiteral(
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
  const later: PathState = { ...state, facts: NO_FACTS, errors: new Set(), closingErrors: new Set() };
  const outcome = literalOutcome(literal, bindParameters(literal, call.args, later, tracking), tracking);
  if (outcome.handedOver) return ended("handed-over", stmt);
  if (!outcome.released) return on(state);
  if (!outcome.held) return ended("deferred", stmt);
  return call.args.length > 0 ? ended("deferred", stmt) : on({ ...state, deferred: [...state.deferred, literal] });
}

function stepOverReturn(stmt: ReturnStmt, state: PathState, tracking: Tracking): Step {
  const step = afterEffect(stmt, state, tracking);
  if (step.kind !== "on") return step;
  const returned = returnedBy(stmt, step.state, tracking);
  if (returned.length > 0) return { kind: "ended", ending: "handed-over", span: stmt, returned };
  const named = tracking.depth > 0 ? [] : namedResults(tracking);
  if (named.length !== stmt.results.length) return step;
  return on(assignResults(stmt, named, step.state, tracking));
}

/** The results of a return that have something of the resource. */
function returnedBy(stmt: ReturnStmt, state: PathState, tracking: Tracking): readonly Returned[] {
  if (stmt.results.length === 0) {
    const named = tracking.depth > 0 ? [] : namedResults(tracking);
    return named.flatMap((result, index) => {
      const hold = state.holds.get(result);
      return hold === undefined ? [] : [{ stmt, index, hold, value: undefined, state }];
    });
  }
  return stmt.results.flatMap((value, position) => {
    const hold = carryOf(value, state, tracking);
    // `return db.Query(…)` passes on all results of the call.
    const index =
      unparen(value) === tracking.acquire && stmt.results.length === 1 ? Math.max(0, tracking.result) : position;
    return hold === undefined ? [] : [{ stmt, index, hold, value, state }];
  });
}

/** `return nil, err` sets the named results before deferred literals look at them. */
function assignResults(stmt: ReturnStmt, named: readonly VarObj[], state: PathState, tracking: Tracking): PathState {
  let { facts } = state;
  let after = state;
  stmt.results.forEach((value, index) => {
    const result = named[index];
    const inner = unparen(value);
    if (result === undefined) return;
    if (inner.kind === "Ident" && tracking.scope.info.objectOf(inner) === result) return;
    facts = assignFact(facts, result, value, tracking.scope);
    after = withoutError(withHold(after, result, undefined), result);
  });
  return { ...after, facts };
}

/** The named results of the function the resource is followed through. */
export function namedResults(tracking: Tracking): readonly VarObj[] {
  const { func, info } = tracking.scope;
  return func.type.results.flatMap((field) =>
    field.names.flatMap((name) => {
      const obj = info.objectOf(name);
      return obj?.kind === "var" ? [obj] : [];
    }),
  );
}
