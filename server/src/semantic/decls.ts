import type { File, FuncDecl, GenDecl } from "../syntax/ast.ts";
import { declaredNames, isMethod, nameOfFunc, receiverTypeName } from "../syntax/outlined-decl.ts";
import { isOutlined } from "../syntax/outlined-file.ts";
import type { Checker } from "./checker.ts";
import { createChecker } from "./create-checker.ts";
import { type Declared, DeclaringFile, LazyFunc, LazyMethod, LazyValue, PackageType } from "./lazy-decls.ts";
import { memoize } from "./lazy.ts";
import type { FuncDeclInfo, MethodDeclInfo, PackageDecls, TypeDeclInfo, ValueDecl, World } from "./package.ts";

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
  /** False if files of it could not be read; true where left out. */
  readonly complete?: boolean;
}

interface Collection {
  readonly files: DeclaringFile[];
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
  const into: Collection = { files: [], values: new Map(), funcs: new Map(), types: new Map(), methods: new Map() };
  for (const file of files) collectFile(file, context, whole, into);
  const decls: PackageDecls = {
    path: context.path,
    name: files.find((file) => file.ast.packageName !== undefined)?.ast.packageName?.name ?? "",
    values: into.values,
    funcs: into.funcs,
    types: into.types,
    // What does not parse of an outlined file is not known, each declaration for itself.
    complete: context.complete !== false && files.every((file) => isOutlined(file.ast) || file.ast.errors.length === 0),
  };
  declaringFiles.set(decls, into.files);
  return { decls, methods: into.methods };
}

const declaringFiles = new WeakMap<PackageDecls, readonly DeclaringFile[]>();

/** Tells declarations where they are now in a file whose text has changed, but not what it declares. */
export function relocateDecls(decls: PackageDecls, { uri, ast }: SourceFile): void {
  for (const file of declaringFiles.get(decls) ?? []) if (file.uri === uri) file.relocate(ast);
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
  const checker = once(() => createChecker(file.ast, fileContext, whole));
  const place = new DeclaringFile(file.uri, file.ast, checker);
  into.files.push(place);
  for (const [index, decl] of file.ast.decls.entries()) {
    if (decl.kind === "FuncDecl") collectFunc(place, { decl, index }, into);
    else if (decl.kind === "GenDecl") collectGenDecl(place, { decl, index }, into);
  }
}

function collectFunc(file: DeclaringFile, declared: Declared<FuncDecl>, into: Collection): void {
  const { decl } = declared;
  const name = nameOfFunc(decl);
  if (name === "_" || (name === "init" && !isMethod(decl))) return;
  if (!isMethod(decl)) {
    if (!into.funcs.has(name)) into.funcs.set(name, new LazyFunc(file, declared));
    return;
  }
  const type = receiverTypeName(decl);
  if (type === undefined) return;
  const methods = methodsOf(into, type);
  if (!methods.has(name)) methods.set(name, new LazyMethod(file, declared));
}

function methodsOf(into: Collection, typeName: string): Map<string, MethodDeclInfo> {
  return memoize(into.methods, typeName, () => new Map<string, MethodDeclInfo>());
}

function collectGenDecl(file: DeclaringFile, declared: Declared<GenDecl>, into: Collection): void {
  const { decl } = declared;
  for (const name of declaredNames(decl)) {
    if (name === "_") continue;
    if (decl.tok === "type") collectType(file, declared, name, into);
    else if (!into.values.has(name)) into.values.set(name, new LazyValue(file, declared, name));
  }
}

function collectType(file: DeclaringFile, declared: Declared<GenDecl>, name: string, into: Collection): void {
  if (!into.types.has(name)) into.types.set(name, new PackageType(file, declared, name, into.methods));
}

/** Most files of dependencies are never asked about; their state is made when they are. */
function once(make: () => Checker): () => Checker {
  let made: Checker | undefined;
  return () => (made ??= make());
}
