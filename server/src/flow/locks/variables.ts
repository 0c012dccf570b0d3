import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { AssignStmt, Expr, FuncLit, FuncNode, Ident, Node, ValueSpec } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { type LockOperation, lockMethodValue, isSyncLockType } from "./operation.ts";
import { deref, isNamed, type Reference, referenceOf, type ReferenceNames } from "./reference.ts";

/** What the variables of a declaration and of the literals inside it stand for, as far as locks go. */
export interface LockVariables {
  readonly names: ReferenceNames;
  /** `unlock := func() { … }`, set once. */
  readonly literals: ReadonlyMap<VarObj, FuncLit>;
  /** `unlock := mu.Unlock`, set once. */
  readonly methodValues: ReadonlyMap<VarObj, LockOperation>;
  /** The values those variables are set to: where they stand nothing is handed over. */
  readonly followed: ReadonlySet<Expr>;
  /** Variables that a literal assigns which does not declare them, or whose address is taken: they change at any time. */
  readonly changing: ReadonlySet<VarObj>;
}

interface Assignments {
  readonly count: Map<VarObj, number>;
  readonly value: Map<VarObj, Expr>;
  readonly changing: Set<VarObj>;
}

export function lockVariables(outer: FuncNode, info: FileInfo): LockVariables {
  const assigned = assignmentsIn(outer, info);
  const literals = new Map<VarObj, FuncLit>();
  const methodValues = new Map<VarObj, LockOperation>();
  const places = new Map<VarObj, Expr>();
  const followed = new Set<Expr>();
  for (const [obj, value] of assigned.value) {
    if (assigned.count.get(obj) !== 1 || obj.scope === "package" || assigned.changing.has(obj)) continue;
    const operation = lockMethodValue(value, info);
    const place = lockPlace(value, info);
    if (value.kind === "FuncLit") literals.set(obj, value);
    else if (operation !== undefined) methodValues.set(obj, operation);
    else if (place !== undefined) places.set(obj, place);
    else continue;
    followed.add(value);
  }
  const names = namesWithAliases(info, places, assigned);
  return { names, literals, methodValues, followed, changing: assigned.changing };
}

/** Names in which a variable that stands for a lock all its life is the lock. */
function namesWithAliases(info: FileInfo, places: ReadonlyMap<VarObj, Expr>, assigned: Assignments): ReferenceNames {
  const resolving = new Set<VarObj>();
  const alias = (obj: VarObj): Reference | undefined => {
    const place = places.get(obj);
    if (place === undefined || resolving.has(obj)) return undefined;
    resolving.add(obj);
    const reference = referenceOf(names, place);
    resolving.delete(obj);
    return reference !== undefined && isSteady(reference, assigned) ? reference : undefined;
  };
  const names: ReferenceNames = { info, ids: new Map(), alias };
  return names;
}

function isSteady(reference: Reference, { count, changing }: Assignments): boolean {
  const selectors = reference.path.split(".").length - 1;
  if (/[[(]/.test(reference.path) || selectors > 2) return false;
  return reference.vars.every((obj) => !changing.has(obj) && (count.get(obj) ?? 0) <= (obj.scope === "local" ? 1 : 0));
}

/** The lock an expression leads to: `&s.mu`, a pointer to a mutex, the lock of a `sync.NewCond`. */
function lockPlace(value: Expr, info: FileInfo): Expr | undefined {
  const inner = unparen(value);
  if (inner.kind === "CallExpr") {
    const callee = info.calleeOf(inner);
    const isNewCond = callee.kind === "func" && callee.pkg === "sync" && callee.name === "NewCond";
    return isNewCond ? inner.args[0] : undefined;
  }
  if (inner.kind === "UnaryExpr" && inner.op === "&") {
    return isSyncLockType(info.typeOf(inner.x)) && isPath(inner.x) ? inner.x : undefined;
  }
  if (inner.kind !== "Ident" && inner.kind !== "SelectorExpr") return undefined;
  const type = info.typeOf(inner);
  const isLock = type.kind === "pointer" ? isSyncLockType(type.elem) : isNamed(type, "sync", ["Locker"]);
  return isLock || (inner.kind === "Ident" && isPointerCopy(inner, info)) ? inner : undefined;
}

/** `b := a` with a pointer: both lead to the same locks. */
function isPointerCopy(ident: Ident, info: FileInfo): boolean {
  const obj = info.objectOf(ident);
  return obj?.kind === "var" && obj.scope !== "package" && info.typeOf(ident).kind === "pointer";
}

function isPath(expr: Expr): boolean {
  const inner = unparen(expr);
  if (inner.kind === "SelectorExpr") return isPath(inner.x);
  return inner.kind === "Ident" || (inner.kind === "StarExpr" && isPath(inner.x));
}

function assignmentsIn(outer: FuncNode, info: FileInfo): Assignments {
  const found: Assignments = { count: new Map(), value: new Map(), changing: new Set() };
  const enter = (node: Node, within: FuncNode): void => {
    walk(node, (inner) => {
      if (inner.kind === "FuncLit" && inner !== within) {
        enter(inner, inner);
        return false;
      }
      recordNode(inner, within, found, info);
      return true;
    });
  };
  if (outer.body !== undefined) enter(outer.kind === "FuncLit" ? outer : outer.body, outer);
  return found;
}

function recordNode(node: Node, within: FuncNode, found: Assignments, info: FileInfo): void {
  switch (node.kind) {
    case "AssignStmt": {
      recordAssignment(node, within, found, info);
      return;
    }
    case "ValueSpec": {
      recordSpec(node, within, found, info);
      return;
    }
    case "IncDecStmt": {
      record(node.x, undefined, within, found, info);
      return;
    }
    case "RangeStmt":
      record(node.key, undefined, within, found, info);
      {
        record(node.value, undefined, within, found, info);
        return;
      }
    case "UnaryExpr":
      if (node.op === "&") recordAddress(node.x, found, info);
      return;
    default:
      return;
  }
}

function recordAssignment(stmt: AssignStmt, within: FuncNode, found: Assignments, info: FileInfo): void {
  const paired = stmt.lhs.length === stmt.rhs.length && (stmt.op === "=" || stmt.op === ":=");
  stmt.lhs.forEach((target, index) => {
    record(target, paired ? stmt.rhs[index] : undefined, within, found, info);
  });
}

function recordSpec(spec: ValueSpec, within: FuncNode, found: Assignments, info: FileInfo): void {
  const paired = spec.names.length === spec.values.length;
  spec.names.forEach((name, index) => {
    record(name, paired ? spec.values[index] : undefined, within, found, info);
  });
}

function record(
  target: Expr | undefined,
  value: Expr | undefined,
  within: FuncNode,
  found: Assignments,
  info: FileInfo,
): void {
  if (target?.kind !== "Ident") return;
  const obj = info.objectOf(target);
  if (obj?.kind !== "var") return;
  found.count.set(obj, (found.count.get(obj) ?? 0) + 1);
  if (value !== undefined) found.value.set(obj, value);
  if (obj.owner !== undefined && obj.owner !== within) found.changing.add(obj);
}

function recordAddress(expr: Expr, found: Assignments, info: FileInfo): void {
  const inner = unparen(expr);
  if (inner.kind !== "Ident") return;
  const obj = info.objectOf(inner);
  // A mutex is always used by its address; nobody assigns to it through that.
  if (obj?.kind === "var" && !isSyncLockType(deref(obj.type))) found.changing.add(obj);
}
