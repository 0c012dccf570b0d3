import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, FuncLit, Ident, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walk } from "../../syntax/visit.ts";
import { sourcesOf } from "../obligations/argument-fate.ts";
import { exploreFrom, type Exploration } from "../obligations/explore.ts";
import { joinPath } from "../obligations/hold.ts";
import { literalOutcome } from "../obligations/literal-outcome.ts";
import { releasesByOutcome } from "./outcome-release.ts";
import type { Returned } from "../obligations/returned.ts";
import type { FunctionScope } from "../scope.ts";
import { canHold, soundsLikeRelease } from "../standard-library.ts";
import type { ParamSummary } from "../summary.ts";
import { trackingFor } from "../obligations/tracking.ts";

/** More methods than this are not called on a parameter by a function that is there to release it. */
const MOST_CANDIDATES = 12;

export const UNTOUCHED: ParamSummary = { releases: [], mayRelease: [], escapes: false };
/** What is assumed where a summary would need itself, or cannot be made. */
export const CAUTIOUS: ParamSummary = { releases: [], mayRelease: [], escapes: true };

/** What the function does with a parameter, or its receiver. */
export function summarizeParameter(name: Ident | undefined, scope: FunctionScope): ParamSummary {
  const variable = name === undefined || name.name === "_" ? undefined : scope.info.objectOf(name);
  if (variable === undefined) return UNTOUCHED;
  if (variable.kind !== "var" || scope.func.body === undefined) return CAUTIOUS;
  if (variable.type.kind !== "unknown" && variable.type.kind !== "typeparam" && !canHold(variable.type))
    return UNTOUCHED;
  const swept = sweptReleases(variable, scope);
  if (swept.length > 0) return { releases: swept, mayRelease: swept, escapes: false };
  const candidates = candidatePaths(variable, scope);
  if (candidates.length > MOST_CANDIDATES) return CAUTIOUS;
  // What becomes of it otherwise is looked for behind every call that only might be a release by what its callers know.
  const all = followParameter(variable, candidates.filter(isLikelyRelease), scope);
  if (all.capped) return CAUTIOUS;
  const each = candidates.map((path) => ({ path, found: followParameter(variable, [path], scope) }));
  const may = each.filter(({ found }) => ends(found));
  const always = may.filter(
    ({ found }) => !found.capped && found.losses.length === 0 && !found.endings.has("handed-over"),
  );
  const sometimes = may.filter((each) => !always.includes(each)).map(({ path }) => path);
  return {
    ...releasesByOutcome(variable, sometimes, scope),
    wrapped: !all.taken && all.returned.length > 0 && all.returned.every((each) => isInside(each, scope)),
    exhausts: candidates.includes("Next") && isExhausted(variable, scope),
    returned: !all.taken && all.returned.some(({ hold }) => hold.kind === "self" && hold.path === ""),
    releases: always.map(({ path }) => path),
    mayRelease: may.map(({ path }) => path),
    inGoroutine: isInGoroutine(variable, scope),
    escapes:
      all.endings.has("handed-over") ||
      all.losses.some((loss) => loss.span === undefined && loss.state.deferred.length > 0),
  };
}

function isLikelyRelease(path: string): boolean {
  const last = path.slice(path.lastIndexOf(".") + 1);
  return last === "()" || last === "Flush" || soundsLikeRelease(last);
}

/** What a loop over the parameter, a list or the last ones of `closers ...io.Closer`, releases of each element. */
function sweptReleases(variable: VarObj, scope: FunctionScope): readonly string[] {
  const names = new Set<string>();
  const body = scope.func.body;
  if (body === undefined || !occurs(variable, scope)) return [];
  walk(body, (node) => {
    if (node.kind !== "RangeStmt" || pathFrom(node.x, variable, scope) !== "") return;
    walk(node.body, (inner) => {
      const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
      if (fun?.kind === "SelectorExpr" && soundsLikeRelease(fun.sel.name)) names.add(fun.sel.name);
    });
  });
  return [...names];
}

/** True for a result that has the parameter inside, and does not release it by being called. */
function isInside({ hold, state }: Returned, scope: FunctionScope): boolean {
  if (hold.kind === "holder") return true;
  if (hold.kind !== "closure") return false;
  const { released, handedOver } = literalOutcome(
    hold.literal,
    state,
    trackingFor(scope, candidateNames(hold.literal)),
  );
  return !released && !handedOver;
}

/** True if a `go` statement of the function names the parameter, or a function that is given it has it in one. */
function isInGoroutine(variable: VarObj, scope: FunctionScope): boolean {
  const body = scope.func.body;
  let found = false;
  if (body === undefined) return false;
  const names = (node: Node): boolean =>
    node.kind === "Ident" ? scope.info.objectOf(node) === variable : childrenOf(node).some(names);
  walk(body, (node) => {
    if (found) return false;
    if (node.kind === "GoStmt") found = names(node.call);
    else if (node.kind === "CallExpr")
      found = node.args.some((arg, index) => names(arg) && startsWith(node, index, scope));
    return !found;
  });
  return found;
}

function startsWith(call: CallExpr, index: number, scope: FunctionScope): boolean {
  return (sourcesOf(scope, scope.info.calleeOf(call)) ?? []).some((source) => {
    const { params } = scope.summaryOf(source);
    return (params[index] ?? params.at(-1))?.inGoroutine === true;
  });
}

/** The names of all methods a literal calls, with that of calling a value. */
function candidateNames(literal: FuncLit): readonly string[] {
  const names = new Set(["()"]);
  walk(literal.body, (node) => {
    if (node.kind === "SelectorExpr" && soundsLikeRelease(node.sel.name)) names.add(node.sel.name);
  });
  return [...names];
}

/** True if all paths out of the function have seen `Next` answer false. */
function isExhausted(variable: VarObj, scope: FunctionScope): boolean {
  const { losses, capped } = followParameter(variable, [], scope, true);
  return !capped && losses.length > 0 && losses.every((loss) => loss.state.exhausted);
}

function ends({ endings }: Exploration): boolean {
  return endings.has("released") || endings.has("deferred");
}

function followParameter(
  variable: VarObj,
  releases: readonly string[],
  scope: FunctionScope,
  closedByExhaustion = false,
): Exploration {
  return exploreFrom(variable, { ...trackingFor(scope, releases), closedByExhaustion });
}

/** The paths under which something of the parameter is called: `Close`, `Body.Close`, `()`, as far as they could be releases. */
function candidatePaths(variable: VarObj, scope: FunctionScope): readonly string[] {
  const paths = new Set<string>();
  const body = scope.func.body;
  if (body === undefined || !occurs(variable, scope)) return [];
  walk(body, (node) => {
    if (node.kind !== "CallExpr") return;
    for (const path of calledPaths(node, variable, scope)) paths.add(path);
    for (const path of forwardedPaths(node, variable, scope)) paths.add(path);
  });
  return [...paths];
}

function occurs(variable: VarObj, scope: FunctionScope): boolean {
  let found = false;
  if (scope.func.body === undefined) return false;
  walk(scope.func.body, (node) => {
    if (node.kind === "Ident" && node.name === variable.name && scope.info.objectOf(node) === variable) found = true;
    return !found;
  });
  return found;
}

function calledPaths(call: CallExpr, variable: VarObj, scope: FunctionScope): readonly string[] {
  const fun = unparen(call.fun);
  if (fun.kind === "Ident") return scope.info.objectOf(fun) === variable ? ["()"] : [];
  if (fun.kind !== "SelectorExpr") return [];
  const base = pathFrom(fun.x, variable, scope);
  if (base !== undefined) return givesItself(call, variable, scope) ? [] : [joinPath(base, fun.sel.name)];
  if (!soundsLikeRelease(fun.sel.name) && fun.sel.name !== "Flush") return [];
  // The operand may be the parameter under another name, or a field of it: `body := resp.Body`.
  return ["", ...aliasedFields(fun.x, variable, scope)].map((field) => joinPath(field, fun.sel.name));
}

/** `c.pool.put(c)`: what counts is what the function does with the argument. */
function givesItself(call: CallExpr, variable: VarObj, scope: FunctionScope): boolean {
  return call.args.some((argument) => pathFrom(argument, variable, scope) === "");
}

/** The fields of the parameter that a variable is given anywhere in the function. */
function aliasedFields(operand: CallExpr["fun"], variable: VarObj, scope: FunctionScope): readonly string[] {
  const inner = unparen(operand);
  const alias = inner.kind === "Ident" ? scope.info.objectOf(inner) : undefined;
  const body = scope.func.body;
  if (alias?.kind !== "var" || body === undefined) return [];
  const fields: string[] = [];
  walk(body, (node) => {
    if (node.kind !== "AssignStmt" || node.lhs.length !== node.rhs.length) return;
    node.lhs.forEach((target, index) => {
      const value = node.rhs[index];
      if (value === undefined || target.kind !== "Ident" || scope.info.objectOf(target) !== alias) return;
      const field = pathFrom(value, variable, scope);
      if (field !== undefined && field !== "") fields.push(field);
    });
  });
  return fields;
}

/** The fields between the parameter and the expression; undefined if it does not start at the parameter. */
function pathFrom(expr: CallExpr["fun"], variable: VarObj, scope: FunctionScope): string | undefined {
  const inner = unparen(expr);
  if (inner.kind === "Ident") return scope.info.objectOf(inner) === variable ? "" : undefined;
  if (inner.kind === "StarExpr" || inner.kind === "TypeAssertExpr") return pathFrom(inner.x, variable, scope);
  if (inner.kind !== "SelectorExpr") return undefined;
  const base = pathFrom(inner.x, variable, scope);
  return base === undefined ? undefined : joinPath(base, inner.sel.name);
}

/** What functions that are given the parameter, or a field of it, release of it. */
function forwardedPaths(call: CallExpr, variable: VarObj, scope: FunctionScope): readonly string[] {
  const callee = scope.info.calleeOf(call);
  const fun = unparen(call.fun);
  const operands = [
    ...(fun.kind === "SelectorExpr" ? [{ index: -1, expr: fun.x }] : []),
    ...call.args.map((expr, index) => ({ index, expr })),
  ];
  return operands.flatMap(({ index, expr }) => {
    const base = pathFrom(expr, variable, scope);
    if (base === undefined) return [];
    return (sourcesOf(scope, callee) ?? []).flatMap((source) => {
      const summary = scope.summaryOf(source);
      const param = index < 0 ? summary.receiver : (summary.params[index] ?? summary.params.at(-1));
      return (param?.mayRelease ?? []).map((path) => joinPath(base, path));
    });
  });
}
