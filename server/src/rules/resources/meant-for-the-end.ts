import type { FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { BlockStmt, DeferStmt, Expr, ForStmt, IfStmt, Node, RangeStmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";

type Loop = ForStmt | RangeStmt;

/**
 * True if a `defer` in a loop can only be meant for the end of the function: it undoes what the turns did if the function
 * fails, it is reached in one turn only, or it gives back a lock of each turn that was taken one after the other.
 */
export function isMeantForTheEnd(stmt: DeferStmt, fn: FunctionUnit): boolean {
  const loop = innermostLoop(stmt, fn);
  const repeated = loop?.body ?? jumpedBackOver(stmt, fn);
  if (countsDown(stmt, fn) || (repeated !== undefined && isReachedOnce(stmt, repeated, fn))) return true;
  return loop !== undefined && (walksFew(loop, fn) || undoesOnFailure(stmt, loop, fn) || unlocksChain(stmt, loop, fn));
}

const FEW = 4;

/** `networks := []string{"udp", "tcp"}; for _, network := range networks`: a list of a few, written here, does not pile up. */
function walksFew(loop: Loop, fn: FunctionUnit): boolean {
  if (loop.kind !== "RangeStmt") return false;
  if (isShortList(loop.x)) return true;
  const list = variableOf(loop.x, fn);
  if (list?.scope !== "local") return false;
  const values: (Expr | undefined)[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "AssignStmt" && node.kind !== "ValueSpec") return;
    const [targets, given] = node.kind === "AssignStmt" ? [node.lhs, node.rhs] : [node.names, node.values];
    targets.forEach((target, index) => {
      const isDeclaredEmpty = node.kind === "ValueSpec" && given.length === 0;
      if (variableOf(target, fn) === list && !isDeclaredEmpty) values.push(given[index]);
    });
  });
  return (
    values.length > 0 &&
    values.every((value) => value !== undefined && (isShortList(value) || isPartOf(value, list, fn)))
  );
}

function isShortList(expr: Expr): boolean {
  const inner = unparen(expr);
  return inner.kind === "CompositeLit" && inner.elements.length <= FEW;
}

function isPartOf(expr: Expr, list: VarObj, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  return inner.kind === "SliceExpr" && variableOf(inner.x, fn) === list;
}

/** From a label in front of the statement to the end of the function, where a `goto` behind the statement goes back there. */
function jumpedBackOver(stmt: DeferStmt, fn: FunctionUnit): Span | undefined {
  let found: Span | undefined;
  walkFunction(fn.node, (node) => {
    if (node.kind !== "LabeledStmt" || node.start > stmt.start) return;
    const { name } = node.label;
    walkFunction(fn.node, (jump) => {
      if (jump.kind === "BranchStmt" && jump.tok === "goto" && jump.label?.name === name && jump.start > stmt.end)
        found = { start: node.start, end: fn.node.end };
    });
  });
  return found;
}

/** `defer wg.Done()` of a WaitGroup that others wait for: it counts this function, which is at work until its end. */
function countsDown({ call }: DeferStmt, fn: FunctionUnit): boolean {
  const inner = unparen(call);
  if (inner.kind !== "CallExpr") return false;
  const callee = fn.info.calleeOf(inner);
  if (callee.kind !== "method" || callee.pkg !== "sync" || callee.recv !== "WaitGroup") return false;
  let waits = false;
  walkFunction(fn.node, (node) => {
    waits ||= node.kind === "SelectorExpr" && node.sel.name === "Wait";
  });
  return !waits;
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
function isReachedOnce(stmt: DeferStmt, repeated: Span, fn: FunctionUnit): boolean {
  return branchesAround(stmt, repeated, fn).some(({ cond, then }) =>
    flagsOf(cond, fn).some((variable) => !contains(repeated, variable.decl ?? repeated) && isSetIn(then, variable, fn)),
  );
}

/** What a condition asks to be unset: `!started`, `ticker == nil`, also among others. */
function flagsOf(cond: Expr, fn: FunctionUnit): readonly VarObj[] {
  const inner = unparen(cond);
  if (inner.kind === "BinaryExpr" && inner.op === "&&") return [...flagsOf(inner.x, fn), ...flagsOf(inner.y, fn)];
  const flag = inner.kind === "UnaryExpr" && inner.op === "!" ? variableOf(inner.x, fn) : undefined;
  const variable = flag ?? comparedWithNil(inner, "==", fn);
  return variable === undefined ? [] : [variable];
}

function branchesAround(stmt: DeferStmt, repeated: Span, fn: FunctionUnit): readonly IfStmt[] {
  const found: IfStmt[] = [];
  walkFunction(fn.node, (node) => {
    if (!contains(repeated, node)) return;
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
