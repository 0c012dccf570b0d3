import { declarationPattern } from "../../analyze/text-queries.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { CallExpr, DeferStmt, FuncNode } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { recoverCalls } from "./recover-call.ts";

/** A `defer helper()` whose helper is a function of the package that recovers itself. */
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
    const helper = call.kind === "CallExpr" ? declaredCallee(call, fn) : undefined;
    if (call.kind === "CallExpr" && helper !== undefined && recoverCalls(helper.node, helper.info).length > 0) {
      found.push({ stmt: node, call, helper });
    }
  });
  return found;
}

/** The function of the package that a call runs, as far as its name and receiver type tell. */
export function declaredCallee(call: CallExpr, fn: FunctionUnit): FunctionUnit | undefined {
  const callee = fn.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return undefined;
  if (callee.pkg !== fn.info.packagePath || (callee.kind === "method" && callee.interface)) return undefined;
  const name = callee.kind === "method" ? `${callee.recv}.${callee.name}` : callee.name;
  const declaring = declarationPattern(callee.name);
  for (const file of fn.file.pkg.files) {
    const unit = file
      .functionsMatching(declaring)
      .find((other) => other.node.kind === "FuncDecl" && other.name === name);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** True if the function gives back a literal that recovers, so that `defer f()()` is what stops panics. */
export function returnsRecoverer(func: FuncNode, unit: FunctionUnit): boolean {
  if (func.type.results.length !== 1) return false;
  let returns = false;
  walkFunction(func, (node) => {
    const result = node.kind === "ReturnStmt" ? node.results[0] : undefined;
    const inner = result === undefined ? undefined : unparen(result);
    if (inner?.kind === "FuncLit" && recoverCalls(inner, unit.info).length > 0) returns = true;
  });
  return returns;
}
