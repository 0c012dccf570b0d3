import type { FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { BlockStmt, DeferStmt, Expr, ForStmt, IfStmt, Node, RangeStmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

type Loop = ForStmt | RangeStmt;

/**
 * True if a `defer` in a loop can only be meant for the end of the function: it undoes what the turns did if the function
 * fails, it is reached in one turn only, or it gives back a lock of each turn that was taken one after the other.
 */
export function isMeantForTheEnd(stmt: DeferStmt, fn: FunctionUnit): boolean {
  const loop = innermostLoop(stmt, fn);
  if (loop === undefined) return false;
  return undoesOnFailure(stmt, loop, fn) || isReachedOnce(stmt, loop, fn) || unlocksChain(stmt, loop, fn);
}

function innermostLoop(stmt: DeferStmt, fn: FunctionUnit): Loop | undefined {
  let found: Loop | undefined;
  walkFunction(fn.node, (node) => {
    if ((node.kind === "ForStmt" || node.kind === "RangeStmt") && contains(node.body, stmt)) found = node;
  });
  return found;
}

/** `defer func() { if err != nil { undo(x) } }()` on an error of the function. */
function undoesOnFailure(stmt: DeferStmt, loop: Loop, fn: FunctionUnit): boolean {
  const call = unparen(stmt.call);
  const literal = call.kind === "CallExpr" ? unparen(call.fun) : call;
  const [only, ...more] = literal.kind === "FuncLit" ? literal.body.stmts : [];
  if (only?.kind !== "IfStmt" || more.length > 0) return false;
  const variable = comparedWithNil(only.cond, "!=", fn);
  return variable !== undefined && !contains(loop, variable.decl ?? loop) && isError(variable);
}

function isError({ name, type }: VarObj): boolean {
  return /err$/i.test(name) || (type.kind === "named" && type.pkg === "" && type.name === "error");
}

/** `if ticker == nil { ticker = …; defer ticker.Stop() }`, `if !started { started = true; defer … }` on a variable of before the loop. */
function isReachedOnce(stmt: DeferStmt, loop: Loop, fn: FunctionUnit): boolean {
  return branchesAround(stmt, loop).some(({ cond, then }) => {
    const inner = unparen(cond);
    const flag = inner.kind === "UnaryExpr" && inner.op === "!" ? variableOf(inner.x, fn) : undefined;
    const variable = flag ?? comparedWithNil(inner, "==", fn);
    return variable !== undefined && !contains(loop.body, variable.decl ?? loop.body) && isSetIn(then, variable, fn);
  });
}

function branchesAround(stmt: DeferStmt, loop: Loop): readonly IfStmt[] {
  const found: IfStmt[] = [];
  walk(loop.body, (node) => {
    if (node.kind === "IfStmt" && contains(node.then, stmt)) found.push(node);
  });
  return found;
}

function isSetIn(block: BlockStmt, variable: VarObj, fn: FunctionUnit): boolean {
  return block.stmts.some(
    (stmt) =>
      stmt.kind === "AssignStmt" && stmt.op === "=" && stmt.lhs.some((each) => variableOf(each, fn) === variable),
  );
}

/** `for p := x; p != nil; p = p.parent { p.mu.Lock(); defer p.mu.Unlock() }` holds them all on purpose. */
function unlocksChain({ call }: DeferStmt, loop: Loop, fn: FunctionUnit): boolean {
  const inner = unparen(call);
  const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
  if (fun?.kind !== "SelectorExpr" || !/^R?Unlock$/.test(fun.sel.name)) return false;
  const variable = variableOf(rootOf(fun.x), fn);
  return variable?.decl !== undefined && contains(loop, variable.decl) && !contains(loop.body, variable.decl);
}

function rootOf(expr: Expr): Expr {
  const inner = unparen(expr);
  return inner.kind === "SelectorExpr" || inner.kind === "IndexExpr" ? rootOf(inner.x) : inner;
}

function comparedWithNil(cond: Expr, op: "==" | "!=", fn: FunctionUnit): VarObj | undefined {
  const inner = unparen(cond);
  if (inner.kind !== "BinaryExpr" || inner.op !== op) return undefined;
  const isNil = (node: Node): boolean => node.kind === "Ident" && node.name === "nil";
  return isNil(unparen(inner.y)) ? variableOf(inner.x, fn) : undefined;
}

function variableOf(expr: Expr, { info }: FunctionUnit): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" ? info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}
