import type { GenDecl, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import type { ConstObj, TypeObj } from "./info.ts";
import { LocalType } from "./lazy-decls.ts";
import { lazy } from "./lazy.ts";
import { resolveExpr } from "./resolve-expr.ts";
import { declareTypeParams } from "./resolve-signature.ts";
import { defineName } from "./resolver.ts";
import type { Resolver } from "./resolver.ts";
import { declare, localVar, openScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { UNKNOWN } from "./types.ts";
import { named } from "./universe.ts";
import { constantType, foldedValue, variableType } from "./value-spec.ts";

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

/** A type declared inside a function is named by the place of its declaration: `name·offset`. */
function declareLocalType(resolver: Resolver, spec: TypeSpec, scope: Scope): void {
  const { checker } = resolver;
  const unique = `${spec.name.name}·${String(spec.name.start)}`;
  const obj: TypeObj = { kind: "type", name: spec.name.name, type: named(checker.packagePath, unique) };
  defineName(resolver, spec.name, obj);
  declare(scope, spec.name.name, obj, spec.name.start);
  resolveTypeSpec(resolver, spec, unique, scope);
  const file = { uri: checker.uri, checker: () => checker };
  checker.names.localTypes.set(unique, new LocalType(file, spec, unique));
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
