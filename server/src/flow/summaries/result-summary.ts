import type { AcquireFact, ObligationRule } from "../../catalog/schema.ts";
import type { VarObj } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, Expr, ReturnStmt } from "../../syntax/ast.ts";
import { fieldCount, unparen, walk } from "../../syntax/visit.ts";
import { acquisitionsIn } from "../obligations/acquisitions.ts";
import { releasedAtExit } from "../obligations/deferred-at-exit.ts";
import { literalOutcome } from "../obligations/literal-outcome.ts";
import { followAll, returnedAnyhow, type Followed } from "../obligations/obligations.ts";
import { reachableBlocks } from "../cfg/reachability.ts";
import type { Facts } from "../obligations/facts.ts";
import type { PathState } from "../obligations/path-state.ts";
import type { Returned } from "../obligations/returned.ts";
import type { FunctionScope } from "../scope.ts";
import { isErrorNumber, isErrorType } from "../standard-library.ts";
import { typeName } from "../type-name.ts";
import type { ResultSummary } from "../summary.ts";
import { failsWith } from "./outcome-release.ts";
import { wrapperRelease } from "./wrapper-release.ts";

/** What the results of the function carry: resources acquired in it that its callers must release. */
export function summarizeResults(scope: FunctionScope): readonly ResultSummary[] {
  const count = fieldCount(scope.func.type.results);
  if (count === 0) return [];
  const acquisitions = acquisitionsIn(scope);
  const followed = followAll(acquisitions, scope, false);
  const failing = failingReturns(count, scope);
  return Array.from({ length: count }, (_, index) => ({
    obligation: obligationAt(index, count, followed, scope),
    nilWithError: failing.length > 0 && failing.every((stmt) => isNil(stmt.results[index], scope)),
  }));
}

/** The returns that give, as the last of several results, something else than `nil`. */
function failingReturns(count: number, scope: FunctionScope): readonly ReturnStmt[] {
  if (count < 2) return [];
  return returnsOf(scope).filter(({ results }) => results.length !== count || !isNil(results.at(-1), scope));
}

function isNil(value: Expr | undefined, scope: FunctionScope): boolean {
  const inner = value === undefined ? undefined : unparen(value);
  return inner?.kind === "Ident" && scope.info.objectOf(inner)?.kind === "nil";
}

function obligationAt(
  index: number,
  count: number,
  followed: readonly Followed[],
  scope: FunctionScope,
): AcquireFact | undefined {
  const carried = followed.flatMap((each) =>
    each.returned.filter((returned) => returned.index === index).map((returned) => ({ each, returned })),
  );
  const [first] = carried;
  if (
    first === undefined ||
    !isAlwaysFresh(
      index,
      followed,
      carried.map(({ returned }) => returned),
      first.each.acquisition.fact.rule,
      scope,
    )
  )
    return undefined;
  if (mayComeReleased(index, followed, scope)) return undefined;
  if (cannotBeClosed(index, scope) && isReturnedTwice(first.each, first.returned)) return undefined;
  return obligationOfResult(first.each, first.returned, index, count, scope);
}

/**
 * Whether a caller may be given what is released already, or what somebody else has, although nothing failed: the closed
 * response of a helper that has read its body, for its headers.
 */
function mayComeReleased(index: number, followed: readonly Followed[], scope: FunctionScope): boolean {
  return followed.some(
    (each) =>
      mayEndElsewhere(each) &&
      returnedAnyhow(each).some(
        ({ index: at, state, stmt }) =>
          at === index &&
          (state.released || releasedAtExit(state, each.tracking)) &&
          !isSurelyFailure(stmt, state.facts, scope),
      ),
  );
}

function mayEndElsewhere({ after, exploration }: Followed): boolean {
  if (exploration === undefined) return false;
  const { endings, taken, returned } = exploration;
  return (
    endings.has("released") ||
    endings.has("deferred") ||
    taken ||
    hasDeferred([after, ...returned.map(({ state }) => state)])
  );
}

function hasDeferred(states: readonly (PathState | undefined)[]): boolean {
  return states.some((state) => state !== undefined && state.deferred.length > 0);
}

function isSurelyFailure(stmt: ReturnStmt, facts: Facts, scope: FunctionScope): boolean {
  const last = scope.func.type.results.at(-1);
  if (last === undefined || !isErrorType(scope.info.typeOf(last.type))) return false;
  return failsWith(stmt.results.at(-1), facts, scope) === true;
}

/** `(io.Reader, io.Closer, error)`: what is read from is closed by way of the other. */
function cannotBeClosed(index: number, { func, info }: FunctionScope): boolean {
  const types = func.type.results.flatMap(({ names, type }) =>
    Array.from({ length: Math.max(1, names.length) }, () => type),
  );
  const result = types[index];
  const type = result === undefined ? undefined : info.typeOf(result);
  return type?.kind === "named" && type.pkg === "io" && !type.name.includes("Close");
}

function isReturnedTwice({ returned }: Followed, one: Returned): boolean {
  return returned.some(({ stmt, index }) => stmt === one.stmt && index !== one.index);
}

/** True if every return gives at this result a resource of this function, or nothing: no value that somebody else owns. */
function isAlwaysFresh(
  index: number,
  followed: readonly Followed[],
  carried: readonly Returned[],
  rule: ObligationRule,
  scope: FunctionScope,
): boolean {
  const owners = new Set(followed.flatMap(({ after }) => [...(after?.holds.keys() ?? [])]));
  return returnsOf(scope).every((stmt) => {
    const value = stmt.results[index];
    if (carried.some((returned) => returned.stmt === stmt)) return !isShared(value, scope);
    if (value === undefined) return stmt.results.length === 0;
    return isEmptyValue(value, owners, scope) || (rule === "span-not-ended" && isPackageVariable(value, scope));
  });
}

/** A span kept for all is the one that records nothing; ending it does no harm. */
function isPackageVariable(value: Expr, scope: FunctionScope): boolean {
  const inner = unparen(value);
  const named = inner.kind === "SelectorExpr" ? inner.sel : inner;
  const obj = named.kind === "Ident" ? scope.info.objectOf(named) : undefined;
  return obj?.kind === "var" && obj.scope === "package";
}

/** A parameter may be what the caller has brought, on another path than the one that acquires. */
function isShared(value: Expr | undefined, scope: FunctionScope): boolean {
  const inner = value === undefined ? undefined : unparen(value);
  const obj = inner?.kind === "Ident" ? scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" && obj.scope === "param";
}

function returnsOf(scope: FunctionScope): readonly ReturnStmt[] {
  const reachable = reachableBlocks(scope.cfg);
  return scope.cfg.blocks.flatMap((block) =>
    reachable[block.id] !== true
      ? []
      : block.nodes.flatMap((node) => (node.kind === "stmt" && node.stmt.kind === "ReturnStmt" ? [node.stmt] : [])),
  );
}

/** `nil`, `T{}`, or the variable that would hold the resource had it been acquired. */
function isEmptyValue(value: Expr, owners: ReadonlySet<VarObj>, scope: FunctionScope): boolean {
  const inner = unparen(value);
  if (inner.kind === "CompositeLit") return inner.elements.length === 0;
  if (inner.kind !== "Ident") return false;
  const obj = scope.info.objectOf(inner);
  if (obj?.kind === "nil") return true;
  return obj?.kind === "var" && owners.has(obj) && isOnlyAcquired(obj, scope);
}

/** True if the variable never has a value that comes from elsewhere: a parameter, a cache. */
function isOnlyAcquired(variable: VarObj, scope: FunctionScope): boolean {
  if ((variable.scope !== "local" && variable.scope !== "result") || scope.func.body === undefined) return false;
  const acquiring = new Set(acquisitionsIn(scope).map(({ call }) => call));
  const isFresh = (value: Expr | undefined): boolean => {
    const inner = value === undefined ? undefined : unparen(value);
    if (inner?.kind === "CallExpr") return acquiring.has(inner);
    return inner?.kind === "Ident" && scope.info.objectOf(inner)?.kind === "nil";
  };
  let fresh = true;
  walk(scope.func.body, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.forEach((target, index) => {
      if (target.kind !== "Ident" || scope.info.objectOf(target) !== variable) return;
      fresh &&= isFresh(node.lhs.length === node.rhs.length ? node.rhs[index] : node.rhs[0]);
    });
  });
  return fresh;
}

function obligationOfResult(
  { acquisition, tracking }: Followed,
  returned: Returned,
  index: number,
  count: number,
  scope: FunctionScope,
): AcquireFact | undefined {
  const { hold } = returned;
  const base = adapted(acquisition.fact, acquisition.call, index, count, scope);
  if (base === undefined) return undefined;
  switch (hold.kind) {
    case "self": {
      // With a function beside it, that is how the caller gives it back.
      if (otherResultIsFunction(index, scope)) return undefined;
      const type = resultType(index, scope);
      return {
        ...base,
        release: hold.path === "" ? base.release : below(base.release, hold.path),
        type: type ?? base.type,
      };
    }
    case "releaser":
      return { ...base, release: ["()"], type: "func()" };
    case "closure":
      return literalOutcome(hold.literal, returned.state, tracking).released
        ? { ...base, release: ["()"], type: "func()" }
        : undefined;
    case "holder": {
      const release = wrapperRelease(returned, acquisition.fact.release, scope);
      return release.length === 0 ? undefined : { ...base, release, type: resultType(index, scope) ?? base.type };
    }
  }
}

function otherResultIsFunction(index: number, scope: FunctionScope): boolean {
  let at = 0;
  for (const field of scope.func.type.results) {
    const width = Math.max(1, field.names.length);
    const isOther = index < at || index >= at + width || width > 1;
    if (isOther && underlying(scope.info.typeOf(field.type), scope.info.world).kind === "func") return true;
    at += width;
  }
  return false;
}

function below(releases: readonly string[], path: string): readonly string[] {
  return releases.filter((release) => release.startsWith(`${path}.`)).map((release) => release.slice(path.length + 1));
}

/** The fact as the function's callers see it; undefined if they cannot know when it ends by itself. */
function adapted(
  fact: AcquireFact,
  call: CallExpr,
  index: number,
  count: number,
  scope: FunctionScope,
): AcquireFact | undefined {
  const last = scope.func.type.results.at(-1);
  const lastType = last === undefined ? undefined : scope.info.typeOf(last.type);
  const errorResult = count > 1 && lastType !== undefined && (isErrorType(lastType) || isErrorNumber(lastType));
  const { endsWithReceiver, ownerArgument, receiverReleases, ...own } = fact;
  const base: AcquireFact = { ...own, result: index, results: count, errorResult };
  if (endsWithReceiver !== true) return base;
  const owner = ownerIn(call, ownerArgument, scope);
  if (owner === undefined || receiverReleases === undefined) return undefined;
  if (owner === "receiver") return { ...base, endsWithReceiver, receiverReleases };
  return { ...base, endsWithReceiver, receiverReleases, ownerArgument: owner };
}

/** Which operand of the function's own calls the owner is: its receiver, or the parameter of that index. */
function ownerIn(call: CallExpr, argument: number | undefined, scope: FunctionScope): "receiver" | number | undefined {
  const fun = unparen(call.fun);
  const operand =
    argument === undefined ? (fun.kind === "SelectorExpr" ? unparen(fun.x) : undefined) : call.args[argument];
  let root = operand === undefined ? undefined : unparen(operand);
  while (root?.kind === "SelectorExpr") root = unparen(root.x);
  const obj = root?.kind === "Ident" ? scope.info.objectOf(root) : undefined;
  if (obj?.kind !== "var") return undefined;
  if (obj.scope === "receiver") return "receiver";
  const names = scope.func.type.params.flatMap((field) => field.names);
  const index = names.findIndex((name) => scope.info.objectOf(name) === obj);
  return index < 0 ? undefined : index;
}

function resultType(index: number, scope: FunctionScope): string | undefined {
  const types = scope.func.type.results.flatMap((field) =>
    Array.from({ length: Math.max(1, field.names.length) }, () => scope.info.typeOf(field.type)),
  );
  const type = types[index];
  return type === undefined ? undefined : typeName(type);
}
