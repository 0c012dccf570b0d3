import type { File } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";

/** The parts of a text of which nothing is said, since they do not parse: the errors, and the declarations around them. */
export function unreadParts({ errors, decls }: Pick<File, "errors" | "decls">): readonly Span[] {
  if (errors.length === 0) return [];
  const broken = decls.filter(
    (decl) => decl.kind === "BadDecl" || errors.some((error) => error.start <= decl.end && decl.start <= error.end),
  );
  return [...errors, ...broken.map(({ start, end }) => ({ start, end }))];
}
