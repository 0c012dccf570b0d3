import type { VarObj } from "../../semantic/info.ts";
import type { DeferStmt, FuncLit, Ident, Node } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import type { Acquisition } from "./acquisitions.ts";
import type { CfgNode, Condition } from "../cfg/cfg.ts";
import { pureText } from "../condition-facts.ts";
import { dominatorsOf } from "../cfg/dominators.ts";
import { assumeEquals, assumeTruth, learnNilness, type Facts } from "./facts.ts";
import { START, type PathState } from "./path-state.ts";
import { blocksFrom, blocksTo } from "../cfg/reachability.ts";
import type { FunctionScope } from "../scope.ts";
import { isErrorType } from "../standard-library.ts";
import type { Tracking } from "./tracking.ts";

/** What is known just before an acquiring statement: the conditions that lead to it, and the literals deferred before it. */
export function startState(acquisition: Acquisition, tracking: Tracking): PathState {
  const facts = unassignedErrors(acquisition, tracking).reduce(
    (sum, variable) => learnNilness(sum, variable, true, tracking.scope.numbers),
    guards(acquisition, tracking),
  );
  return { ...START, facts, deferred: deferredBefore(acquisition, tracking) };
}

/** The errors declared by `var err error` or as results that nothing on a way to the acquire assigns: they are nil. */
function unassignedErrors(acquisition: Acquisition, { scope }: Tracking): readonly VarObj[] {
  const declared = declaredErrors(scope);
  if (declared.length === 0) return [];
  const leadsHere = blocksTo(scope.cfg, acquisition.block);
  const before = scope.cfg.blocks.filter(({ id }) => id === acquisition.block || leadsHere[id] === true);
  const own = scope.cfg.blocks[acquisition.block]?.nodes[acquisition.index];
  return declared.filter(
    (variable) => !before.some(({ nodes }) => nodes.some((node) => node !== own && mayAssign(node, variable, scope))),
  );
}

function declaredErrors({ func, info }: FunctionScope): readonly VarObj[] {
  const found: VarObj[] = [];
  const note = (names: readonly Ident[]): void => {
    for (const name of names) {
      const obj = info.objectOf(name);
      if (obj?.kind === "var" && isErrorType(obj.type)) found.push(obj);
    }
  };
  if (func.body === undefined) return found;
  for (const { names } of func.type.results) note(names);
  walkFunction(func, (node) => {
    if (node.kind === "ValueSpec" && node.values.length === 0) note(node.names);
  });
  return found;
}

/** True if the node mentions the variable other than to read it: as a target, by its address, or in a literal. */
function mayAssign(node: CfgNode, variable: VarObj, { info }: FunctionScope): boolean {
  const root = node.kind === "stmt" ? node.stmt : node.kind === "expr" ? node.expr : undefined;
  let assigns = false;
  const isIt = (each: Node): boolean =>
    each.kind === "Ident" && each.name === variable.name && info.objectOf(each) === variable;
  if (root === undefined) return false;
  walk(root, (each, parent) => {
    if (each.kind === "FuncLit") assigns ||= mentionsIn(each, isIt);
    else if (isIt(each) && parent?.kind === "AssignStmt") assigns ||= parent.lhs.some((target) => target === each);
    else if (isIt(each) && parent?.kind === "UnaryExpr") assigns ||= parent.op === "&";
    return !assigns;
  });
  return assigns;
}

function mentionsIn(root: Node, isIt: (node: Node) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    found ||= isIt(node);
    return !found;
  });
  return found;
}

/** The conditions every path to the acquire has passed, as far as nothing they read was assigned since. */
function guards({ block }: Acquisition, { scope }: Tracking): Facts {
  const { cfg } = scope;
  const { idom, dominates } = dominatorsOf(cfg);
  let { facts } = START;
  for (let at = idom[block] ?? -1; at >= 0; at = idom[at] ?? -1) {
    const ways = (cfg.blocks[at]?.succs ?? []).filter(
      ({ to }) => dominates(to, block) && cfg.blocks[to]?.preds.length === 1,
    );
    const [way] = ways;
    if (ways.length !== 1 || way?.condition === undefined) continue;
    if (isStable(way.condition, way.to, block, scope)) facts = assumed(way.condition, facts, scope);
  }
  return facts;
}

function assumed(condition: Condition, facts: Facts, scope: FunctionScope): Facts {
  switch (condition.kind) {
    case "truth":
      return assumeTruth(facts, condition.expr, condition.value, scope) ?? facts;
    case "equals":
      return assumeEquals(facts, condition.tag, condition.values, condition.holds, scope) ?? facts;
    default:
      return facts;
  }
}

/** True if no block between the condition and the acquire assigns to a variable the condition reads. */
function isStable(condition: Condition, from: number, to: number, scope: FunctionScope): boolean {
  const names = new Set<string>();
  const exprs =
    condition.kind === "truth"
      ? [condition.expr]
      : condition.kind === "equals"
        ? [condition.tag, ...condition.values]
        : [];
  for (const expr of exprs) {
    walk(expr, (node) => {
      if (node.kind === "Ident") names.add(node.name);
    });
  }
  const after = blocksFrom(scope.cfg, [from]);
  const before = blocksTo(scope.cfg, to);
  return scope.cfg.blocks.every(
    (block) =>
      after[block.id] !== true || before[block.id] !== true || !block.nodes.some((node) => assignsName(node, names)),
  );
}

function assignsName(node: CfgNode, names: ReadonlySet<string>): boolean {
  if (node.kind !== "stmt" || node.stmt.kind !== "AssignStmt") return false;
  return node.stmt.lhs.some((lhs) => lhs.kind === "Ident" && names.has(lhs.name));
}

/** The `defer` statements on a way to the acquire. */
function defersBefore({ block, index }: Acquisition, { cfg }: FunctionScope): readonly DeferStmt[] {
  const leadsHere = blocksTo(cfg, block);
  return cfg.blocks.flatMap((each) =>
    each.nodes.flatMap((node, at) => {
      if (node.kind !== "stmt" || node.stmt.kind !== "DeferStmt") return [];
      const before = each.id === block ? at < index : leadsHere[each.id] === true;
      return before ? [node.stmt] : [];
    }),
  );
}

/** Literals deferred before the acquire see the variables as they are when the function ends. */
function deferredBefore(acquisition: Acquisition, { scope }: Tracking): readonly FuncLit[] {
  return defersBefore(acquisition, scope).flatMap((stmt) => literalOf(stmt, scope) ?? []);
}

/** True for `defer tx.Rollback()` before the acquire: whatever path follows, the end of `tx` ends what it gave out. */
export function ownerEndsDeferred(acquisition: Acquisition, { scope, owner }: Tracking): boolean {
  if (owner === undefined) return false;
  return defersBefore(acquisition, scope).some(({ call }) => {
    const inner = unparen(call);
    const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
    if (fun?.kind !== "SelectorExpr" || !owner.methods.includes(fun.sel.name)) return false;
    return pureText(fun.x, scope.info, scope.numbers)?.text === owner.text;
  });
}

function literalOf(stmt: DeferStmt, scope: FunctionScope): FuncLit | undefined {
  const call = unparen(stmt.call);
  const fun = call.kind === "CallExpr" ? unparen(call.fun) : undefined;
  if (fun?.kind === "FuncLit") return fun;
  const obj = fun?.kind === "Ident" ? scope.info.objectOf(fun) : undefined;
  return obj?.kind === "var" ? scope.closures.get(obj) : undefined;
}

/** Local variables that are given one function literal where they are declared, and nothing else anywhere. */
export function closuresIn(scope: Pick<FunctionScope, "func" | "info">): ReadonlyMap<VarObj, FuncLit> {
  const closures = new Map<VarObj, FuncLit>();
  const assigned = new Set<VarObj>();
  const { func, info } = scope;
  if (func.body === undefined) return closures;
  walk(func.body, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.forEach((target, index) => {
      const obj = target.kind === "Ident" ? info.objectOf(target) : undefined;
      if (obj?.kind !== "var") return;
      const value = node.rhs.length === node.lhs.length ? node.rhs[index] : undefined;
      const literal = value === undefined ? undefined : unparen(value);
      if (literal?.kind === "FuncLit" && !assigned.has(obj)) closures.set(obj, literal);
      else closures.delete(obj);
      assigned.add(obj);
    });
  });
  return closures;
}
