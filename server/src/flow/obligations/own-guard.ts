import type { CallExpr, Expr, Node, Stmt } from "../../syntax/ast.ts";
import { childrenOf, unparen } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";
import { expressionText } from "../expression-text.ts";
import type { FunctionScope } from "../scope.ts";

/**
 * True if the call is made only while a flag says so that is set beside it: `if !s.running { ctx, cancel = …; s.running =
 * true }`, `if ctx != nil { continue }; ctx, cancel = …`. What the flag says decides whether the call runs again.
 */
export function isGuardedByOwnFlag(call: CallExpr, { func }: FunctionScope): boolean {
  const way = wayTo(call, func);
  return way.some((node, index) => {
    const list = statementsOf(node);
    if (list === undefined) return false;
    const flags = assignedIn(list);
    const inside = list.findIndex((stmt) => contains(stmt, call));
    const around = way[index - 1];
    const asked = [
      ...list.slice(0, inside).flatMap(leavingCondition),
      ...(around?.kind === "IfStmt" ? [around.cond] : []),
    ];
    return asked.some((condition) => [...mentioned(condition)].some((text) => flags.has(text)));
  });
}

/** The nodes around the call, outermost first. */
function wayTo(call: CallExpr, root: Node): readonly Node[] {
  const way: Node[] = [];
  let at: Node | undefined = root;
  while (at !== undefined && at !== call) {
    way.push(at);
    at = childrenOf(at).find((child) => contains(child, call));
  }
  return way;
}

function statementsOf(node: Node): readonly Stmt[] | undefined {
  if (node.kind === "BlockStmt") return node.stmts;
  return node.kind === "CaseClause" || node.kind === "CommClause" ? node.body : undefined;
}

function assignedIn(list: readonly Stmt[]): ReadonlySet<string> {
  const targets = list.flatMap((stmt) => (stmt.kind === "AssignStmt" && stmt.op === "=" ? stmt.lhs : []));
  return new Set(targets.map(expressionText));
}

/** `if running { continue }` */
function leavingCondition(stmt: Stmt): readonly Expr[] {
  if (stmt.kind !== "IfStmt") return [];
  const last = stmt.then.stmts.at(-1);
  return last?.kind === "BranchStmt" || last?.kind === "ReturnStmt" ? [stmt.cond] : [];
}

/** The variables and fields a condition asks: `ctx` of `ctx != nil`, `s.running` of `!s.running`. */
function mentioned(expr: Expr): ReadonlySet<string> {
  const inner = unparen(expr);
  switch (inner.kind) {
    case "Ident":
    case "SelectorExpr":
      return new Set([expressionText(inner)]);
    case "UnaryExpr":
      return mentioned(inner.x);
    case "BinaryExpr":
      return new Set([...mentioned(inner.x), ...mentioned(inner.y)]);
    default:
      return new Set();
  }
}
