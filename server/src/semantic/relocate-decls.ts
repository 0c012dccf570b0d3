import type { FuncDecl, Ident, Spec } from "../syntax/ast.ts";
import type { SourceFile } from "./decls.ts";
import { LazyFunc, LazyType, LazyValue } from "./lazy-decls.ts";
import type { PackageDecls } from "./package.ts";
import { receiverTypeName } from "../syntax/outlined-decl.ts";

/** Tells the declarations of a package where they are now in a file whose text has changed, but not what it declares. */
export function relocateDecls(decls: PackageDecls, { uri, ast }: SourceFile): void {
  const relocate = (found: unknown, at: Ident): void => {
    const isKnown = found instanceof LazyFunc || found instanceof LazyType || found instanceof LazyValue;
    if (isKnown && found.uri === uri) found.relocate(at);
  };
  for (const decl of ast.decls) {
    if (decl.kind === "FuncDecl") relocate(functionIn(decls, decl), decl.name);
    else if (decl.kind === "GenDecl") for (const spec of decl.specs) relocateSpec(decls, spec, relocate);
  }
}

function functionIn(decls: PackageDecls, decl: FuncDecl): unknown {
  const { name } = decl.name;
  if (decl.recv === undefined) return decls.funcs.get(name);
  return decls.types.get(receiverTypeName(decl) ?? "")?.methods.get(name);
}

function relocateSpec(decls: PackageDecls, spec: Spec, relocate: (found: unknown, at: Ident) => void): void {
  if (spec.kind === "TypeSpec") relocate(decls.types.get(spec.name.name), spec.name);
  if (spec.kind === "ValueSpec") for (const name of spec.names) relocate(decls.values.get(name.name), name);
}
