import type { ProposedFix } from "../../analyze/rule.ts";
import { indentationAt, lineBreakOf } from "../../analyze/edits/indentation.ts";
import { givesError, zeroResults } from "../../analyze/edits/zero-results.ts";
import { removeLines } from "../../analyze/obligations/defer-fix.ts";
import { findStatement } from "../../analyze/obligations/statement-place.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { DeferStmt, ExprStmt } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";

/** The error of a Close that is dropped becomes that of the function. */
export function checkedCloseFix(
  fn: FunctionUnit,
  stmt: DeferStmt | ExprStmt,
  variable: VarObj,
): readonly ProposedFix[] {
  return stmt.kind === "DeferStmt" ? deferredFix(fn, stmt, variable) : plainFix(fn, stmt, variable);
}

/** In front of the last `return …, nil`: it gives the error, itself or in a check above it. */
function plainFix(fn: FunctionUnit, stmt: ExprStmt, { name }: VarObj): readonly ProposedFix[] {
  const place = findStatement(fn.node, (each) => each === stmt);
  const following = place?.list[place.index + 1];
  if (following?.kind !== "ReturnStmt" || !givesError(fn)) return [];
  const error = following.results.at(-1);
  if (error?.kind !== "Ident" || fn.info.objectOf(error)?.kind !== "nil") return [];
  const newText = following.results.length === 1 ? undefined : checkOf(fn, stmt, name);
  const removal = removeLines(fn, stmt);
  const edits: readonly TextEdit[] =
    newText !== undefined
      ? [{ span: stmt, newText }]
      : following.results.length === 1 && removal !== undefined
        ? [removal, { span: error, newText: `${name}.Close()` }]
        : [];
  return edits.length === 0 ? [] : [{ title: titleOf(name), safe: false, edits }];
}

function checkOf(fn: FunctionUnit, stmt: ExprStmt, name: string): string | undefined {
  const zeros = zeroResults(fn, stmt.start);
  if (zeros === undefined) return undefined;
  const lines = [`if err := ${name}.Close(); err != nil {`, `\treturn ${[...zeros, "err"].join(", ")}`, "}"];
  return lines.join(lineBreakOf(fn.file.text) + indentationAt(fn.file, stmt.start));
}

function titleOf(name: string): string {
  return `Return the error of \`${name}.Close()\``;
}

/** Gives the error of a deferred Close to the function's named error, where it has none yet. */
function deferredFix(fn: FunctionUnit, stmt: DeferStmt, variable: VarObj): readonly ProposedFix[] {
  const error = namedError(fn);
  if (error === undefined) return [];
  const scope = fn.info.variablesAt(stmt.start).find((each) => each.name === error);
  if (scope?.scope !== "result" || fn.file.isNameTaken("closeErr", stmt.start)) return [];
  const eol = lineBreakOf(fn.file.text);
  const indentation = indentationAt(fn.file, stmt.start);
  const lines = [
    "defer func() {",
    `\tif closeErr := ${variable.name}.Close(); ${error} == nil {`,
    `\t\t${error} = closeErr`,
    "\t}",
    "}()",
  ];
  return [
    {
      title: titleOf(variable.name),
      safe: false,
      edits: [{ span: { start: stmt.start, end: stmt.end }, newText: lines.join(eol + indentation) }],
    },
  ];
}

/** The name of the last result, if it is an error with a name. */
function namedError(fn: FunctionUnit): string | undefined {
  const last = fn.node.type.results.at(-1);
  const name = last?.names.at(-1)?.name;
  if (last === undefined || name === undefined || name === "_") return undefined;
  return isErrorType(fn.info.typeOf(last.type)) ? name : undefined;
}
