import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { BinaryExpr, CallExpr, Expr, Ident } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { carryOf } from "./carry.ts";
import type { Condition } from "../cfg/cfg.ts";
import { errorOutcome } from "./error-outcome.ts";
import { isErrorPlace, keepsError } from "./error-place.ts";
import { errorVerdict } from "./error-predicate.ts";
import { expressionText } from "../expression-text.ts";
import { assumeEquals, assumeTruth, learnNilness, nilness, nilnessOfValue, type FactReader } from "./facts.ts";
import { withoutError, type Ending, type PathState } from "./path-state.ts";
import { isErrorNumber, isErrorType } from "../standard-library.ts";
import { typeName } from "../type-name.ts";
import type { Tracking } from "./tracking.ts";

/** What a condition that came out one way says about the resource: the path ends, or goes on with more known. */
export type Assumed = Ending | PathState;

export function assume(condition: Condition, state: PathState, tracking: Tracking): Assumed {
  switch (condition.kind) {
    case "truth":
      return noteFailure(
        condition.expr,
        condition.value,
        assumeExpr(condition.expr, condition.value, state, tracking),
        tracking,
      );
    case "equals":
      return assumeSwitch(condition.tag, condition.values, condition.holds, state, tracking);
    case "type":
      return isOtherType(condition.x, condition.types, condition.holds, state, tracking)
        ? "infeasible"
        : assumeNilCase(condition.x, condition.types, condition.holds, state, tracking);
    case "range":
      return !condition.more && isEndlessChannel(condition.x, state, tracking) ? "infeasible" : state;
  }
}

/** Notes whether the condition says that something has failed: `err != nil` that came out true. */
function noteFailure(expr: Expr, value: boolean, assumed: Assumed, { successPathsOnly, scope }: Tracking): Assumed {
  if (successPathsOnly !== true || typeof assumed === "string") return assumed;
  const asked = unparen(expr);
  if (asksWhichError(asked, value, scope.info)) return assumed;
  const failed =
    asked.kind === "BinaryExpr" &&
    asked.op === (value ? "!=" : "==") &&
    isErrorLike(asked.x, scope.info.typeOf(asked.x)) &&
    expressionText(asked.y) === "nil";
  return failed === assumed.failed ? assumed : { ...assumed, failed };
}

/** `err == errFull`, `errors.Is(err, errFull)`: which error it is does not change that there is one. But the end of input is none. */
function asksWhichError(asked: Expr, value: boolean, info: FileInfo): boolean {
  if (asked.kind === "BinaryExpr") {
    if (asked.op !== "==" && asked.op !== "!=") return false;
    const other = expressionText(asked.y);
    const mayBeEnd = (asked.op === "==") === value && END_OF_INPUT.test(other);
    return isErrorLike(asked.x, info.typeOf(asked.x)) && other !== "nil" && !mayBeEnd;
  }
  if (asked.kind !== "CallExpr" || !asked.args.some((arg) => isErrorLike(arg, info.typeOf(arg)))) return false;
  return !value || !asked.args.some((arg) => END_OF_INPUT.test(expressionText(arg)));
}

const END_OF_INPUT = /(EOF|Done)$/;

/** Of what comes from a package that cannot be read, the name tells. */
function isErrorLike(expr: Expr, type: Type): boolean {
  return isErrorType(type) || (type.kind === "unknown" && /err$/i.test(expressionText(expr)));
}

/** The channel of a ticker is never closed: a range over it does not end. */
function isEndlessChannel(x: Expr, state: PathState, tracking: Tracking): boolean {
  const inner = unparen(x);
  if (inner.kind !== "SelectorExpr" || inner.sel.name !== "C") return false;
  return carryOf(inner.x, state, tracking)?.kind === "self" || isTicker(tracking.scope.info.typeOf(inner.x));
}

function isTicker(type: Type): boolean {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" && inner.pkg === "time" && (inner.name === "Ticker" || inner.name === "Timer");
}

/** A case of a type switch that the resource cannot get into, or cannot get past: it is behind an interface, and of one type. */
function isOtherType(x: Expr, cases: readonly Expr[], holds: boolean, state: PathState, tracking: Tracking): boolean {
  const { resourceType, scope } = tracking;
  const hold = carryOf(x, state, tracking);
  if (resourceType?.startsWith("*") !== true || hold?.kind !== "self" || hold.path !== "") return false;
  const names = cases.map((each) => typeName(scope.info.typeOf(each)));
  if (!holds) return names.includes(resourceType);
  return names.every((name) => name?.startsWith("*") === true && name !== resourceType);
}

function readerOf(tracking: Tracking): FactReader {
  return tracking.scope;
}

function assumeExpr(expr: Expr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  const inner = unparen(expr);
  switch (inner.kind) {
    case "UnaryExpr":
      return inner.op === "!" ? assumeExpr(inner.x, !value, state, tracking) : state;
    case "BinaryExpr":
      return assumeBinary(inner, value, state, tracking);
    case "Ident":
      return assumeVariable(inner, value, state, tracking);
    case "CallExpr":
      return assumeCall(inner, value, state, tracking);
    case "TypeAssertExpr":
      return assumeAssertion(inner.x, value, state, tracking);
    default:
      return assumeFact(inner, value, state, tracking);
  }
}

function assumeFact(expr: Expr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  const facts = assumeTruth(state.facts, expr, value, readerOf(tracking));
  if (facts === undefined) return "infeasible";
  return facts === state.facts ? state : { ...state, facts };
}

function assumeBinary(expr: BinaryExpr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  if (expr.op === "&&" || expr.op === "||") return assumeBoth(expr, value, state, tracking);
  if (expr.op !== "==" && expr.op !== "!=") return assumeFact(expr, value, state, tracking);
  const equal = (expr.op === "==") === value;
  const after = assumeEqual(expr.x, expr.y, equal, state, tracking);
  if (typeof after === "string") return after;
  return assumeFact(expr, value, after, tracking);
}

/** Of a conjunction that holds both sides hold; of one that does not, nothing is known of either. */
function assumeBoth(expr: BinaryExpr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  if (value !== (expr.op === "&&")) return state;
  const left = assumeExpr(expr.x, value, state, tracking);
  return typeof left === "string" ? left : assumeExpr(expr.y, value, left, tracking);
}

function assumeEqual(x: Expr, y: Expr, equal: boolean, state: PathState, tracking: Tracking): Assumed {
  if (isNil(y, tracking)) return assumeNil(x, equal, state, tracking);
  if (isNil(x, tracking)) return assumeNil(y, equal, state, tracking);
  if (isNoError(y, x, tracking) && isErrorOfAcquire(x, state, tracking))
    return equal ? { ...state, errorDoubtful: false } : "not-acquired";
  // An error that equals a sentinel is there.
  if (equal && (isErrorOfAcquire(x, state, tracking) || isErrorOfAcquire(y, state, tracking))) return "not-acquired";
  return state;
}

function isNil(expr: Expr, tracking: Tracking): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && tracking.scope.info.objectOf(inner)?.kind === "nil";
}

/** The 0 of `errno != 0`. */
function isNoError(expr: Expr, compared: Expr, { scope }: Tracking): boolean {
  return isErrorNumber(scope.info.typeOf(compared)) && Number(scope.info.constantOf(expr)) === 0;
}

function variableOf(expr: Expr, tracking: Tracking): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" ? tracking.scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

function isErrorOfAcquire(expr: Expr, state: PathState, tracking: Tracking): boolean {
  const variable = variableOf(expr, tracking);
  return variable === undefined ? isErrorPlace(expr, state, tracking) : state.errors.has(variable);
}

/** The expression turned out to be nil, or not nil. */
function assumeNil(expr: Expr, isNilValue: boolean, state: PathState, tracking: Tracking): Assumed {
  if (nilnessOfValue(state.facts, expr, readerOf(tracking)) === !isNilValue) return "infeasible";
  const hold = carryOf(expr, state, tracking);
  if (hold?.kind === "self") return isNilValue ? "not-acquired" : state;
  const variable = variableOf(expr, tracking);
  if (variable === undefined) {
    // `db.AddError(err) == nil`: what is given the error tells of it.
    if (isErrorPlace(expr, state, tracking) || keepsError(expr, state, tracking))
      return isNilValue ? { ...state, errorDoubtful: false } : "not-acquired";
    return isNilValue || !releasesOnError(expr, state, tracking) ? state : "released";
  }
  if (state.errors.has(variable)) return assumeError(variable, isNilValue, state, tracking);
  if (state.keepingErrors.has(variable)) {
    return isNilValue ? "released" : { ...withoutError(state, variable), maybeReleased: false };
  }
  if (!isNilValue && state.closingErrors.has(variable)) return "released";
  return state;
}

/** The acquire's error is nil (the resource is there) or not. */
function assumeError(variable: VarObj, isNilValue: boolean, state: PathState, tracking: Tracking): Assumed {
  const { numbers } = tracking.scope;
  const known = nilness(state.facts, variable, numbers);
  if (known !== undefined && known !== isNilValue) return "infeasible";
  if (!isNilValue) return "not-acquired";
  return { ...state, facts: learnNilness(state.facts, variable, true, numbers), errorDoubtful: false };
}

/** `if rows.Scan(…) != nil` where a failed Scan closes, or a helper that closes where it fails. */
function releasesOnError(expr: Expr, state: PathState, tracking: Tracking): boolean {
  const inner = unparen(expr);
  if (inner.kind !== "CallExpr") return false;
  return isFailedScan(inner, state, tracking) || errorOutcome(inner, state, tracking) === "releases-on-error";
}

/** True for `rows.Scan(…)` where a failed Scan closes. */
export function isFailedScan(call: CallExpr, state: PathState, tracking: Tracking): boolean {
  return tracking.closedByFailedScan && isCallOn(call, "Scan", state, tracking);
}

/** True for `x.name(…)` on the resource. */
function isCallOn(call: CallExpr, name: string, state: PathState, tracking: Tracking): boolean {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" && fun.sel.name === name && carryOf(fun.x, state, tracking)?.kind === "self";
}

function assumeVariable(ident: Ident, value: boolean, state: PathState, tracking: Tracking): Assumed {
  const after = assumeFact(ident, value, state, tracking);
  if (typeof after === "string") return after;
  const variable = variableOf(ident, tracking);
  const definition = variable === undefined ? undefined : after.facts.definitions.get(variable);
  return definition === undefined ? after : assumeExpr(definition, value, after, tracking);
}

/**
 * `c, ok := x.(T)`: of the resource, and of what has it inside, it is expected to succeed; of the error it says that there is
 * one.
 */
function assumeAssertion(operand: Expr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  const hold = carryOf(operand, state, tracking);
  if (hold?.kind === "self" || hold?.kind === "holder") return value ? state : "infeasible";
  return value && isErrorOfAcquire(operand, state, tracking) ? "not-acquired" : state;
}

function assumeCall(call: CallExpr, value: boolean, state: PathState, tracking: Tracking): Assumed {
  if (tracking.closedByExhaustion && !value && endsRows(call, state, tracking)) return { ...state, exhausted: true };
  const onError = call.args.some((argument) => isErrorOfAcquire(argument, state, tracking));
  if (!onError) return assumeFact(call, value, state, tracking);
  switch (errorVerdict(tracking.scope, call)[value ? "whenTrue" : "whenFalse"]) {
    case "error":
      return "not-acquired";
    case "no-error":
      return { ...state, errorDoubtful: false };
    case "doubt":
      return { ...state, errorDoubtful: true };
    case "nothing":
      return state;
  }
}

function endsRows(call: CallExpr, state: PathState, tracking: Tracking): boolean {
  return isCallOn(call, "Next", state, tracking) || isCallOn(call, "NextResultSet", state, tracking);
}

function assumeSwitch(
  tag: Expr,
  values: readonly Expr[],
  holds: boolean,
  state: PathState,
  tracking: Tracking,
): Assumed {
  const after = assumeNilCase(tag, values, holds, state, tracking);
  if (typeof after === "string") return after;
  const facts = assumeEquals(after.facts, tag, values, holds, readerOf(tracking));
  return facts === undefined ? "infeasible" : { ...after, facts };
}

/** `case nil` of a switch over the error or the resource; any other case says that the error is there. */
function assumeNilCase(
  operand: Expr,
  cases: readonly Expr[],
  holds: boolean,
  state: PathState,
  tracking: Tracking,
): Assumed {
  const nils = cases.filter((each) => isNil(each, tracking)).length;
  if (holds && nils === cases.length && nils > 0) return assumeNil(operand, true, state, tracking);
  if (!holds && nils > 0) return assumeNil(operand, false, state, tracking);
  return holds && nils === 0 && isErrorOfAcquire(operand, state, tracking) ? "not-acquired" : state;
}
