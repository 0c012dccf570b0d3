import { isErrorType } from "../../flow/standard-library.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { Expr } from "../../syntax/ast.ts";
import { namesIn } from "../obligations/statement-place.ts";
import type { FunctionUnit } from "../unit.ts";

/** True if the last result of a function is one error. */
export function givesError(fn: FunctionUnit): boolean {
  const last = fn.node.type.results.at(-1);
  return last !== undefined && last.names.length <= 1 && isErrorType(fn.info.typeOf(last.type));
}

/** The zero values of all results but the last, as Go; undefined where one cannot be written. */
export function zeroResults(fn: FunctionUnit, at: number): readonly string[] | undefined {
  const fields = fn.node.type.results.slice(0, -1);
  const zeros = fields.flatMap((field) =>
    Array.from({ length: Math.max(1, field.names.length) }, () => zeroOf(field.type, fn, at)),
  );
  const known = zeros.filter((zero) => zero !== undefined);
  return known.length === zeros.length ? known : undefined;
}

function zeroOf(type: Expr, fn: FunctionUnit, at: number): string | undefined {
  const own = fn.info.typeOf(type);
  if (own.kind === "typeparam") return undefined;
  const under = underlying(own, fn.info.world);
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
      return isHidden(type, fn, at) ? undefined : `${fn.file.text.slice(type.start, type.end)}{}`;
    default:
      return undefined;
  }
}

/** True where a variable bears the type's name: `user` behind `var user user`. */
function isHidden(type: Expr, fn: FunctionUnit, at: number): boolean {
  return fn.info.variablesAt(at).some(({ name }) => namesIn(type, name));
}
