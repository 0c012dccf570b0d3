import type { Expr, Field, FuncNode, FuncType, Ident } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import type { TypeObj } from "./info.ts";
import { lazy } from "./lazy.ts";
import { receiverBase } from "../syntax/receiver.ts";
import { receiverTypeParams } from "./receiver.ts";
import type { Resolver } from "./resolver.ts";
import { defineName } from "./resolver.ts";
import { declare, localVar } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { substitute } from "./substitute.ts";
import type { Type, TypeParamType } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { typeDecl } from "./underlying.ts";
import { sliceOf } from "./universe.ts";

/** Declares the parameters and results of a function with a body, after resolving their types with `resolve`. */
export function declareSignature(
  resolver: Resolver,
  func: FuncNode,
  type: FuncType,
  scope: Scope,
  resolve: (expr: Expr) => void,
): void {
  declareTypeParams(resolver, type.typeParams, scope, resolve);
  for (const field of [...type.params, ...type.results]) resolve(field.type);
  declareFields(resolver, type.params, "param", scope, func, type.end);
  declareFields(resolver, type.results, "result", scope, func, type.end);
}

export function declareFields(
  resolver: Resolver,
  fields: readonly Field[],
  kind: "param" | "result" | "receiver",
  scope: Scope,
  func: FuncNode,
  from: number,
): void {
  for (const field of fields) {
    for (const ident of field.names) {
      const obj = localVar(ident, kind, func, () => fieldType(resolver.checker, field));
      defineName(resolver, ident, obj);
      declare(scope, ident.name, obj, from);
    }
  }
}

/** The type of a parameter as seen inside the function: a slice for `...T`. */
export function fieldType(checker: Checker, field: Field): Type {
  const type = checker.typeExpr(field.type);
  return field.variadic ? sliceOf(type) : type;
}

/** Declares type parameters; they are in scope in each other's constraints. */
export function declareTypeParams(
  resolver: Resolver,
  fields: readonly Field[],
  scope: Scope,
  resolve: (expr: Expr) => void,
): void {
  const names = fields.flatMap((field) => field.names.map((ident) => ident.name));
  for (const field of fields) {
    for (const ident of field.names) {
      const constraint = (): Type => withoutConstraints(resolver.checker.typeExpr(field.type), names);
      declareTypeParam(resolver, ident, scope, constraint);
    }
  }
  for (const field of fields) resolve(field.type);
}

function declareTypeParam(resolver: Resolver, ident: Ident, scope: Scope, constraint: () => Type): void {
  const obj: TypeObj = { kind: "type", name: ident.name, type: typeParam(ident.name, constraint) };
  defineName(resolver, ident, obj);
  declare(scope, ident.name, obj, ident.start);
}

function typeParam(name: string, constraint: () => Type): TypeParamType {
  const found = lazy(constraint, UNKNOWN);
  return {
    kind: "typeparam",
    name,
    get constraint() {
      return found();
    },
  };
}

/** Type parameters inside a constraint carry none of their own, so that types stay finite. */
function withoutConstraints(constraint: Type, names: readonly string[]): Type {
  const bare = (name: string): TypeParamType => ({ kind: "typeparam", name, constraint: UNKNOWN });
  return substitute(constraint, new Map(names.map((name) => [name, bare(name)])));
}

/** Declares the names that a receiver `(l *List[K, V])` gives its type's parameters. */
export function declareReceiverTypeParams(resolver: Resolver, recv: Field, scope: Scope): void {
  const { checker } = resolver;
  for (const [index, ident] of receiverTypeParams(recv).entries()) {
    declareTypeParam(resolver, ident, scope, () => receiverConstraint(checker, recv, index));
  }
}

function receiverConstraint(checker: Checker, recv: Field, index: number): Type {
  const name = receiverBase(recv);
  if (name === undefined) return UNKNOWN;
  const decl = typeDecl({ kind: "named", pkg: checker.packagePath, name: name.name, args: [] }, checker.world);
  const constraint = decl?.typeParams[index]?.constraint;
  if (decl === undefined || constraint === undefined) return UNKNOWN;
  const idents = receiverTypeParams(recv);
  const renamed = decl.typeParams.map((param, at): [string, Type] => {
    return [param.name, { kind: "typeparam", name: idents[at]?.name ?? param.name, constraint: UNKNOWN }];
  });
  return substitute(constraint, new Map(renamed));
}
