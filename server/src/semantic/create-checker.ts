import type { CallExpr, Expr, File, Ident, SelectorExpr } from "../syntax/ast.ts";
import { calledSignature, resolveCallee } from "./calls.ts";
import type { Checker, NameEntry, NameTable, Selection } from "./checker.ts";
import type { Constant } from "./constants.ts";
import { typeOfExpr } from "./expr-type.ts";
import { foldExpr } from "./fold.ts";
import { importTable } from "./imports.ts";
import type { Callee, Obj } from "./info.ts";
import { memoize } from "./lazy.ts";
import { fileScopeObject, objectOfIdent, packageMember } from "./objects.ts";
import type { MemberObjects } from "./objects.ts";
import type { PackageDecls, World } from "./package.ts";
import { denotesType, select } from "./selection.ts";
import { typeFromExpr } from "./type-expr.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { unalias } from "./underlying.ts";

/** What is known of a file besides its syntax. */
export interface FileContext {
  readonly uri: string;
  /** Import path of the file's package. */
  readonly packagePath: string;
  /** The `go` version of the module, where go.mod is known. */
  readonly goVersion: string | undefined;
  readonly world: World;
}

/** Deepest nesting of questions; deeper expressions are unknown. */
const DEEPEST = 400;

/** The state for one file; `own` gives its package's declarations when they are first needed. */
export function createChecker(file: File, context: FileContext, own: () => PackageDecls): Checker {
  const names = emptyNames();
  const world = worldOf(context, own, names);
  const guard = depthGuard();
  const objects: MemberObjects = { byKey: new Map(), byStruct: new Map() };
  const types = new Map<Expr, Type>();
  const typeExprs = new Map<Expr, Type>();
  const idents = new Map<Ident, Obj | undefined>();
  const atFile = new Map<string, Obj | undefined>();
  const packages = new Map<string, Map<string, Obj | undefined>>();
  const typeness = new Map<Expr, boolean>();
  const selections = new Map<SelectorExpr, Selection>();
  const callees = new Map<CallExpr, Callee>();
  const constants = new Map<Expr, Constant | undefined>();
  const nothing: Callee = { kind: "unknown", pkg: undefined, name: undefined };
  const noMember: Selection = { kind: "member", operand: UNKNOWN, member: "unknown" };
  const checker: Checker = {
    file,
    uri: context.uri,
    packagePath: context.packagePath,
    goVersion: context.goVersion,
    world,
    get own() {
      return own();
    },
    imports: importTable(file.imports, world, context.packagePath),
    names,
    scopes: new Map(),
    resolvedBodies: new Set(),
    objectOf: (ident) =>
      localObject(names.entries.get(ident)) ??
      idents.get(ident) ??
      guard(idents, ident, undefined, () => objectOfIdent(checker, objects, ident)),
    typeOf: (expr) => types.get(expr) ?? guard(types, expr, UNKNOWN, () => unaliased(typeOfExpr(checker, expr), world)),
    typeExpr: (expr) => typeExprs.get(expr) ?? guard(typeExprs, expr, UNKNOWN, () => typeFromExpr(checker, expr)),
    isType: (expr) => typeness.get(expr) ?? guard(typeness, expr, false, () => denotesType(checker, expr)),
    selection: (expr) => selections.get(expr) ?? guard(selections, expr, noMember, () => select(checker, expr)),
    calleeOf: (call) => callees.get(call) ?? guard(callees, call, nothing, () => resolveCallee(checker, call)),
    signatureOf: (call) => calledSignature(checker, call),
    constantOf: (expr, iota) =>
      guard(iota === undefined ? constants : new Map<Expr, Constant | undefined>(), expr, undefined, () =>
        foldExpr(checker, expr, iota),
      ),
    fileScope: (name) => atFile.get(name) ?? guard(atFile, name, undefined, () => fileScopeObject(checker, name)),
    memberOf(path, name) {
      const members = memoize(packages, path, () => new Map<string, Obj | undefined>());
      return members.get(name) ?? guard(members, name, undefined, () => packageMember(checker, path, name));
    },
  };
  return checker;
}

/** Most names are local: their entry is the answer. */
function localObject(entry: NameEntry | undefined): Obj | undefined {
  return entry?.kind === "var" ? entry : undefined;
}

type Guard = <K, V>(cache: Map<K, V>, key: K, cyclic: V, compute: () => V) => V;

/**
 * Answers each question once. A question that needs its own answer, or lies too deep, gets the stand-in; what follows
 * from a question that lay too deep is not kept, so that the order of questions does not matter later.
 */
function depthGuard(): Guard {
  let depth = 0;
  let gaveUp = false;
  return (cache, key, cyclic, compute) => {
    if (cache.has(key)) return cache.get(key) ?? cyclic;
    if (depth > DEEPEST) {
      gaveUp = true;
      return cyclic;
    }
    cache.set(key, cyclic);
    depth++;
    const answer = compute();
    depth--;
    if (gaveUp) cache.delete(key);
    else cache.set(key, answer);
    if (depth === 0) gaveUp = false;
    return answer;
  };
}

/** Readers look at the outermost form of a type: there, behind a pointer, and in each result of a call no alias is left. */
function unaliased(type: Type, world: World): Type {
  if (type.kind === "tuple") return { kind: "tuple", elems: type.elems.map((elem) => unaliased(elem, world)) };
  const direct = unalias(type, world);
  if (direct.kind !== "pointer") return direct;
  const elem = unalias(direct.elem, world);
  return elem === direct.elem ? direct : { kind: "pointer", elem };
}

function emptyNames(): NameTable {
  return { entries: new Map(), elided: new Map(), owners: new Map(), localTypes: new Map() };
}

/** The world as the file sees it: imports resolve from its package, and its own package is the one given. */
function worldOf(context: FileContext, own: () => PackageDecls, names: NameTable): World {
  const { packagePath, world } = context;
  const known = new Map<string, { readonly decls: PackageDecls | undefined }>();
  return {
    packageDecls: (path) =>
      path === packagePath
        ? own()
        : memoize(known, path, () => ({ decls: world.packageDecls(path, packagePath) })).decls,
    localType: (pkg, name) => (pkg === packagePath ? names.localTypes.get(name) : undefined),
  };
}
