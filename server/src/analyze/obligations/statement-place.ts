import type { CallExpr, FuncNode, Node, Stmt } from "../../syntax/ast.ts";
import { childrenOf, unparen, walk } from "../../syntax/visit.ts";

/** Where a statement stands in the list of its block. */
export interface StatementPlace {
  readonly stmt: Stmt;
  readonly list: readonly Stmt[];
  readonly index: number;
}

/** The place of the statement that assigns the call's results to variables; undefined where the call is used otherwise. */
export function placeOfAssignment(func: FuncNode, call: CallExpr): StatementPlace | undefined {
  return findStatement(func, (stmt) => valuesOf(stmt).some((value) => unparen(value) === call));
}

/** The place of the first statement of a list that fits. */
export function findStatement(func: FuncNode, fits: (stmt: Stmt) => boolean): StatementPlace | undefined {
  let found: StatementPlace | undefined;
  if (func.body === undefined) return undefined;
  walk(func.body, (node) => {
    const list = found === undefined ? statementsOf(node) : [];
    const index = list.findIndex(fits);
    const stmt = list[index];
    if (stmt !== undefined) found = { stmt, list, index };
    return found === undefined;
  });
  return found;
}

function statementsOf(node: Node): readonly Stmt[] {
  if (node.kind === "BlockStmt") return node.stmts;
  return node.kind === "CaseClause" || node.kind === "CommClause" ? node.body : [];
}

function valuesOf(stmt: Stmt) {
  if (stmt.kind === "AssignStmt") return stmt.rhs;
  if (stmt.kind !== "DeclStmt") return [];
  return stmt.decl.specs.flatMap((spec) => (spec.kind === "ValueSpec" ? spec.values : []));
}

/** True if control never comes behind the statement: a return, a panic, or a call that ends the process or the test. */
export function leaves(stmt: Stmt | undefined): boolean {
  switch (stmt?.kind) {
    case "ReturnStmt":
      return true;
    case "BranchStmt":
      return stmt.tok !== "fallthrough";
    case "BlockStmt":
      return leaves(stmt.stmts.at(-1));
    case "IfStmt":
      return stmt.else !== undefined && leaves(stmt.then) && leaves(stmt.else);
    case "ExprStmt":
      return stmt.x.kind === "CallExpr" && endsPath(stmt.x);
    default:
      return false;
  }
}

function endsPath(call: CallExpr): boolean {
  const fun = unparen(call.fun);
  if (fun.kind === "Ident") return fun.name === "panic";
  return (
    fun.kind === "SelectorExpr" &&
    /^(Fatal|Fatalf|Fatalln|FailNow|Skip|Skipf|SkipNow|Exit|Goexit|Panic|Panicf)$/.test(fun.sel.name)
  );
}

/** True if the name occurs in the node as an identifier. */
export function namesIn(node: Node, name: string): boolean {
  return (node.kind === "Ident" && node.name === name) || childrenOf(node).some((child) => namesIn(child, name));
}
