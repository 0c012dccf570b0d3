import type { File } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import { constantValue } from "./constants.ts";
import { createChecker } from "./create-checker.ts";
import type { FileContext } from "./create-checker.ts";
import { collectDecls } from "./decls.ts";
import type { FileInfo, Obj, VarObj } from "./info.ts";
import { lazy } from "./lazy.ts";
import type { PackageDecls } from "./package.ts";
import { outermostScope } from "./resolve-decl.ts";
import { declsSeenFrom } from "./seen-from.ts";
import { visibleAt } from "./scope.ts";

/**
 * Types and names of one file. `own` are the declarations of its package as this file sees them (with the package's
 * test files, if it is one); by default those that the world has for its path, else those of the file alone.
 */
export function createFileInfo(file: File, context: FileContext, own?: PackageDecls): FileInfo {
  const { packagePath, world, uri } = context;
  const alone = (): PackageDecls => collectDecls([{ uri, ast: file }], { path: packagePath, world });
  const found = lazy<PackageDecls | undefined>(() => {
    const decls = own ?? world.packageDecls(packagePath, packagePath);
    return decls === undefined ? alone() : declsSeenFrom({ uri, ast: file }, decls, world);
  }, undefined);
  return fileInfo(createChecker(file, context, () => found() ?? EMPTY));
}

const EMPTY: PackageDecls = {
  path: "",
  name: "",
  values: new Map(),
  funcs: new Map(),
  types: new Map(),
  complete: false,
};

function fileInfo(checker: Checker): FileInfo {
  return {
    world: checker.world,
    packagePath: checker.packagePath,
    goVersion: checker.goVersion,
    typeOf: checker.typeOf,
    objectOf: checker.objectOf,
    calleeOf: checker.calleeOf,
    constantOf(expr) {
      const folded = checker.constantOf(expr);
      return folded === undefined ? undefined : constantValue(folded);
    },
    isType: checker.isType,
    variablesAt: (offset) => variablesAt(checker, offset),
    isNameTaken: (name, offset) =>
      namesAt(checker, offset).has(name) || checker.fileScope(name) !== undefined || name === "iota" || name === "_",
    importName: (path) => checker.imports.nameOf(path),
  };
}

function namesAt(checker: Checker, offset: number): ReadonlyMap<string, Obj> {
  const scope = outermostScope(checker, offset);
  return scope === undefined ? new Map<string, Obj>() : visibleAt(scope, offset);
}

function variablesAt(checker: Checker, offset: number): readonly VarObj[] {
  return [...namesAt(checker, offset).values()].filter((obj) => obj.kind === "var");
}
