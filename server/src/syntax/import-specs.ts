import type { Span } from "../text/span.ts";
import type { Ident, ImportSpec } from "./ast.ts";

const TOKEN =
  /(?<blank>\s+|;|\/\/[^\n]*|\/\*[^]*?\*\/)|(?<name>[\p{L}_][\p{L}\p{N}_]*|\.)|(?<path>"[^"\n\\]*"|`[^`]*`)|[()]/uy;

/**
 * The specs of the import declaration that stands at `span`, without a parse: every file begins with one. Undefined where it is
 * not made as expected.
 */
export function importSpecsOf(text: string, { start, end }: Span): readonly ImportSpec[] | undefined {
  const specs: ImportSpec[] = [];
  let name: Ident | undefined;
  TOKEN.lastIndex = start + "import".length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    const groups = token.groups ?? {};
    const to = TOKEN.lastIndex;
    if (groups.name !== undefined) {
      if (name !== undefined) return undefined;
      name = { kind: "Ident", start: from, end: to, name: groups.name };
    } else if (groups.path !== undefined) {
      const pathSpan = { start: from, end: to };
      const path = text.slice(from + 1, to - 1);
      specs.push({ kind: "ImportSpec", start: name?.start ?? from, end: to, name, path, pathSpan });
      name = undefined;
    }
  }
  return name === undefined ? specs : undefined;
}
