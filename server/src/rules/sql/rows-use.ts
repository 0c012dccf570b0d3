import type { FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { CallExpr, Expr, ForStmt, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/** A call `rows.Next()` on a variable. */
export interface NextCall {
  readonly rows: VarObj;
  readonly call: CallExpr;
}

/** The `Next` calls of the function itself on variables that could be rows. */
export function nextCalls(fn: FunctionUnit): readonly NextCall[] {
  const found: NextCall[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "CallExpr" || node.args.length > 0) return;
    const fun = unparen(node.fun);
    if (fun.kind !== "SelectorExpr" || fun.sel.name !== "Next") return;
    const rows = variableOf(fun.x, fn);
    if (rows !== undefined) found.push({ rows, call: node });
  });
  return found;
}

function variableOf(expr: Expr, fn: FunctionUnit): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" ? fn.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

const PACKAGES = /^(database\/sql|github\.com\/jmoiron\/sqlx|github\.com\/jackc\/pgx(\/v\d+)?)$/;

/** True for the result types of database/sql, sqlx and pgx. */
export function isRows(type: Type): boolean {
  const named = type.kind === "pointer" ? type.elem : type;
  return named.kind === "named" && named.name === "Rows" && PACKAGES.test(named.pkg);
}

/** The loop that has the call in its condition or its body. */
export function loopAround(call: CallExpr, fn: FunctionUnit): ForStmt | undefined {
  let found: ForStmt | undefined;
  walkFunction(fn.node, (node) => {
    if (node.kind === "ForStmt" && contains(node, call)) found = node;
  });
  return found;
}

/**
 * True if somebody reads the rows' error, or may: the name stands anywhere but where a method of it is called, it is
 * released, or compared.
 */
export function readsError(rows: VarObj, fn: FunctionUnit): boolean {
  const body = fn.node.body;
  return body === undefined || mayRead(body, rows, fn);
}

function mayRead(node: Node, rows: VarObj, fn: FunctionUnit): boolean {
  return childrenOf(node).some((child) =>
    isName(child, rows, fn) ? !isHarmless(node, child, rows, fn) : mayRead(child, rows, fn),
  );
}

function isName(node: Node, rows: VarObj, fn: FunctionUnit): boolean {
  return node.kind === "Ident" && node.name === rows.name && fn.info.objectOf(node) === rows;
}

function isHarmless(parent: Node, name: Node, rows: VarObj, fn: FunctionUnit): boolean {
  switch (parent.kind) {
    case "SelectorExpr":
      return parent.sel.name !== "Err";
    case "BinaryExpr":
    case "ValueSpec":
      return true;
    case "AssignStmt":
      return parent.lhs.some((target) => target === name);
    case "CallExpr":
      return leavesErrorAlone(parent, name, rows, fn);
    default:
      return false;
  }
}

/** A function of the workspace that neither reads the error of what it is given nor passes it on. */
function leavesErrorAlone(call: CallExpr, name: Node, _rows: VarObj, fn: FunctionUnit): boolean {
  const summary = fn.file.summaryOf(fn.info.calleeOf(call));
  const index = call.args.findIndex((argument) => argument === name);
  const param = summary?.params[index] ?? summary?.params.at(-1);
  return param !== undefined && !param.escapes && !param.mayRelease.includes("Err");
}
