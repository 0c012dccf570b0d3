import type { VarObj } from "../../semantic/info.ts";
import type { Expr, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen } from "../../syntax/visit.ts";
import { isLocal, type FunctionScope } from "../scope.ts";
import { isStandardPackage } from "../standard-library.ts";

/**
 * True if the variable holds a value made in this function that nobody else can know: it is only selected from,
 * has methods called, or is returned. Storing a resource in it hands nothing over yet.
 */
export function isPrivateHolder(variable: VarObj, scope: FunctionScope): boolean {
  if (
    (variable.scope !== "local" && variable.scope !== "result") ||
    !isLocal(scope, variable) ||
    scope.func.body === undefined
  )
    return false;
  return isUsedPrivately(scope.func.body, variable, scope);
}

function isUsedPrivately(node: Node, variable: VarObj, scope: FunctionScope): boolean {
  if (isName(node, variable, scope)) return false;
  if (node.kind === "FuncLit") return !occursIn(node, variable, scope);
  return childrenOf(node).every(
    (child) => isPrivateUse(node, child, variable, scope) || isUsedPrivately(child, variable, scope),
  );
}

/** `v.f`, `v := T{…}`, `var v T`, `return v`. */
function isPrivateUse(parent: Node, child: Node, variable: VarObj, scope: FunctionScope): boolean {
  if (!isName(child, variable, scope)) return false;
  switch (parent.kind) {
    case "SelectorExpr":
      return child === parent.x;
    case "ReturnStmt":
      return true;
    case "ValueSpec":
      return parent.values.length === 0;
    case "AssignStmt": {
      const index = parent.lhs.findIndex((lhs) => lhs === child);
      const value = parent.rhs[index] ?? parent.rhs[0];
      return index >= 0 && value !== undefined && isMadeHere(value, scope);
    }
    default:
      return false;
  }
}

function isName(node: Node, variable: VarObj, scope: FunctionScope): boolean {
  return node.kind === "Ident" && node.name === variable.name && scope.info.objectOf(node) === variable;
}

function occursIn(node: Node, variable: VarObj, scope: FunctionScope): boolean {
  return isName(node, variable, scope) || childrenOf(node).some((child) => occursIn(child, variable, scope));
}

/** `T{…}`, `&T{…}`, `new(T)`, or a constructor of the standard library. */
function isMadeHere(value: Expr, scope: FunctionScope): boolean {
  const inner = unparen(value);
  if (inner.kind === "CompositeLit") return true;
  if (inner.kind === "UnaryExpr") return inner.op === "&" && unparen(inner.x).kind === "CompositeLit";
  if (inner.kind !== "CallExpr") return false;
  const callee = scope.info.calleeOf(inner);
  if (callee.kind === "builtin") return callee.name === "new";
  return callee.kind === "func" && isStandardPackage(callee.pkg);
}
