import { insertAfter } from "../../analyze/edits/insert-statement.ts";
import { findStatement } from "../../analyze/obligations/statement-place.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, Expr, ForStmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";
import { loopAround } from "./rows-use.ts";

/**
 * Checks the rows' error behind the loop: as the error of a `return …, nil` that follows directly, else in a check of
 * its own. Only in functions whose last result is an error.
 */
export function checkErrFix(rows: VarObj, next: CallExpr, fn: FunctionUnit): readonly ProposedFix[] {
  const loop = loopAround(next, fn);
  const place = loop && findStatement(fn.node, (stmt) => stmt === loop);
  if (loop?.cond === undefined || place === undefined || !contains(loop.cond, next) || !givesError(fn)) return [];
  const following = place.list[place.index + 1];
  const last = following?.kind === "ReturnStmt" ? following.results.at(-1) : undefined;
  if (last !== undefined && isNil(last, fn)) {
    return [
      { title: `Return \`${rows.name}.Err()\``, safe: true, edits: [{ span: last, newText: `${rows.name}.Err()` }] },
    ];
  }
  const check = checkBehind(rows, loop, fn);
  return check === undefined ? [] : [check];
}

function isNil(expr: Expr, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && fn.info.objectOf(inner)?.kind === "nil";
}

function givesError(fn: FunctionUnit): boolean {
  const last = fn.node.type.results.at(-1);
  return last !== undefined && last.names.length <= 1 && isErrorType(fn.info.typeOf(last.type));
}

function checkBehind(rows: VarObj, loop: ForStmt, fn: FunctionUnit): ProposedFix | undefined {
  const zeros = zeroResults(fn);
  if (zeros === undefined) return undefined;
  const lines = [`if err := ${rows.name}.Err(); err != nil {`, `\treturn ${[...zeros, "err"].join(", ")}`, "}"];
  const edit = insertAfter(fn.file, loop, lines);
  return edit && { title: `Check \`${rows.name}.Err()\` behind the loop`, safe: true, edits: [edit] };
}

/** The zero values of all results but the last, as Go; undefined where one cannot be written. */
function zeroResults(fn: FunctionUnit): readonly string[] | undefined {
  const fields = fn.node.type.results.slice(0, -1);
  const zeros = fields.flatMap((field) =>
    Array.from({ length: Math.max(1, field.names.length) }, () => zeroOf(field.type, fn)),
  );
  const known = zeros.filter((zero) => zero !== undefined);
  return known.length === zeros.length ? known : undefined;
}

function zeroOf(type: Expr, fn: FunctionUnit): string | undefined {
  const under = underlying(fn.info.typeOf(type), fn.info.world);
  switch (under.kind) {
    case "pointer":
    case "slice":
    case "map":
    case "chan":
    case "func":
    case "interface":
      return "nil";
    case "basic":
      return under.name === "string" ? '""' : under.name === "bool" ? "false" : "0";
    case "struct":
      return `${fn.file.text.slice(type.start, type.end)}{}`;
    default:
      return undefined;
  }
}
