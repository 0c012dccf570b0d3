import { declaredCallee, unitsOf } from "../../analyze/declared-callee.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { CallExpr, DeferStmt, FuncLit, FuncNode } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { recoverCalls } from "./recover-call.ts";

/** A `defer helper()` whose helper is a function of the package that recovers itself, or a `defer recoverer()()` of what one returns. */
export interface DeferredHelper {
  readonly stmt: DeferStmt;
  readonly call: CallExpr;
  readonly helper: FunctionUnit;
}

/** The helpers a function defers that recover. */
export function deferredHelpers(fn: FunctionUnit): DeferredHelper[] {
  const found: DeferredHelper[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "DeferStmt") return;
    const call = unparen(node.call);
    const helper = call.kind === "CallExpr" ? (declaredCallee(call, fn.file) ?? returnedCallee(call, fn)) : undefined;
    if (call.kind === "CallExpr" && helper !== undefined && recoverCalls(helper.node, helper.info).length > 0) {
      found.push({ stmt: node, call, helper });
    }
  });
  return found;
}

/** The literal that `recoverer()()` runs. */
function returnedCallee({ fun }: CallExpr, fn: FunctionUnit): FunctionUnit | undefined {
  const inner = unparen(fun);
  const maker = inner.kind === "CallExpr" ? declaredCallee(inner, fn.file) : undefined;
  const literal = maker && recovererReturnedBy(maker.node, maker);
  return maker && unitsOf(maker).find((unit) => unit.node === literal);
}

/** True if the function gives back a literal that recovers, so that `defer f()()` is what stops panics. */
export function returnsRecoverer(func: FuncNode, unit: FunctionUnit): boolean {
  return recovererReturnedBy(func, unit) !== undefined;
}

function recovererReturnedBy(func: FuncNode, unit: FunctionUnit): FuncLit | undefined {
  if (func.type.results.length !== 1) return undefined;
  let found: FuncLit | undefined;
  walkFunction(func, (node) => {
    const result = node.kind === "ReturnStmt" ? node.results[0] : undefined;
    const inner = result === undefined ? undefined : unparen(result);
    if (inner?.kind === "FuncLit" && recoverCalls(inner, unit.info).length > 0) found ??= inner;
  });
  return found;
}
