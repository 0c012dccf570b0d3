import { isCleanupName, isConstructorName } from "../../catalog/cleanup-names.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { CallExpr, Expr, FuncNode, Ident, Node } from "../../syntax/ast.ts";
import { walk, walkFunction } from "../../syntax/visit.ts";
import { sourcesOf } from "../obligations/argument-fate.ts";
import { calledBy } from "../called.ts";
import { isLoggingCall } from "./logging-call.ts";
import type { FunctionSource } from "../program.ts";
import type { FunctionScope } from "../scope.ts";
import type { OwnContext } from "../summary.ts";

/** A function that is content with what it is given. */
export const NO_OWN_CONTEXT: OwnContext = { isMade: false, chain: [] };
/** Calls further down are not followed: nobody would find them in a message. */
export const DEEPEST = 2;

/** Whether the function makes a background context for a call of its own, or calls a function of the workspace that does. */
export function ownContextOf(scope: FunctionScope, deeper: number): OwnContext {
  const { func, info } = scope;
  if (func.body === undefined || takesOrGivesContext(func, info)) return NO_OWN_CONTEXT;
  const roots = rootsIn(func, info);
  let found: OwnContext = NO_OWN_CONTEXT;
  walk(func.body, (node) => {
    const isNearest = found.isMade && found.chain.length === 0;
    if (isNearest || isAsynchronous(node)) return false;
    if (node.kind === "CallExpr") found = nearer(found, contextMadeBy(node, scope, roots, deeper));
    return undefined;
  });
  return found;
}

/** False where a function cannot make a background context itself. */
export function mayMakeContext({ text }: Pick<FunctionSource, "text">): boolean {
  return text.includes("Background") || text.includes("TODO");
}

/** The one that is made fewer calls away, the first of equals. */
function nearer(first: OwnContext, second: OwnContext): OwnContext {
  if (!second.isMade) return first;
  return first.isMade && first.chain.length <= second.chain.length ? first : second;
}

/** A goroutine outlives the call, and a clean-up must not be cancelled with it: both may well have a context of their own. */
function isAsynchronous(node: Node): boolean {
  return node.kind === "GoStmt" || node.kind === "DeferStmt" || node.kind === "FuncLit";
}

function contextMadeBy(call: CallExpr, scope: FunctionScope, roots: ReadonlySet<VarObj>, deeper: number): OwnContext {
  if (isExempt(call, scope.info)) return NO_OWN_CONTEXT;
  if (
    call.args.some(
      (argument, index) => isMadeHere(argument, roots, scope.info) && !isAskedForValues(call, index, scope),
    )
  )
    return { isMade: true, chain: [] };
  if (deeper === 0) return NO_OWN_CONTEXT;
  const callee = scope.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return NO_OWN_CONTEXT;
  const [source] = sourcesOf(scope, callee) ?? [];
  if (source === undefined || (callee.kind === "method" && callee.interface)) return NO_OWN_CONTEXT;
  const { isMade, chain } = scope.summaryOf(source).ownContext(deeper - 1);
  return isMade ? { isMade, chain: [callee.name, ...chain] } : NO_OWN_CONTEXT;
}

/**
 * Clean-up must run to its end, logs take values only, what is made by a constructor outlives the call, and who derives a
 * context with a limit has thought of it. Who is given an error beside the context tells of it, or wraps it.
 */
function isExempt(call: CallExpr, info: FileInfo): boolean {
  if (isLoggingCall(call, info) || call.args.some((argument) => isError(info.typeOf(argument)))) return true;
  const ref = calledBy(call, info)?.ref;
  return ref !== undefined && (ref.pkg === "context" || isCleanupName(ref.name) || isConstructorName(ref.name));
}

/** Whether the call is known to ask the context it is given for its values alone: nothing there could end with it. */
function isAskedForValues(call: CallExpr, index: number, scope: FunctionScope): boolean {
  return (sourcesOf(scope, scope.info.calleeOf(call)) ?? []).some((source) =>
    scope.summaryOf(source).asksValues(index),
  );
}

/** Whether all that the function does with a context it is given is to ask for its values, or to log with it. */
export function asksForValues(name: Ident | undefined, scope: FunctionScope): boolean {
  const { body } = scope.func;
  const variable = name === undefined ? undefined : scope.info.objectOf(name);
  if (body === undefined || variable?.kind !== "var") return false;
  const uses: boolean[] = [];
  walk(body, (node, parent) => {
    if (node.kind !== "Ident" || node.name !== variable.name || scope.info.objectOf(node) !== variable) return;
    uses.push(parent !== undefined && asksForValue(parent, node, scope));
  });
  return uses.length > 0 && uses.every(Boolean);
}

function asksForValue(parent: Node, use: Ident, scope: FunctionScope): boolean {
  if (parent.kind === "SelectorExpr") return parent.sel.name === "Value";
  if (parent.kind === "BinaryExpr") return true;
  if (parent.kind !== "CallExpr") return false;
  return isLoggingCall(parent, scope.info) || isAskedForValues(parent, parent.args.indexOf(use), scope);
}

function isError(type: Type): boolean {
  return type.kind === "named" && type.pkg === "" && type.name === "error";
}

function isMadeHere(argument: Expr, roots: ReadonlySet<VarObj>, info: FileInfo): boolean {
  if (argument.kind === "CallExpr") return isBackground(argument, info);
  const obj = argument.kind === "Ident" && roots.size > 0 ? info.objectOf(argument) : undefined;
  return obj?.kind === "var" && roots.has(obj);
}

/** Variables that are nothing but a background context: `ctx := context.Background()`. */
function rootsIn(func: FuncNode, info: FileInfo): ReadonlySet<VarObj> {
  const roots = new Set<VarObj>();
  const others = new Set<VarObj>();
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.forEach((name, index) => {
      const obj = name.kind === "Ident" ? info.objectOf(name) : undefined;
      const value = node.lhs.length === node.rhs.length ? node.rhs[index] : undefined;
      if (obj?.kind === "var") (value?.kind === "CallExpr" && isBackground(value, info) ? roots : others).add(obj);
    });
  });
  return new Set([...roots].filter((root) => root.scope === "local" && !others.has(root)));
}

/** `context.Background()` or `context.TODO()`. */
export function isBackground(call: CallExpr, info: FileInfo): boolean {
  const callee = info.calleeOf(call);
  return callee.kind === "func" && callee.pkg === "context" && (callee.name === "Background" || callee.name === "TODO");
}

function takesOrGivesContext(func: FuncNode, info: FileInfo): boolean {
  return [...func.type.params, ...func.type.results].some((field) => {
    const type = info.typeOf(field.type);
    return type.kind === "named" && type.pkg === "context" && type.name === "Context";
  });
}
