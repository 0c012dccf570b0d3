import { needImport } from "../../analyze/edits/add-import.ts";
import { loggingImports } from "./logging-imports.ts";
import { indentationAt, lineBreakOf } from "../../analyze/edits/indentation.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { BlockStmt, CallExpr, Expr, IfStmt, Node, Stmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { TextEdit } from "../../text/edit.ts";
import { nodesAround } from "../../flow/locks/lexical.ts";
import { type RecoverCall, recoveredVariable } from "./recover-call.ts";

/** Writes the directive above the function; the reason is left to the author. */
export function boundaryFix(fn: FunctionUnit): ProposedFix | undefined {
  const target = fn.decl ?? fn.node;
  const { lines, text } = fn.file;
  const at = lines.lineStart(lines.lineAt(target.start));
  const indentation = indentationAt(fn.file, target.start);
  if (fn.decl !== undefined && at !== target.start) return undefined;
  const eol = lineBreakOf(text);
  const blank =
    (fn.decl?.doc.length ?? 0) > 0 && !fn.decl?.doc.at(-1)?.text.startsWith("//gostable:") ? `//${eol}` : "";
  const newText = `${blank}${indentation}//gostable:boundary panics end here because …${eol}`;
  return {
    title: "Designate this function as a recover boundary",
    safe: false,
    edits: [{ span: { start: at, end: at }, newText }],
  };
}

/** Panics again for errors of the run time, which are programming mistakes. */
export function repanicFix(fn: FunctionUnit, recover: RecoverCall): ProposedFix | undefined {
  const name = recoveredVariable(recover, fn.info)?.name;
  const branch = branchOf(fn, recover);
  if (name === undefined || branch === undefined) return undefined;
  const runtime = needImport(fn.file, "runtime", recover.call.start);
  if (runtime === undefined) return undefined;
  const lines = [`if _, ok := ${name}.(${runtime.name}.Error); ok {`, `\tpanic(${name})`, "}"];
  const edit = insertAtTop(fn, branch, lines);
  if (edit === undefined) return undefined;
  return { title: "Panic again for errors of the run time", safe: false, edits: [edit, ...runtime.edits] };
}

/** Logs the value with its stack. */
export function logFix(fn: FunctionUnit, recover: RecoverCall): ProposedFix | undefined {
  const at = recover.call.start;
  const imports = loggingImports(fn.file, at);
  const name = recoveredVariable(recover, fn.info)?.name ?? freeName(fn, at);
  if (imports === undefined || name === undefined) return undefined;
  const statement = `${imports.log}.Printf("panic: %v\\n%s", ${name}, ${imports.debug}.Stack())`;
  const edits = logEdits(fn, recover, name, statement);
  if (edits === undefined) return undefined;
  return { title: "Log the panic with its stack", safe: false, edits: [...edits, ...imports.edits] };
}

function logEdits(
  fn: FunctionUnit,
  recover: RecoverCall,
  name: string,
  statement: string,
): readonly TextEdit[] | undefined {
  const parent = recover.around.at(-1);
  const branch = branchOf(fn, recover);
  if (branch !== undefined && recoveredVariable(recover, fn.info) !== undefined) {
    const edit = insertAtTop(fn, branch, [statement]);
    return edit === undefined ? undefined : [edit];
  }
  if (parent?.kind === "ExprStmt" || (parent?.kind === "AssignStmt" && branch === undefined)) {
    return replaceStatement(fn, parent, [`if ${name} := recover(); ${name} != nil {`, `\t${statement}`, "}"]);
  }
  return undefined;
}

/** `defer recover()` with a literal around the recover. */
export function deferLiteralFix(fn: FunctionUnit, call: CallExpr): ProposedFix | undefined {
  const imports = loggingImports(fn.file, call.start);
  const name = freeName(fn, call.start);
  if (imports === undefined || name === undefined) return undefined;
  const indentation = indentationAt(fn.file, call.start);
  const eol = lineBreakOf(fn.file.text);
  const newText = [
    "func() {",
    `${indentation}\tif ${name} := recover(); ${name} != nil {`,
    `${indentation}\t\t${imports.log}.Printf("panic: %v\\n%s", ${name}, ${imports.debug}.Stack())`,
    `${indentation}\t}`,
    `${indentation}}()`,
  ].join(eol);
  return {
    title: "Recover in a deferred function literal",
    safe: false,
    edits: [{ span: call, newText }, ...imports.edits],
  };
}

/** `defer helper()` in place of `defer func() { helper() }()`. */
export function deferHelperFix(fn: FunctionUnit, call: CallExpr): ProposedFix | undefined {
  const { node, parent, file } = fn;
  if (node.kind !== "FuncLit" || parent === undefined || node.body.stmts.length !== 1) return undefined;
  if (!call.args.every(isSettled)) return undefined;
  const stmt = nodesAround(parent.node, node).findLast((around) => around.kind === "DeferStmt");
  const outer = stmt?.kind === "DeferStmt" ? unparen(stmt.call) : undefined;
  if (outer?.kind !== "CallExpr" || unparen(outer.fun) !== node || outer.args.length > 0) return undefined;
  const newText = file.text.slice(call.start, call.end);
  return { title: "Defer the helper itself", safe: false, edits: [{ span: outer, newText }] };
}

/** An argument that is the same whether it is evaluated now or when the function ends. */
function isSettled(arg: Expr): boolean {
  const inner = unparen(arg);
  return inner.kind === "BasicLit" || (inner.kind === "UnaryExpr" && inner.op === "&" && inner.x.kind === "Ident");
}

export function callResultFix(call: CallExpr): ProposedFix {
  const edits = [{ span: { start: call.end, end: call.end }, newText: "()" }];
  return { title: "Defer the function it returns", safe: false, edits };
}

function freeName(fn: FunctionUnit, offset: number): string | undefined {
  return ["r", "rec", "recovered", "panicked"].find((name) => !fn.file.isNameTaken(name, offset));
}

/** The block that runs when there was a panic: `if r := recover(); r != nil { … }`, or the `if` behind `r := recover()`. */
function branchOf(fn: FunctionUnit, recover: RecoverCall): BlockStmt | undefined {
  const test = recover.around.findLast((node) => node.kind === "IfStmt");
  if (test?.kind === "IfStmt" && recover.call.end <= test.then.start) return branchIfNotNil(test);
  const stmt = recover.around.findLast((node) => node.kind === "AssignStmt");
  const block = recover.around.findLast((node) => node.kind === "BlockStmt");
  if (stmt === undefined || block?.kind !== "BlockStmt") return undefined;
  const next = block.stmts[block.stmts.findIndex((each) => each === stmt) + 1];
  if (next?.kind !== "IfStmt" || !tests(next.cond, recoveredVariable(recover, fn.info)?.name)) return undefined;
  return branchIfNotNil(next);
}

function branchIfNotNil(stmt: IfStmt): BlockStmt | undefined {
  const cond = unparen(stmt.cond);
  return cond.kind === "BinaryExpr" && cond.op === "!=" ? stmt.then : undefined;
}

function tests(cond: Expr, name: string | undefined): boolean {
  const inner = unparen(cond);
  return inner.kind === "BinaryExpr" && inner.x.kind === "Ident" && inner.x.name === name;
}

function insertAtTop(fn: FunctionUnit, block: BlockStmt, added: readonly string[]): TextEdit | undefined {
  const { text, lines } = fn.file;
  const eol = lineBreakOf(text);
  const lineEnd = lines.lineEnd(lines.lineAt(block.start));
  if (text.slice(block.start + 1, lineEnd).trim() !== "") return undefined;
  const indentation = `${indentationAt(fn.file, block.start)}\t`;
  const newText = added.map((line) => eol + indentation + line).join("");
  return { span: { start: block.start + 1, end: block.start + 1 }, newText };
}

/** Replaces a statement by several lines; a literal of one line is opened. */
function replaceStatement(fn: FunctionUnit, stmt: Node, added: readonly string[]): readonly TextEdit[] | undefined {
  const { text, lines } = fn.file;
  const eol = lineBreakOf(text);
  const indentation = indentationAt(fn.file, stmt.start);
  if (lines.lineStart(lines.lineAt(stmt.start)) + indentation.length === stmt.start) {
    const rest = text.slice(stmt.end, lines.lineEnd(lines.lineAt(stmt.end)));
    if (rest.trim() !== "" && !rest.trim().startsWith("//")) return undefined;
    return [{ span: stmt, newText: added.join(eol + indentation) }];
  }
  const body = fn.node.body;
  const [only, ...others]: readonly Stmt[] = body?.stmts ?? [];
  if (body === undefined || only !== stmt || others.length > 0 || text.slice(body.start, body.end).includes("/"))
    return undefined;
  const inner = added.map((line) => `${eol}${indentation}\t${line}`).join("");
  return [{ span: body, newText: `{${inner}${eol}${indentation}}` }];
}
