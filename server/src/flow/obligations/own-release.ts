import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncNode, Node, Stmt } from "../../syntax/ast.ts";
import { childrenOf, unparen, walkFunction } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";
import type { PathState } from "./path-state.ts";
import type { FunctionScope } from "../scope.ts";
import type { Tracking } from "./tracking.ts";

/** A statement of the function that calls `v.f.Close()` or `v()`, perhaps deferred. */
interface Release {
  readonly variable: VarObj;
  /** `Close`, `Body.Close`; `()` for a call of the variable itself. */
  readonly path: string;
  readonly stmt: Stmt;
  /** The statements it stands among. */
  readonly list: readonly Stmt[];
  readonly deferred: boolean;
}

interface Releases {
  readonly all: readonly Release[];
  readonly jumps: boolean;
}

const releasesOf = new WeakMap<FuncNode, Releases>();

/**
 * True if the function still treats the resource as its own after `at`, a call that may take it: it releases it on the
 * straight way from there, or has deferred its release on a way to there.
 */
export function isStillOwn(at: Span, state: PathState, tracking: Tracking): boolean {
  const { scope, releases } = tracking;
  const known = releasesOf.get(scope.func) ?? collect(scope);
  releasesOf.set(scope.func, known);
  if (known.jumps) return false;
  return known.all.some(
    (release) =>
      releases.includes(release.path) &&
      state.holds.get(release.variable)?.kind === "self" &&
      (release.deferred && release.stmt.end <= at.start
        ? !leaves(release.list)
        : release.stmt.start >= at.end && isStraightBehind(release, at)),
  );
}

/** True if no list between that of the release and the call ends by leaving. */
function isStraightBehind({ list, stmt }: Release, at: Span): boolean {
  const around = list.find((each) => contains(each, at));
  return around !== undefined && around !== stmt && comesBack(around, at);
}

function comesBack(node: Node, at: Span): boolean {
  const stmts = statementsIn(node);
  if (stmts?.some((each) => contains(each, at)) === true && leaves(stmts)) return false;
  return childrenOf(node).every((child) => !contains(child, at) || comesBack(child, at));
}

function statementsIn(node: Node): readonly Stmt[] | undefined {
  if (node.kind === "BlockStmt") return node.stmts;
  return node.kind === "CaseClause" || node.kind === "CommClause" ? node.body : undefined;
}

function leaves(stmts: readonly Stmt[]): boolean {
  const last = stmts.at(-1);
  return last?.kind === "ReturnStmt" || last?.kind === "BranchStmt";
}

function collect(scope: FunctionScope): Releases {
  const all: Release[] = [];
  let jumps = false;
  walkFunction(scope.func, (node) => {
    jumps ||= node.kind === "BranchStmt" && node.tok === "goto";
    const stmts = statementsIn(node) ?? [];
    for (const stmt of stmts) all.push(...releasesIn(stmt, stmts, scope));
  });
  return { all, jumps };
}

/** The releases that run whenever the statement does. */
function releasesIn(stmt: Stmt, list: readonly Stmt[], scope: FunctionScope): Release[] {
  const deferred = stmt.kind === "DeferStmt";
  const literal = deferred ? literalOf(stmt.call) : undefined;
  const roots: readonly Node[] = literal === undefined ? simpleParts(stmt) : literal.body.stmts.flatMap(simpleParts);
  return roots.flatMap(callsIn).flatMap((call) => {
    const target = targetOf(call, scope);
    return target === undefined ? [] : [{ ...target, stmt, list, deferred }];
  });
}

function literalOf(call: Expr): Extract<Expr, { kind: "FuncLit" }> | undefined {
  const inner = unparen(call);
  const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
  return fun?.kind === "FuncLit" ? fun : undefined;
}

function simpleParts(stmt: Stmt): readonly Node[] {
  switch (stmt.kind) {
    case "ExprStmt":
    case "AssignStmt":
    case "DeferStmt":
    case "ReturnStmt":
      return [stmt];
    case "IfStmt":
      return stmt.init === undefined ? [stmt.cond] : [stmt.init];
    default:
      return [];
  }
}

function callsIn(node: Node): readonly CallExpr[] {
  if (node.kind === "FuncLit") return [];
  const inside = childrenOf(node).flatMap(callsIn);
  return node.kind === "CallExpr" ? [...inside, node] : inside;
}

function targetOf(call: CallExpr, scope: FunctionScope): Pick<Release, "variable" | "path"> | undefined {
  const names: string[] = [];
  let inner = unparen(call.fun);
  for (; inner.kind === "SelectorExpr"; inner = unparen(inner.x)) names.unshift(inner.sel.name);
  const obj = inner.kind === "Ident" ? scope.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? { variable: obj, path: names.length === 0 ? "()" : names.join(".") } : undefined;
}
