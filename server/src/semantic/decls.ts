import type { Field, File, FuncDecl, GenDecl, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import { createChecker } from "./create-checker.ts";
import { LazyFunc, LazyMethod, LazyType, LazyValue } from "./lazy-decls.ts";
import { memoize } from "./lazy.ts";
import type { FuncDeclInfo, MethodDeclInfo, PackageDecls, TypeDeclInfo, ValueDecl, World } from "./package.ts";
import { receiverBase } from "./receiver.ts";

/** One parsed file of a package. */
export interface SourceFile {
  readonly uri: string;
  readonly ast: File;
}

export interface PackageContext {
  /** The import path. */
  readonly path: string;
  /** Where the packages it imports are found. */
  readonly world: World;
}

interface Collection {
  readonly values: Map<string, ValueDecl>;
  readonly funcs: Map<string, FuncDeclInfo>;
  readonly types: Map<string, TypeDeclInfo>;
  /** Methods by the name of the receiver's type; that type may be declared in a later file. */
  readonly methods: Map<string, Map<string, MethodDeclInfo>>;
}

/**
 * The declarations of one package, given its files (those of an external test package `foo_test` are a package of
 * their own). Of names declared several times, as by files for different systems, the first counts. Types are worked
 * out when they are first read; function bodies are never.
 */
export function collectDecls(files: readonly SourceFile[], context: PackageContext): PackageDecls {
  const { decls } = collectWithin(files, context, () => decls);
  return decls;
}

/** Declarations together with the methods of types that other files declare. */
export interface Collected {
  readonly decls: PackageDecls;
  readonly methods: ReadonlyMap<string, ReadonlyMap<string, MethodDeclInfo>>;
}

/** As {@link collectDecls}, for some files of the package `whole`, to which their names refer. */
export function collectWithin(
  files: readonly SourceFile[],
  context: PackageContext,
  whole: () => PackageDecls,
): Collected {
  const into: Collection = { values: new Map(), funcs: new Map(), types: new Map(), methods: new Map() };
  for (const file of files) collectFile(file, context, whole, into);
  const decls: PackageDecls = {
    path: context.path,
    name: files.find((file) => file.ast.packageName !== undefined)?.ast.packageName?.name ?? "",
    values: into.values,
    funcs: into.funcs,
    types: into.types,
    complete: files.every((file) => file.ast.errors.length === 0),
  };
  return { decls, methods: into.methods };
}

/** Sorts files by the names of their package clauses: a directory may hold `foo` and `foo_test`. Files without one are left out. */
export function groupByPackage(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  const groups = new Map<string, SourceFile[]>();
  for (const file of files) {
    const name = file.ast.packageName?.name;
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [file]);
    else group.push(file);
  }
  return groups;
}

function collectFile(file: SourceFile, context: PackageContext, whole: () => PackageDecls, into: Collection): void {
  const fileContext = { uri: file.uri, packagePath: context.path, goVersion: undefined, world: context.world };
  const checker = createChecker(file.ast, fileContext, whole);
  for (const decl of file.ast.decls) {
    if (decl.kind === "FuncDecl") collectFunc(checker, decl, into);
    else if (decl.kind === "GenDecl") collectGenDecl(checker, decl, into);
  }
}

function collectFunc(checker: Checker, decl: FuncDecl, into: Collection): void {
  const { name } = decl.name;
  if (name === "_" || (decl.recv === undefined && name === "init")) return;
  if (decl.recv !== undefined) collectMethod(checker, decl, decl.recv, into);
  else if (!into.funcs.has(name)) into.funcs.set(name, new LazyFunc(checker, decl));
}

function collectMethod(checker: Checker, decl: FuncDecl, recv: Field, into: Collection): void {
  const base = receiverBase(recv);
  if (base === undefined) return;
  const methods = methodsOf(into, base.name);
  if (!methods.has(decl.name.name)) methods.set(decl.name.name, new LazyMethod(checker, decl));
}

function methodsOf(into: Collection, typeName: string): Map<string, MethodDeclInfo> {
  return memoize(into.methods, typeName, () => new Map<string, MethodDeclInfo>());
}

function collectGenDecl(checker: Checker, decl: GenDecl, into: Collection): void {
  for (const spec of decl.specs) {
    if (spec.kind === "TypeSpec") collectType(checker, spec, into);
    else if (spec.kind === "ValueSpec") collectValues(checker, spec, decl.tok === "const", into);
  }
}

function collectType(checker: Checker, spec: TypeSpec, into: Collection): void {
  const { name } = spec.name;
  if (name === "_" || into.types.has(name)) return;
  into.types.set(name, new LazyType(checker, spec, name, methodsOf(into, name)));
}

function collectValues(checker: Checker, spec: ValueSpec, constant: boolean, into: Collection): void {
  for (const [index, ident] of spec.names.entries()) {
    if (ident.name === "_" || into.values.has(ident.name)) continue;
    into.values.set(ident.name, new LazyValue(checker, spec, index, constant));
  }
}
