import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { File } from "../../server/src/syntax/ast.ts";
import { loadGoParser, type GoParser } from "../../server/src/syntax/parser.ts";

const require = createRequire(import.meta.url);

/** The parser, loaded once for the test process. */
export const goParser: GoParser = await loadGoParser({
  runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
  grammar: readFileSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm")),
});

/** Parses Go source; throws if the parse was given up. */
export function parseGo(text: string): File {
  const file = goParser.parse(text);
  if (typeof file === "string") throw new Error(`no tree: ${file}`);
  return file;
}
