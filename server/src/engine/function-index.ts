import type { FunctionSource } from "../flow/program.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { FuncDecl } from "../syntax/ast.ts";
import { receiverTypeName } from "../syntax/outlined-file.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";

/** Finds the functions of one package by receiver and name. Of a name declared for several systems the first counts. */
export interface FunctionIndex {
  find(recv: string | undefined, name: string): FunctionSource | undefined;
}

export function indexFunctions(pkg: GoPackage, infoOf: (file: GoFile) => FileInfo): FunctionIndex {
  const places = new Map<string, { readonly file: GoFile; readonly decl: FuncDecl }>();
  const sources = new Map<string, FunctionSource>();
  // Tests come last, so that a name means what it means to importers.
  for (const file of [...pkg.files].sort((a, b) => Number(a.isTest) - Number(b.isTest))) {
    for (const decl of file.ast.decls) {
      if (decl.kind !== "FuncDecl") continue;
      const key = keyOf(receiverTypeName(decl), decl.name.name);
      if (!places.has(key)) places.set(key, { file, decl });
    }
  }
  return {
    find(recv, name) {
      const key = keyOf(recv, name);
      const known = sources.get(key);
      const place = places.get(key);
      if (known !== undefined || place === undefined) return known;
      const { file, decl } = place;
      const source = { uri: file.uri, pkg: pkg.path, recv, name, decl, info: infoOf(file) };
      sources.set(key, source);
      return source;
    },
  };
}

function keyOf(recv: string | undefined, name: string): string {
  return recv === undefined ? name : `${recv}.${name}`;
}
