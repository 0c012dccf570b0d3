import type { Decl } from "../syntax/ast.ts";
import { hash53 } from "../text/hash.ts";
import type { GoFile } from "./go-package.ts";

/** The part of a declaration that other declarations can see: for a function all but its body. */
function visiblePart(decl: Decl, text: string): string {
  return text.slice(decl.start, decl.kind === "FuncDecl" ? decl.type.end : decl.end);
}

const known = new WeakMap<GoFile, number>();

/** A hash of all that other functions can see of a file: its package clause, imports and declarations, without bodies. */
export function skeletonHash(file: GoFile): number {
  const ready = known.get(file);
  if (ready !== undefined) return ready;
  const { ast, text } = file;
  const parts = [ast.packageName?.name ?? "", ...ast.imports.map((spec) => text.slice(spec.start, spec.end))];
  for (const decl of ast.decls) {
    parts.push(visiblePart(decl, text));
    if (decl.kind === "FuncDecl")
      for (const comment of decl.doc) if (isDirective(comment.text)) parts.push(comment.text);
  }
  const hash = hash53(parts.join("\0"));
  known.set(file, hash);
  return hash;
}

/** Comments that speak to tools: the prose of a declaration's documentation changes no finding. */
function isDirective(text: string): boolean {
  return /^\/\/[a-z+]/.test(text);
}
