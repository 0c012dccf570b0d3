import type { GenDecl, ImportSpec } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { FileUnit } from "../unit.ts";
import { lineBreakOf } from "./indentation.ts";

/** An import a fix needs: the name to write before the package's members, and the edits that bring it in. */
export interface NeededImport {
  readonly name: string;
  /** Empty where the file imports the package already. */
  readonly edits: readonly TextEdit[];
}

/**
 * Imports a package for code at `offset`. Undefined where the package cannot be named there: its name is taken by something
 * else, or it is imported with `.` or `_` only.
 */
export function needImport(file: FileUnit, path: string, offset: number): NeededImport | undefined {
  const known = file.info.importName(path);
  if (known !== undefined) return isUsable(file, known, path, offset) ? { name: known, edits: [] } : undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (file.isNameTaken(name, offset) || declaresAnywhere(file, name)) return undefined;
  const edit = insertImport(file, path);
  return edit === undefined ? undefined : { name, edits: [edit] };
}

function isUsable(file: FileUnit, name: string, path: string, offset: number): boolean {
  if (name === "." || name === "_") return false;
  return !file.info.variablesAt(offset).some((variable) => variable.name === name) && importedAs(file, name) === path;
}

function importedAs(file: FileUnit, name: string): string | undefined {
  return file.imports.find((spec) => file.info.importName(spec.path) === name)?.path;
}

/** True if any import, declaration or package member of the file bears the name: an import of it would clash. */
function declaresAnywhere(file: FileUnit, name: string): boolean {
  return file.imports.some((spec) => (spec.name?.name ?? lastElement(spec.path)) === name);
}

function lastElement(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function insertImport(file: FileUnit, path: string): TextEdit | undefined {
  const decls = file.importDecls;
  const last = decls.at(-1);
  const eol = lineBreakOf(file.text);
  if (last === undefined) return afterPackageClause(file, path, eol);
  const group = decls.find((decl) => isGroup(file, decl));
  return group === undefined ? insertBeside(file, last, path, eol) : insertIntoGroup(file, group, path, eol);
}

/** True for parentheses over several lines; `import ("fmt")` takes no other line. */
function isGroup(file: FileUnit, decl: GenDecl): boolean {
  const isOpen = file.text.slice(decl.start, decl.end).includes("(");
  return isOpen && file.lines.lineAt(decl.start) < file.lines.lineAt(decl.specs[0]?.start ?? decl.start);
}

function afterPackageClause(file: FileUnit, path: string, eol: string): TextEdit | undefined {
  const name = file.packageName;
  if (name === undefined) return undefined;
  const at = file.lines.lineEnd(file.lines.lineAt(name.end));
  return { span: { start: at, end: at }, newText: `${eol}${eol}import "${path}"` };
}

/** On a line of its own. The comment above an import stays with it: that of `import "C"` is code. */
function insertBeside(file: FileUnit, decl: GenDecl, path: string, eol: string): TextEdit | undefined {
  const spec = decl.specs[0];
  const line = file.lines.lineAt(decl.start);
  const isBare = line === 0 || !/^\s*\/\/|\*\/\s*$/.test(file.lines.lineText(line - 1));
  const before = isBare && spec?.kind === "ImportSpec" && path < spec.path;
  if (before) return insertAt(decl.start, `import "${path}"${eol}`);
  const end = file.lines.lineEnd(file.lines.lineAt(decl.end));
  const rest = file.text.slice(decl.end, end).trim();
  return rest === "" || rest.startsWith("//") ? insertAt(end, `${eol}import "${path}"`) : undefined;
}

/** Into the block of imports of its kind (standard library or not), in the order of the paths, as goimports does. */
function insertIntoGroup(file: FileUnit, group: GenDecl, path: string, eol: string): TextEdit {
  const specs = group.specs.filter((spec): spec is ImportSpec => spec.kind === "ImportSpec");
  const kin = specs.filter((spec) => isStandard(spec.path) === isStandard(path));
  const following = kin.find((spec) => spec.path > path);
  const preceding = kin.findLast((spec) => spec.path < path);
  if (preceding !== undefined && (following === undefined || following.start > preceding.start)) {
    return insertAt(file.lines.lineEnd(file.lines.lineAt(preceding.end)), `${eol}\t"${path}"`);
  }
  if (following !== undefined) return insertAt(following.start, `"${path}"${eol}\t`);
  return insertNewBlock(file, group, specs, path, eol);
}

function insertNewBlock(
  file: FileUnit,
  group: GenDecl,
  specs: readonly ImportSpec[],
  path: string,
  eol: string,
): TextEdit {
  const first = specs[0];
  if (first === undefined) return insertAt(group.end - 1, `${eol}\t"${path}"${eol}`);
  if (isStandard(path)) return insertAt(first.start, `"${path}"${eol}${eol}\t`);
  const last = specs.at(-1) ?? first;
  return insertAt(file.lines.lineEnd(file.lines.lineAt(last.end)), `${eol}${eol}\t"${path}"`);
}

function insertAt(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

/** A path of the standard library has no dot in its first element. */
function isStandard(path: string): boolean {
  return !(path.split("/", 1)[0] ?? "").includes(".");
}
