import { hash53 } from "../text/hash.ts";
import type { GoFile } from "./go-package.ts";

const known = new WeakMap<GoFile, number>();

/** A hash of what other files can see of a file: its package clause, imports and declarations without bodies and comments between them. */
export function declarationHash(file: GoFile): number {
  const ready = known.get(file);
  if (ready !== undefined) return ready;
  const { ast, text, isTest } = file;
  const parts = [
    String(isTest),
    ast.packageName?.name ?? "",
    ...ast.imports.map((spec) => text.slice(spec.start, spec.end)),
  ];
  for (const decl of ast.decls) parts.push(text.slice(decl.start, decl.kind === "FuncDecl" ? decl.type.end : decl.end));
  const hash = hash53(parts.join("\0"));
  known.set(file, hash);
  return hash;
}
