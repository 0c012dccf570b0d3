import { headEnd } from "../syntax/outlined-decl.ts";
import { hash53 } from "../text/hash.ts";
import type { GoFile } from "./go-package.ts";

/** By what stays while bodies are edited. */
const known = new WeakMap<object, number>();

/** A hash of what other files can see of a file: its package clause, imports and declarations without bodies and comments between them. */
export function declarationHash(file: GoFile): number {
  const ready = known.get(file.ast.declarations);
  if (ready !== undefined) return ready;
  const { ast, text, isTest } = file;
  const parts = [String(isTest), ast.packageName?.name ?? ""];
  for (const decl of ast.decls) parts.push(text.slice(decl.start, decl.kind === "FuncDecl" ? headEnd(decl) : decl.end));
  const hash = hash53(parts.join("\0"));
  known.set(ast.declarations, hash);
  return hash;
}
