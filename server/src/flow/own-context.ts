import type { FileInfo } from "../semantic/info.ts";
import type { CallExpr, FuncNode, Node } from "../syntax/ast.ts";
import { walk } from "../syntax/visit.ts";
import { sourcesOf } from "./argument-fate.ts";
import type { FunctionScope } from "./scope.ts";

/** What a function that is given no context does about one. */
export interface OwnContext {
  readonly makesOwnContext: boolean;
  readonly chain: readonly string[];
}

const NONE: OwnContext = { makesOwnContext: false, chain: [] };
/** Calls further down are not followed: nobody would find them in a message. */
const DEEPEST = 4;

/** Whether the function makes a background context for a call of its own, or calls a function of the workspace that does. */
export function ownContextOf(scope: FunctionScope): OwnContext {
  const { func, info } = scope;
  if (func.body === undefined || takesOrGivesContext(func, info)) return NONE;
  let found: OwnContext = NONE;
  walk(func.body, (node) => {
    if (found.makesOwnContext || isAsynchronous(node)) return false;
    if (node.kind === "CallExpr") found = contextMadeBy(node, scope);
    return undefined;
  });
  return found;
}

/** A goroutine outlives the call, and a clean-up must not be cancelled with it: both may well have a context of their own. */
function isAsynchronous(node: Node): boolean {
  return node.kind === "GoStmt" || node.kind === "DeferStmt" || node.kind === "FuncLit";
}

function contextMadeBy(call: CallExpr, scope: FunctionScope): OwnContext {
  if (call.args.some((argument) => argument.kind === "CallExpr" && isBackground(argument, scope.info))) {
    return { makesOwnContext: true, chain: [] };
  }
  const callee = scope.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return NONE;
  const [source] = sourcesOf(scope, callee) ?? [];
  if (source === undefined || (callee.kind === "method" && callee.interface)) return NONE;
  const summary = scope.summaryOf(source);
  if (!summary.makesOwnContext || summary.ownContextChain.length >= DEEPEST) return NONE;
  return { makesOwnContext: true, chain: [callee.name, ...summary.ownContextChain] };
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
