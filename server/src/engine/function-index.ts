import { functionKey, type FunctionSource } from "../flow/program.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { File, FuncDecl } from "../syntax/ast.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { docStart, receiverTypeName } from "../syntax/outlined-decl.ts";

/** Finds the functions of one package by receiver and name. Of a name declared for several systems the first counts. */
export interface FunctionIndex {
  find(recv: string | undefined, name: string): FunctionSource | undefined;
  /** Those that were found so far, by their keys. */
  readonly found: ReadonlyMap<string, FoundFunction>;
  /** Those that were found before their bodies were edited, as they were, by their keys. */
  readonly replaced: ReadonlyMap<string, FunctionSource>;
}

export interface FoundFunction {
  readonly source: FunctionSource;
  readonly file: GoFile;
  /** Its place among the declarations of the file. */
  readonly index: number;
}

interface Place {
  readonly file: GoFile;
  readonly decl: FuncDecl;
  readonly index: number;
}

/**
 * `before`: what was found of the same package before bodies were edited. What others see of a function stays the very
 * same source as long as its text does, and while it does not parse.
 */
export function indexFunctions(
  pkg: GoPackage,
  infoOf: (file: GoFile) => FileInfo,
  before: ReadonlyMap<string, FoundFunction> = new Map(),
): FunctionIndex {
  const place = placeFinder(pkg);
  const { found, replaced } = carryOver(before, pkg, place);
  return {
    found,
    replaced,
    find(recv, name) {
      const at = place({ recv, name });
      if (at === undefined) return undefined;
      const { file, decl, index } = at;
      const key = functionKey({ uri: file.uri, recv, name });
      const known = found.get(key);
      if (known !== undefined) return known.source;
      const source = { uri: file.uri, pkg: pkg.path, recv, name, decl, text: textOf(at), info: infoOf(file) };
      found.set(key, { source, file, index });
      return source;
    },
  };
}

type PlaceFinder = (named: Pick<FunctionSource, "recv" | "name">) => Place | undefined;

function carryOver(
  before: ReadonlyMap<string, FoundFunction>,
  pkg: GoPackage,
  placeOf: PlaceFinder,
): { readonly found: Map<string, FoundFunction>; readonly replaced: Map<string, FunctionSource> } {
  const found = new Map<string, FoundFunction>();
  const replaced = new Map<string, FunctionSource>();
  const files = new Set(pkg.files);
  const byDeclarations = new Map<object, GoFile>(pkg.files.map((file) => [file.ast.declarations, file]));
  for (const [key, known] of before) {
    // While its declarations stay, a file keeps being the first to declare what it was the first to declare.
    const place = files.has(known.file) ? undefined : (movedTo(known, byDeclarations) ?? placeOf(known.source));
    if (place === undefined) found.set(key, known);
    else if (known.source.text === textOf(place) || isBroken(place)) found.set(key, known);
    else replaced.set(key, known.source);
  }
  return { found, replaced };
}

/** Where a function is now, if only bodies of its file were edited. */
function movedTo({ file, index }: FoundFunction, files: ReadonlyMap<object, GoFile>): Place | undefined {
  const now = files.get(file.ast.declarations);
  const decl = now?.ast.decls[index];
  return now !== undefined && decl?.kind === "FuncDecl" ? { file: now, decl, index } : undefined;
}

function placeFinder(pkg: GoPackage): PlaceFinder {
  // Tests come last, so that a name means what it means to importers.
  const files = [...pkg.files].sort((a, b) => Number(a.isTest) - Number(b.isTest));
  return ({ recv, name }) => {
    const key = keyOf(recv, name);
    for (const file of files) {
      const index = functionPlaces(file.ast).get(key);
      const decl = index === undefined ? undefined : file.ast.decls[index];
      if (index !== undefined && decl?.kind === "FuncDecl") return { file, decl, index };
    }
    return undefined;
  };
}

/** By what stays while bodies are edited. */
const knownPlaces = new WeakMap<object, ReadonlyMap<string, number>>();

/** The places of the functions among the declarations of a file, by receiver and name, the first of each. */
function functionPlaces({ declarations, decls }: File): ReadonlyMap<string, number> {
  const known = knownPlaces.get(declarations);
  if (known !== undefined) return known;
  const places = new Map<string, number>();
  for (const [index, decl] of decls.entries()) {
    if (decl.kind !== "FuncDecl") continue;
    const key = keyOf(receiverTypeName(decl), decl.name.name);
    if (!places.has(key)) places.set(key, index);
  }
  knownPlaces.set(declarations, places);
  return places;
}

function textOf({ file, decl }: Place): string {
  return file.text.slice(docStart(decl), decl.end);
}

/** True if the text of a declaration does not parse. */
function isBroken({ file: { ast }, decl }: Place): boolean {
  // Its errors are known once its body was read.
  const { start, end } = decl.body ?? decl;
  return ast.errors.some((error) => error.start <= Math.max(end, decl.end) && Math.min(start, decl.start) <= error.end);
}

function keyOf(recv: string | undefined, name: string): string {
  return recv === undefined ? name : `${recv}.${name}`;
}
