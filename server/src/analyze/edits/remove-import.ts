import type { GenDecl, ImportSpec, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import type { TextEdit } from "../../text/edit.ts";
import { wordPattern } from "../text-queries.ts";
import type { FileUnit } from "../unit.ts";

/** How often the file names the package imported from `path`. */
export function countUses(file: FileUnit, path: string): number {
  const name = file.info.importName(path);
  if (name === undefined || name === "." || name === "_") return 0;
  let count = 0;
  for (const decl of file.declsMatching(wordPattern([name]))) {
    walk(decl, (node) => {
      if (node.kind === "SelectorExpr" && node.x.kind === "Ident" && node.x.name === name) count++;
    });
  }
  return count;
}

/** Takes the import of `path` out of the file. Undefined where it is not imported, or shares its line with others. */
export function removeImport(file: FileUnit, path: string): TextEdit | undefined {
  for (const decl of file.importDecls) {
    const spec = decl.specs.find((each): each is ImportSpec => each.kind === "ImportSpec" && each.path === path);
    if (spec !== undefined) return removeSpec(file, decl, spec);
  }
  return undefined;
}

/** Takes the imports out that only `removed`, which goes, has a use for. Undefined where one of them cannot go. */
export function removeImportsWith(file: FileUnit, removed: Node): readonly TextEdit[] | undefined {
  const inside = new Map<string, number>();
  walk(removed, (node) => {
    if (node.kind !== "SelectorExpr" || node.x.kind !== "Ident") return;
    const obj = file.info.objectOf(node.x);
    if (obj?.kind === "package") inside.set(obj.path, (inside.get(obj.path) ?? 0) + 1);
  });
  const unused = [...inside].filter(([path, count]) => countUses(file, path) === count);
  const edits = unused.map(([path]) => removeImport(file, path)).filter((edit) => edit !== undefined);
  return edits.length < unused.length ? undefined : edits;
}

function removeSpec(file: FileUnit, decl: GenDecl, spec: ImportSpec): TextEdit | undefined {
  const target = decl.specs.length === 1 ? decl : spec;
  const first = file.lines.lineAt(target.start);
  const last = file.lines.lineAt(target.end);
  const start = file.lines.lineStart(first);
  const end = file.lines.lineStart(last + 1);
  const rest = (file.text.slice(start, target.start) + file.text.slice(target.end, end)).trim();
  if (rest !== "" && !rest.startsWith("//")) return undefined;
  const blankBelow = target === decl || isAloneInBlock(file, first, last);
  return { span: { start, end: blankBelow ? skipBlankLine(file, last + 1, end) : end }, newText: "" };
}

/** True if the lines around are blank or the parentheses: the blank line below would be left over. */
function isAloneInBlock(file: FileUnit, first: number, last: number): boolean {
  const above = file.lines.lineText(first - 1).trim();
  const below = file.lines.lineText(last + 1).trim();
  return (above === "" || above.endsWith("(")) && below === "";
}

function skipBlankLine(file: FileUnit, line: number, offset: number): number {
  return file.lines.lineText(line).trim() === "" ? file.lines.lineStart(line + 1) : offset;
}
