import type { ProposedFix } from "../../analyze/rule.ts";
import { indentationAt, lineBreakOf } from "../../analyze/edits/indentation.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { DeferStmt, ExprStmt } from "../../syntax/ast.ts";

/** Gives the error of a deferred Close to the function's named error, where it has none yet. */
export function checkedCloseFix(
  fn: FunctionUnit,
  stmt: DeferStmt | ExprStmt,
  variable: VarObj,
): readonly ProposedFix[] {
  const error = namedError(fn);
  if (stmt.kind !== "DeferStmt" || error === undefined) return [];
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
      title: `Return the error of \`${variable.name}.Close()\``,
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
