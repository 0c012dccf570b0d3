import { functionKey, type FunctionSource } from "../flow/program.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { FuncDecl } from "../syntax/ast.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { receiverTypeName } from "../syntax/outlined-decl.ts";

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
  /** The function with the comments above it, which may speak to the analysis. */
  readonly text: string;
}

interface Place {
  readonly file: GoFile;
  readonly decl: FuncDecl;
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
  const { found, replaced } = carryOver(before, new Set(pkg.files), place);
  return {
    found,
    replaced,
    find(recv, name) {
      const at = place(recv, name);
      if (at === undefined) return undefined;
      const { file, decl } = at;
      const key = functionKey({ uri: file.uri, recv, name });
      const known = found.get(key);
      if (known !== undefined) return known.source;
      const source = { uri: file.uri, pkg: pkg.path, recv, name, decl, info: infoOf(file) };
      found.set(key, { source, file, text: textOf(at) });
      return source;
    },
  };
}

type PlaceFinder = (recv: string | undefined, name: string) => Place | undefined;

function carryOver(
  before: ReadonlyMap<string, FoundFunction>,
  files: ReadonlySet<GoFile>,
  placeOf: PlaceFinder,
): { readonly found: Map<string, FoundFunction>; readonly replaced: Map<string, FunctionSource> } {
  const found = new Map<string, FoundFunction>();
  const replaced = new Map<string, FunctionSource>();
  for (const [key, known] of before) {
    // While its declarations stay, a file keeps being the first to declare what it was the first to declare.
    const place = files.has(known.file) ? undefined : placeOf(known.source.recv, known.source.name);
    if (place === undefined) found.set(key, known);
    else if (known.text === textOf(place) || isBroken(place)) found.set(key, known);
    else replaced.set(key, known.source);
  }
  return { found, replaced };
}

function placeFinder(pkg: GoPackage): PlaceFinder {
  // Tests come last, so that a name means what it means to importers.
  const files = [...pkg.files].sort((a, b) => Number(a.isTest) - Number(b.isTest));
  return (recv, name) => {
    const key = keyOf(recv, name);
    for (const file of files) {
      const decl = functionsOf(file).get(key);
      if (decl !== undefined) return { file, decl };
    }
    return undefined;
  };
}

const known = new WeakMap<GoFile, ReadonlyMap<string, FuncDecl>>();

/** The functions of a file by receiver and name, the first of each. */
function functionsOf(file: GoFile): ReadonlyMap<string, FuncDecl> {
  const ready = known.get(file);
  if (ready !== undefined) return ready;
  const functions = new Map<string, FuncDecl>();
  for (const decl of file.ast.decls) {
    if (decl.kind !== "FuncDecl") continue;
    const key = keyOf(receiverTypeName(decl), decl.name.name);
    if (!functions.has(key)) functions.set(key, decl);
  }
  known.set(file, functions);
  return functions;
}

function textOf({ file, decl }: Place): string {
  return file.text.slice(decl.doc[0]?.start ?? decl.start, decl.end);
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
