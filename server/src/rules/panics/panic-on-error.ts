import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, Expr, Field, Ident, IfStmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";

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
    if (isStartUp(fn)) return;
    walkFunction(fn.node, (node) => {
      const found = node.kind === "IfStmt" ? panicOfError(node, fn) : undefined;
      if (found === undefined) return;
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
  return /^must|panic/i.test(name) || decl.doc.some((comment) => /panic/i.test(comment.text));
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
  return { title: "Return the error", safe: false, edits: [{ span: call, newText }] };
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
