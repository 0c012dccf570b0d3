import type { FileInfo } from "../../semantic/info.ts";
import type { Expr, FuncNode, Node, ReturnStmt } from "../../syntax/ast.ts";
import { underlying } from "../../semantic/underlying.ts";
import { unparen } from "../../syntax/visit.ts";
import { expressionText } from "../expression-text.ts";
import { nodesAround } from "./lexical.ts";

/**
 * What a return tells its caller. success: a nil error, `true`, a value. failure: an error, `false`, nil.
 * none: nothing is returned. unclear: it cannot be told from the text.
 */
export type Outcome = "success" | "failure" | "none" | "unclear";

/** The outcome of a way out; a missing statement is the end of the body. */
export function outcomeOf(func: FuncNode, statement: ReturnStmt | undefined, info: FileInfo): Outcome {
  if (func.type.results.length === 0) return "none";
  const last = statement?.results.at(-1);
  if (statement === undefined || last === undefined) return "unclear";
  const lastField = func.type.results.at(-1);
  if (lastField === undefined || info.typeOf(lastField.type).kind === "unknown") return valueOutcome(last);
  if (isError(lastField.type, info)) return errorOutcome(func, statement, last);
  return valueOutcome(answerOf(func, statement, info) ?? last);
}

/** The result that says yes or no: of `return nil, true` the `true`. */
function answerOf(func: FuncNode, { results }: ReturnStmt, info: FileInfo): Expr | undefined {
  const types = func.type.results.flatMap(({ names, type }) => (names.length === 0 ? [type] : names.map(() => type)));
  const answers = types.flatMap((type, index) => {
    const resolved = info.typeOf(type);
    return resolved.kind === "basic" && resolved.name === "bool" ? [index] : [];
  });
  const [only] = answers;
  return only === undefined || answers.length > 1 || results.length !== types.length ? undefined : results[only];
}

export function returnsError(func: FuncNode, info: FileInfo): boolean {
  const last = func.type.results.at(-1);
  return last !== undefined && isError(last.type, info);
}

/** `error`, and a project's own interface for errors that tell more: `HTTPCodedError`. */
function isError(type: Expr, info: FileInfo): boolean {
  const resolved = info.typeOf(type);
  if (resolved.kind !== "named") return false;
  if (resolved.pkg === "") return resolved.name === "error";
  return resolved.name.endsWith("Error") && underlying(resolved, info.world).kind === "interface";
}

function errorOutcome(func: FuncNode, statement: ReturnStmt, error: Expr): Outcome {
  const inner = unparen(error);
  if (inner.kind === "Ident" && inner.name === "nil") return "success";
  if (inner.kind === "Ident" || inner.kind === "SelectorExpr") {
    const name = inner.kind === "Ident" ? inner.name : inner.sel.name;
    if (/^(Err|err[A-Z])|^E[A-Z]+$|Error$/.test(name) && name !== "err") return "failure";
  }
  if (isErrorConstructor(inner)) return "failure";
  return isUnderErrorCheck(nodesAround(func, statement), inner) ? "failure" : "unclear";
}

function isErrorConstructor(expr: Expr): boolean {
  if (expr.kind === "UnaryExpr" && expr.op === "&") return isErrorConstructor(unparen(expr.x));
  if (expr.kind === "CompositeLit") return true;
  if (expr.kind !== "CallExpr") return false;
  const fun = unparen(expr.fun);
  if (fun.kind === "SelectorExpr") {
    return /^(Errorf?|New|Wrapf?|WithStack|WithMessagef?|Newf|Annotatef?|Trace|Join|.*Error|.*Err)$/.test(fun.sel.name);
  }
  return fun.kind === "Ident" && /err(or)?f?$|^(new|make|wrap)\w*err/i.test(fun.name);
}

/** The innermost `if` around the return asks for an error, or for the very value that is returned. */
function isUnderErrorCheck(around: readonly Node[], returned: Expr): boolean {
  for (let at = around.length - 2; at >= 0; at--) {
    const node = around[at];
    if (node?.kind === "IfStmt") return around[at + 1] === node.then && asksForError(node.cond, returned);
  }
  return false;
}

function asksForError(cond: Expr, returned: Expr): boolean {
  const inner = unparen(cond);
  if (inner.kind !== "BinaryExpr") return false;
  if (inner.op === "&&") return asksForError(inner.x, returned) || asksForError(inner.y, returned);
  const other = unparen(inner.y);
  if (inner.op !== "!=" || other.kind !== "Ident" || other.name !== "nil") return false;
  return isErrorName(unparen(inner.x)) || expressionText(inner.x) === expressionText(returned);
}

function isErrorName(expr: Expr): boolean {
  const name = expr.kind === "Ident" ? expr.name : expr.kind === "SelectorExpr" ? expr.sel.name : "";
  return /err/i.test(name);
}

function valueOutcome(value: Expr): Outcome {
  const inner = unparen(value);
  if (inner.kind === "Ident") {
    if (inner.name === "false" || inner.name === "nil") return "failure";
    return inner.name === "true" ? "success" : "unclear";
  }
  if (inner.kind === "UnaryExpr" && inner.op === "&") return "success";
  return inner.kind === "FuncLit" ? "success" : "unclear";
}
