import { contains, type Span } from "../../text/span.ts";
import type { CaseClause, FuncNode, IfStmt, Node, Stmt, SwitchStmt } from "../../syntax/ast.ts";
import { childrenOf } from "../../syntax/visit.ts";
import { type ConditionFact, equalityFact, factsOf } from "./condition.ts";
import type { ReferenceNames } from "./reference.ts";

/** A condition under which a place is reached, and the statement that asks it. */
export interface Guard {
  readonly fact: ConditionFact;
  readonly within: Span;
}

/** The nodes of a function around a place, outermost first; literals inside the function are not entered. */
export function nodesAround(func: FuncNode, place: Span): readonly Node[] {
  const found: Node[] = [];
  let at: Node | undefined = func.body;
  while (at !== undefined) {
    found.push(at);
    if (at.kind === "FuncLit") break;
    at = childrenOf(at).find((child) => contains(child, place));
  }
  return found;
}

/** The conditions of the `if` and `switch` statements around a place that hold there. */
export function guardsAround(names: ReferenceNames, around: readonly Node[]): readonly Guard[] {
  return around.flatMap((node, index) => {
    const child = around[index + 1];
    if (child === undefined) return [];
    if (node.kind === "IfStmt") return ifGuards(names, node, child);
    return node.kind === "SwitchStmt" && child.kind === "CaseClause" ? caseGuards(names, node, child) : [];
  });
}

function ifGuards(names: ReferenceNames, stmt: IfStmt, child: Node): Guard[] {
  if (child !== stmt.then && child !== stmt.else) return [];
  return factsOf(names, stmt.cond, child === stmt.then).map((fact) => ({ fact, within: stmt }));
}

function caseGuards(names: ReferenceNames, stmt: SwitchStmt, clause: CaseClause): Guard[] {
  const [only, ...others] = clause.list;
  if (only === undefined || others.length > 0) return [];
  if (stmt.tag === undefined) return factsOf(names, only, true).map((fact) => ({ fact, within: stmt }));
  const fact = equalityFact(names, stmt.tag, only, true);
  return fact === undefined ? [] : [{ fact, within: stmt }];
}

export type BranchingStmt = Extract<Stmt, { kind: "IfStmt" | "SwitchStmt" | "TypeSwitchStmt" | "SelectStmt" }>;

/** The branching statements around a place, innermost first, up to the innermost loop if `withinLoop`. */
export function branchesAround(around: readonly Node[], withinLoop: boolean): readonly BranchingStmt[] {
  const found: BranchingStmt[] = [];
  for (let at = around.length - 2; at >= 0; at--) {
    const node = around[at];
    if (node === undefined) continue;
    if (withinLoop && (node.kind === "ForStmt" || node.kind === "RangeStmt")) break;
    if (isBranching(node) && isInBranch(node, around[at + 1])) found.push(node);
  }
  return found;
}

/** The innermost loop whose body holds the place. */
export function loopAround(around: readonly Node[]): Extract<Node, { kind: "ForStmt" | "RangeStmt" }> | undefined {
  for (let at = around.length - 2; at >= 0; at--) {
    const node = around[at];
    if ((node?.kind === "ForStmt" || node?.kind === "RangeStmt") && around[at + 1] === node.body) return node;
  }
  return undefined;
}

/** The innermost simple statement around a place. */
export function statementAround(around: readonly Node[]): Stmt | undefined {
  const last = around.findLast((node) => isSimpleStatement(node));
  return last !== undefined && isSimpleStatement(last) ? last : undefined;
}

function isBranching(node: Node): node is BranchingStmt {
  return (
    node.kind === "IfStmt" || node.kind === "SwitchStmt" || node.kind === "TypeSwitchStmt" || node.kind === "SelectStmt"
  );
}

/** A place in the condition or the init statement is not under the condition. */
function isInBranch(node: BranchingStmt, child: Node | undefined): boolean {
  if (node.kind === "IfStmt") return child === node.then || child === node.else;
  return child?.kind === "CaseClause" || child?.kind === "CommClause";
}

function isSimpleStatement(node: Node): node is Stmt {
  switch (node.kind) {
    case "ExprStmt":
    case "SendStmt":
    case "IncDecStmt":
    case "AssignStmt":
    case "DeclStmt":
    case "GoStmt":
    case "DeferStmt":
    case "ReturnStmt":
      return true;
    default:
      return false;
  }
}
