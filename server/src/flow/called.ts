import { fluentResult, functionResult } from "../catalog/fluent.ts";
import type { CallableRef } from "../catalog/schema.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { Type } from "../semantic/types.ts";
import type { CallExpr, Expr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";

/** The last word of what a call calls, as the source writes it: `Query` of `db.Query(…)`. */
export function calledName(call: CallExpr): string | undefined {
  const fun = functionOf(call);
  if (fun.kind === "Ident") return fun.name;
  return fun.kind === "SelectorExpr" ? fun.sel.name : undefined;
}

/** The function or method a call names, as the catalog writes it. */
export interface Called {
  readonly ref: CallableRef;
  /** The operand of a method call. */
  readonly receiver: Expr | undefined;
  /** True if the method is an interface's. */
  readonly interface: boolean;
  /** False where only the import path or the receiver's type is known, not the declaration itself. */
  readonly resolved: boolean;
}

/**
 * What a call calls, also where the package's source is not at hand: the import path and the type's name of the receiver
 * are known then, and decide together with the method's name. Undefined for calls of values, conversions and builtins.
 */
export function calledBy(call: CallExpr, info: FileInfo): Called | undefined {
  const callee = info.calleeOf(call);
  switch (callee.kind) {
    case "func":
      return { ref: { pkg: callee.pkg, name: callee.name }, receiver: undefined, interface: false, resolved: true };
    case "method": {
      const ref = { pkg: callee.pkg, recv: callee.recv, name: callee.name };
      return { ref, receiver: callee.receiver, interface: callee.interface, resolved: true };
    }
    case "unknown":
      return unresolved(call, callee.pkg, info);
    default:
      return undefined;
  }
}

function unresolved(call: CallExpr, pkg: string | undefined, info: FileInfo): Called | undefined {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr") return undefined;
  if (pkg !== undefined) {
    return { ref: { pkg, name: fun.sel.name }, receiver: undefined, interface: false, resolved: false };
  }
  const named = namedTypeOf(fun.x, info);
  if (named === undefined || named.pkg === "" || isKnown(named.pkg, named.name, info)) return undefined;
  const ref = { pkg: named.pkg, recv: named.name, name: fun.sel.name };
  return { ref, receiver: fun.x, interface: false, resolved: false };
}

/** The function expression without parentheses and instantiation. */
export function functionOf(call: CallExpr): Expr {
  const fun = unparen(call.fun);
  return fun.kind === "IndexExpr" ? unparen(fun.x) : fun;
}

/** A named type, without type arguments. */
export interface TypeName {
  readonly pkg: string;
  readonly name: string;
}

/** The named type of a value or of what a pointer points to. */
export function namedOf(type: Type): TypeName | undefined {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" ? inner : undefined;
}

/** True if the type's declaration is at hand: a method that was not found on it is then not a method of it. */
function isKnown(pkg: string, name: string, info: FileInfo): boolean {
  const decls = info.world.packageDecls(pkg, info.packagePath);
  return decls !== undefined && decls.complete && decls.types.has(name);
}

/** The named type of an expression or of what it points to, also behind calls on a library's type whose source is not at hand. */
export function namedTypeOf(expr: Expr, info: FileInfo): TypeName | undefined {
  const type = info.typeOf(expr);
  const inner = unparen(expr);
  if (type.kind !== "unknown" || inner.kind !== "CallExpr") return namedOf(type);
  const fun = functionOf(inner);
  if (fun.kind !== "SelectorExpr") return undefined;
  const callee = info.calleeOf(inner);
  if (callee.kind === "unknown" && callee.pkg !== undefined) return functionResult(callee.pkg, fun.sel.name);
  const operand = namedTypeOf(fun.x, info);
  const name = operand === undefined ? undefined : fluentResult(operand.pkg, operand.name, fun.sel.name);
  return operand === undefined || name === undefined ? undefined : { pkg: operand.pkg, name };
}
