import { removeImportsWith } from "../../analyze/edits/remove-import.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { endsProcess } from "../../flow/summaries/process-end.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, Expr, Field, Ident, IfStmt } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { comesFromOutside } from "./error-source.ts";

export default rule({
  id: "panic-on-error",
  family: "panics",
  summary: "Finds errors that are turned into panics outside start-up code",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["panic("],
  messages: {
    panics:
      "A failure that can happen in production ends the whole program here. Return `{error}` to the caller, or name the function `Must…`.",
  },
  check(fn, report) {
    if (isStartUp(fn) || isOfCommand(fn)) return;
    walkWithPath(fn.node.body ?? fn.node, (node, above) => {
      if (node.kind !== "IfStmt" || above.some(({ kind }) => kind === "FuncLit")) return;
      const found = panicOfError(node, fn);
      if (found === undefined || isDecided(node, found, fn)) return;
      if (!comesFromOutside(node, above, found.error, fn) && !returnsError(fn)) return;
      const fix = returnFix(fn, found);
      report({
        at: found.call,
        message: "panics",
        data: { error: found.error.name },
        fixes: fix === undefined ? [] : [fix],
      });
    });
  },
});

/** Where a failure at start-up may end the program: main, init, `Must…`, package-level initialisation, and what says that it panics. */
function isStartUp(fn: FunctionUnit): boolean {
  const { decl } = fn;
  if (decl === undefined) return true;
  const name = decl.name.name;
  if (decl.recv === undefined && (name === "main" || name === "init" || name === "TestMain")) return true;
  return /^(must|setup)|panic/i.test(name) || decl.doc.some((comment) => /panic/i.test(comment.text));
}

/** What a command of a program does at its end is its own affair: the process is over anyway. */
function isOfCommand(fn: FunctionUnit): boolean {
  if (endsProcess(fn.node, fn.info)) return true;
  return fn.parent !== undefined && isOfCommand(fn.parent);
}

const CANNOT_HAPPEN = /never|should ?n[o']t|must ?n[o']t|ca ?n[o']?t|impossible|unreachable|\bbug\b|invariant/i;

/**
 * True where the panic was decided upon: a comment stands by it, its text says that it cannot happen, its value is of a
 * type that somebody recovers, or the function is there to panic with the error it is given.
 */
function isDecided(stmt: IfStmt, { call, error }: PanicOfError, fn: FunctionUnit): boolean {
  const { file } = fn;
  const first = file.lines.lineAt(stmt.start);
  const start = file.lines.lineStart(Math.max(0, first - 1));
  if (file.commentsIn({ start, end: file.lines.lineEnd(file.lines.lineAt(stmt.end)) }).length > 0) return true;
  const [value] = call.args;
  const inner = value === undefined ? undefined : unparen(value);
  if (inner?.kind === "CompositeLit") return true;
  if (CANNOT_HAPPEN.test(file.text.slice(call.start, call.end))) return true;
  const obj = fn.info.objectOf(error);
  return obj?.kind === "var" && obj.scope === "param";
}

interface PanicOfError {
  readonly call: CallExpr;
  readonly error: Ident;
}

/** `if err != nil { panic(err) }`, with whatever is made of the error. */
function panicOfError(stmt: IfStmt, fn: FunctionUnit): PanicOfError | undefined {
  const cond = unparen(stmt.cond);
  const [only, ...others] = stmt.then.stmts;
  if (cond.kind !== "BinaryExpr" || cond.op !== "!=" || others.length > 0 || only?.kind !== "ExprStmt")
    return undefined;
  const error = unparen(cond.x);
  const nil = unparen(cond.y);
  const call = unparen(only.x);
  if (error.kind !== "Ident" || nil.kind !== "Ident" || nil.name !== "nil" || !isError(error, fn)) return undefined;
  if (call.kind !== "CallExpr" || !isPanic(call, fn) || !mentions(call, error.name)) return undefined;
  return { call, error };
}

function isError(expr: Expr, fn: FunctionUnit): boolean {
  const type = fn.info.typeOf(expr);
  return type.kind === "named" && type.pkg === "" && type.name === "error";
}

function returnsError(fn: FunctionUnit): boolean {
  return fn.node.type.results.some((result) => isError(result.type, fn));
}

function isPanic(call: CallExpr, fn: FunctionUnit): boolean {
  const callee = fn.info.calleeOf(call);
  return callee.kind === "builtin" && callee.name === "panic";
}

function mentions(call: CallExpr, name: string): boolean {
  let found = false;
  walk(call, (node) => {
    if (node.kind === "Ident" && node.name === name) found = true;
    return !found;
  });
  return found;
}

function returnFix(fn: FunctionUnit, { call, error }: PanicOfError): ProposedFix | undefined {
  const { results } = fn.node.type;
  const last = results.at(-1);
  if (last === undefined || !isError(last.type, fn)) return undefined;
  const zeros = results.slice(0, -1).map((field) => zeroValues(field, fn));
  const known = zeros.filter((zero) => zero !== undefined);
  if (known.length < zeros.length || last.names.length > 1) return undefined;
  const newText = `return ${[...known.flat(), error.name].join(", ")}`;
  const imports = removeImportsWith(fn.file, call);
  return imports && { title: "Return the error", safe: false, edits: [{ span: call, newText }, ...imports] };
}

/** The zero value of a result as Go writes it, once for each of its names. */
function zeroValues(field: Field, fn: FunctionUnit): readonly string[] | undefined {
  const zero = zeroValue(field.type, fn);
  return zero === undefined ? undefined : Array.from({ length: Math.max(1, field.names.length) }, () => zero);
}

function zeroValue(type: Expr, fn: FunctionUnit): string | undefined {
  const shape = underlying(fn.info.typeOf(type), fn.info.world);
  switch (shape.kind) {
    case "basic":
      if (shape.name === "string") return '""';
      return shape.name === "bool" ? "false" : /^(u?int|float|complex|uintptr)/.test(shape.name) ? "0" : undefined;
    case "pointer":
    case "slice":
    case "map":
    case "chan":
    case "func":
      return "nil";
    case "interface":
      return fn.info.typeOf(type).kind === "typeparam" ? undefined : "nil";
    case "struct":
    case "array":
      return `${fn.file.text.slice(type.start, type.end)}{}`;
    default:
      return undefined;
  }
}
