import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obligation } from "../../flow/flow.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { BlockStmt, DeferStmt, Expr, ExprStmt, Node } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/** `os.Create`, and `os.OpenFile` with a flag to write. */
export function isWritable({ call, fact, confidence }: Obligation, fn: FunctionUnit): boolean {
  if (fact.pkg !== "os" || fact.rule !== "file-not-closed" || confidence !== "proven") return false;
  if (fact.name === "Create") return true;
  if (fact.name !== "OpenFile") return false;
  const [, flags] = call.args;
  return flags !== undefined && /\bO_(WRONLY|RDWR|APPEND)\b/.test(fn.file.text.slice(flags.start, flags.end));
}

/** The Close calls of a file in a function. */
export interface Closes {
  readonly dropped: readonly (DeferStmt | ExprStmt)[];
  /** True if the error of some Close or Sync is looked at. */
  readonly checked: boolean;
  /** True if something may have been written: a file that is only made has nothing to lose. */
  readonly written: boolean;
}

/** The Close calls of a file, and what is done about their errors. */
export function closesOf(variable: VarObj, fn: FunctionUnit): Closes {
  const dropped: (DeferStmt | ExprStmt)[] = [];
  let checked = false;
  let written = false;
  const ignored = new Set<Node>();
  const failing = failingBlocks(fn);
  walkFunction(fn.node, (node) => {
    if (node.kind === "DeferStmt" || node.kind === "ExprStmt") {
      const call = unparen(node.kind === "DeferStmt" ? node.call : node.x);
      if (isCallOn(call, variable, ["Close"], fn)) {
        if (!failing.some((block) => contains(block, node))) dropped.push(node);
        ignored.add(call);
        return;
      }
    }
    if (writes(node, variable, fn)) written = true;
    // In a literal somebody has thought about it.
    if (node.kind === "FuncLit" && fn.file.text.slice(node.start, node.end).includes(variable.name)) checked = true;
    if (node.kind === "CallExpr" && !ignored.has(node) && isCallOn(node, variable, ["Close", "Sync"], fn))
      checked = true;
    if (node.kind === "ReturnStmt" && node.results.some((result) => isVariable(result, variable, fn))) checked = true;
  });
  return { dropped, checked, written };
}

/** Branches that leave because of an error: what is written is of no use there. */
function failingBlocks(fn: FunctionUnit): readonly BlockStmt[] {
  const found: BlockStmt[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "IfStmt" || node.then.stmts.at(-1)?.kind !== "ReturnStmt") return;
    const cond = unparen(node.cond);
    if (cond.kind === "BinaryExpr" && cond.op === "!=" && isErrorType(fn.info.typeOf(cond.x))) found.push(node.then);
  });
  return found;
}

/** `f.Write(b)`, `io.Copy(f, r)`, `w := bufio.NewWriter(f)`. */
function writes(node: Node, variable: VarObj, fn: FunctionUnit): boolean {
  if (node.kind === "Element" || node.kind === "AssignStmt") {
    const values = node.kind === "AssignStmt" ? node.rhs : [node.value];
    return values.some((value) => isVariable(value, variable, fn));
  }
  if (node.kind !== "CallExpr") return false;
  const fun = unparen(node.fun);
  const method = fun.kind === "SelectorExpr" && isVariable(fun.x, variable, fn) ? fun.sel.name : "";
  return /^(Write|ReadFrom|Truncate)/.test(method) || node.args.some((arg) => isVariable(arg, variable, fn));
}

function isCallOn(expr: Expr, variable: VarObj, methods: readonly string[], fn: FunctionUnit): boolean {
  if (expr.kind !== "CallExpr") return false;
  const fun = unparen(expr.fun);
  return fun.kind === "SelectorExpr" && methods.includes(fun.sel.name) && isVariable(fun.x, variable, fn);
}

function isVariable(expr: Expr, variable: VarObj, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && fn.info.objectOf(inner) === variable;
}
