import type { File } from "./ast.ts";
import { headEnd } from "./outlined-decl.ts";

/** True if something besides the bodies of functions does not parse. */
export function hasBrokenDeclarations({ decls, errors }: File): boolean {
  if (decls.some((decl) => decl.kind === "BadDecl")) return true;
  return errors.some(
    (error) =>
      !decls.some(
        (decl) => decl.kind === "FuncDecl" && decl.hasBody && headEnd(decl) <= error.start && error.end <= decl.end,
      ),
  );
}
