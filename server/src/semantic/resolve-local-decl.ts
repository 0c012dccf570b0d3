import type { GenDecl, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import { valueAt } from "./assigned.ts";
import type { Checker } from "./checker.ts";
import { constantValue } from "./constants.ts";
import type { ConstObj, TypeObj } from "./info.ts";
import { lazy } from "./lazy.ts";
import type { ConstantValue, TypeDeclInfo } from "./package.ts";
import { resolveExpr } from "./resolve-expr.ts";
import { declareTypeParams } from "./resolve-signature.ts";
import { defineName } from "./resolver.ts";
import type { Resolver } from "./resolver.ts";
import { declare, localVar, openScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { named } from "./universe.ts";

/** Declares what a `var`, `const` or `type` statement in a function declares. */
export function resolveLocalDecl(resolver: Resolver, decl: GenDecl, scope: Scope): void {
  for (const spec of decl.specs) {
    if (spec.kind === "TypeSpec") declareLocalType(resolver, spec, scope);
    else if (spec.kind === "ValueSpec") declareValues(resolver, decl.tok, spec, scope);
  }
}

function declareValues(resolver: Resolver, tok: GenDecl["tok"], spec: ValueSpec, scope: Scope): void {
  resolveValueSpec(resolver, tok, spec, scope);
  for (const [index, ident] of spec.names.entries()) {
    const obj =
      tok === "const"
        ? constObj(resolver.checker, spec, index)
        : localVar(ident, "local", resolver.owner, () => variableType(resolver.checker, spec, index));
    defineName(resolver, ident, obj);
    declare(scope, ident.name, obj, spec.end);
  }
}

/** Resolves the type and the values of a line, not its names. */
export function resolveValueSpec(resolver: Resolver, tok: GenDecl["tok"], spec: ValueSpec, scope: Scope): void {
  const inner: Resolver = tok === "const" ? { ...resolver, iota: spec.iota } : resolver;
  if (spec.type !== undefined) resolveExpr(inner, spec.type, scope);
  for (const value of spec.values) resolveExpr(inner, value, scope);
}

/** The declared or the inferred type of a variable. */
export function variableType(checker: Checker, spec: ValueSpec, index: number): Type {
  if (spec.type !== undefined) return checker.typeExpr(spec.type);
  return valueAt(checker, spec.values, index, spec.names.length);
}

/** A constant; its type and value are found when they are first asked for. */
export function constObj(checker: Checker, spec: ValueSpec, index: number): ConstObj {
  const type = lazy(() => constantType(checker, spec, index), UNKNOWN);
  const value = lazy(() => foldedValue(checker, spec, index), undefined);
  return {
    kind: "const",
    name: spec.names[index]?.name ?? "_",
    pkg: checker.packagePath,
    get type() {
      return type();
    },
    get value() {
      return value();
    },
  };
}

export function constantType(checker: Checker, spec: ValueSpec, index: number): Type {
  const line = spec.repeats ?? spec;
  if (line.type !== undefined) return checker.typeExpr(line.type);
  const value = line.values[index];
  return value === undefined ? UNKNOWN : checker.typeOf(value);
}

export function foldedValue(checker: Checker, spec: ValueSpec, index: number): ConstantValue | undefined {
  const line = spec.repeats ?? spec;
  const expr = line.values[index];
  const folded = expr === undefined ? undefined : checker.constantOf(expr, spec.iota);
  return folded === undefined ? undefined : constantValue(folded);
}

/** A type declared inside a function is named by the place of its declaration: `name·offset`. */
function declareLocalType(resolver: Resolver, spec: TypeSpec, scope: Scope): void {
  const { checker } = resolver;
  const unique = `${spec.name.name}·${String(spec.name.start)}`;
  const obj: TypeObj = { kind: "type", name: spec.name.name, type: named(checker.packagePath, unique) };
  defineName(resolver, spec.name, obj);
  declare(scope, spec.name.name, obj, spec.name.start);
  resolveTypeSpec(resolver, spec, unique, scope);
  checker.names.localTypes.set(unique, typeDeclInfo(checker, spec, unique, new Map()));
}

/** Resolves the right side of a type declaration, its type parameters in scope. */
export function resolveTypeSpec(resolver: Resolver, spec: TypeSpec, name: string, scope: Scope): void {
  const { checker } = resolver;
  checker.names.owners.set(spec.type, named(checker.packagePath, name));
  const own = openScope(spec, scope, resolver.owner);
  const resolve = (expr: TypeSpec["type"]): void => {
    resolveExpr(resolver, expr, own);
  };
  declareTypeParams(resolver, spec.typeParams, own, resolve);
  resolve(spec.type);
}

/** What a type declaration declares; `methods` may still be filled. */
export function typeDeclInfo(
  checker: Checker,
  spec: TypeSpec,
  name: string,
  methods: TypeDeclInfo["methods"],
): TypeDeclInfo {
  const type = lazy(() => checker.typeExpr(spec.type), UNKNOWN);
  const typeParams = lazy(() => typeParamsOf(checker, spec), []);
  return {
    name,
    alias: spec.alias,
    get typeParams() {
      return typeParams();
    },
    get type() {
      return type();
    },
    methods,
    site: { uri: checker.uri, name: { start: spec.name.start, end: spec.name.end } },
  };
}

function typeParamsOf(checker: Checker, spec: TypeSpec): TypeDeclInfo["typeParams"] {
  return spec.typeParams.flatMap((field) =>
    field.names.map((ident) => {
      const obj = checker.objectOf(ident);
      const param = obj?.kind === "type" && obj.type.kind === "typeparam" ? obj.type : undefined;
      return { name: ident.name, constraint: param?.constraint ?? UNKNOWN };
    }),
  );
}
