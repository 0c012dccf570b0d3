import { declaredNames, isMethod, nameOfFunc, receiverTypeName } from "../syntax/outlined-decl.ts";
import { collectWithin } from "./decls.ts";
import type { Collected, SourceFile } from "./decls.ts";
import type { PackageDecls, TypeDeclInfo, World } from "./package.ts";

/**
 * A package as one of its files sees it. Where files for different systems declare the same name, the package has one
 * of them; inside each of these files its own declaration counts. The package itself where nothing differs.
 */
export function declsSeenFrom(file: SourceFile, decls: PackageDecls, world: World): PackageDecls {
  if (!declaresAnew(file, decls)) {
    noteOwn(file, decls);
    return decls;
  }
  const own = collectWithin([file], { path: decls.path, world }, () => merged);
  const merged: PackageDecls = {
    path: decls.path,
    name: decls.name,
    complete: decls.complete && own.decls.complete,
    values: new Map([...decls.values, ...own.decls.values]),
    funcs: new Map([...decls.funcs, ...own.decls.funcs]),
    types: mergedTypes(decls.types, own),
  };
  return merged;
}

/** Files that are known to declare nothing anew: their declarations are a part of the package's. */
const ownFiles = new WeakMap<PackageDecls, Set<string>>();

function noteOwn({ uri }: SourceFile, decls: PackageDecls): void {
  const known = ownFiles.get(decls);
  if (known === undefined) ownFiles.set(decls, new Set([uri]));
  else known.add(uri);
}

/** True if the file declares a name or a method that the package does not have, or has from another file. */
function declaresAnew({ uri, ast }: SourceFile, decls: PackageDecls): boolean {
  if (ownFiles.get(decls)?.has(uri) === true) return false;
  const isElsewhere = (name: string): boolean => {
    if (name === "_" || name === "init") return false;
    const found = decls.types.get(name) ?? decls.funcs.get(name) ?? decls.values.get(name);
    return found?.site?.uri !== uri;
  };
  return ast.decls.some((decl) => {
    if (decl.kind === "BadDecl") return false;
    if (decl.kind === "GenDecl") return declaredNames(decl).some(isElsewhere);
    if (!isMethod(decl)) return isElsewhere(nameOfFunc(decl));
    const base = receiverTypeName(decl);
    const type = base === undefined ? undefined : decls.types.get(base);
    const name = nameOfFunc(decl);
    return type !== undefined && type.methods.get(name)?.site?.uri !== uri && name !== "_";
  });
}

/** The types of both; a type's methods are those of the package and those of the file, the latter first. */
function mergedTypes(all: PackageDecls["types"], own: Collected): PackageDecls["types"] {
  const merged = new Map([...all, ...own.decls.types]);
  for (const name of new Set([...own.decls.types.keys(), ...own.methods.keys()])) {
    const decl = merged.get(name);
    const methods = new Map([...(all.get(name)?.methods ?? []), ...(own.methods.get(name) ?? [])]);
    if (decl !== undefined) merged.set(name, withMethods(decl, methods));
  }
  return merged;
}

function withMethods(decl: TypeDeclInfo, methods: TypeDeclInfo["methods"]): TypeDeclInfo {
  return {
    name: decl.name,
    alias: decl.alias,
    get typeParams() {
      return decl.typeParams;
    },
    get type() {
      return decl.type;
    },
    methods,
    site: decl.site,
  };
}
