import type { Decl, File } from "../../server/src/syntax/ast.ts";

/** All that a file holds, as plain data in one order. Reading it parses whatever was not parsed yet. */
export function wholeFile(file: File): unknown {
  const { packageName, imports, comments, decls } = file;
  const read = plain({ packageName, imports, comments, decls: decls.map(wholeDecl) });
  // Errors in bodies are known once these were read.
  return { read, errors: plain([...file.errors].sort((a, b) => a.start - b.start || a.end - b.end)) };
}

/** All that a declaration holds, lazily lowered or not. */
export function wholeDecl(decl: Decl): unknown {
  if (decl.kind === "BadDecl") return decl;
  const { kind, start, end, doc } = decl;
  if (decl.kind === "GenDecl") return { kind, start, end, doc, tok: decl.tok, specs: decl.specs };
  const { recv, name, type, hasBody, body } = decl;
  return { kind, start, end, doc, recv, name, type, hasBody, body };
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
