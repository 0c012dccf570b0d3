import { calledBy } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, FuncLit, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { isContextType } from "./context-types.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { isContextSource } from "./origin.ts";

export default rule({
  id: "context-grown-in-loop",
  family: "context",
  summary: "a context from outside the loop is replaced by a child of itself in every round",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["range", "for ", "func("],
  covers: ["fatcontext"],
  messages: {
    grown:
      "`{ctx}` becomes a child of itself in every round: the chain grows without end, each lookup of a value walks all of it, and one deadline or cancel in it ends all later rounds. Declare a new one in the loop with `:=`.",
    called:
      "`{ctx}` is that of the function around and becomes a child of itself in every call of this literal: the chain grows without end, and calls that run side by side get each other's values. Declare a new one in the literal with `:=`.",
  },
  check(fn, report) {
    if (fn.parent !== undefined) return;
    const { info, file } = fn;
    walkWithPath(fn.node, (node, above) => {
      if (node.kind !== "AssignStmt" || node.op !== "=") return;
      const grown = grownVariable(node, info);
      const loop = grown === undefined ? undefined : repeatedAround(above, grown.variable, info);
      if (grown === undefined || loop === undefined) return;
      const isLiteral = loop.kind === "FuncLit";
      if (isReset(loop, node, grown.variable, info) || (!isLiteral && leavesLoop(node, above))) return;
      if (!isUsedInRound(loop, node, grown.variable, info)) return;
      const edit = { span: { start: node.opSpan.start, end: node.opSpan.end }, newText: ":=" };
      const fixable =
        node.lhs.length === 1 &&
        !isUsedBehind(fn.node, loop, grown.variable, info) &&
        occursIn(loop, grown.variable, info, (start) => start >= node.end) &&
        isDirectlyIn(above);
      report({
        at: { start: node.start, end: node.lhs.at(-1)?.end ?? node.end },
        message: isLiteral ? "called" : "grown",
        data: { ctx: file.text.slice(grown.at.start, grown.at.end) },
        fixes: fixable
          ? [
              {
                title: `Declare the context in the ${isLiteral ? "literal" : "loop"} with :=`,
                safe: false,
                edits: [edit],
              },
            ]
          : [],
      });
    });
  },
});

interface Grown {
  readonly variable: VarObj;
  readonly at: Expr;
}

/** `ctx = context.WithValue(ctx, …)`: the variable that becomes a child of itself. */
function grownVariable(stmt: AssignStmt, info: FileInfo): Grown | undefined {
  const call = stmt.rhs.length === 1 && stmt.rhs[0] !== undefined ? unparen(stmt.rhs[0]) : undefined;
  if (call?.kind !== "CallExpr" || !derives(call, info)) return undefined;
  for (const target of stmt.lhs) {
    const name = unparen(target);
    const variable = name.kind === "Ident" ? info.objectOf(name) : undefined;
    if (variable?.kind !== "var" || !isContextType(variable.type, info)) continue;
    if (call.args.some((arg) => isVariable(arg, variable, info))) return { variable, at: target };
  }
  return undefined;
}

function derives(call: CallExpr, info: FileInfo): boolean {
  const ref = calledBy(call, info)?.ref;
  return ref?.pkg === "context" && ref.recv === undefined && ref.name.startsWith("With");
}

function isVariable(expr: Expr, variable: VarObj, info: FileInfo): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && info.objectOf(inner) === variable;
}

/** The innermost loop around, or the literal that is called again and again, if the variable is declared outside of it. */
function repeatedAround(above: readonly Node[], variable: VarObj, info: FileInfo): Node | undefined {
  const index = above.findLastIndex((node) => /^(ForStmt|RangeStmt|FuncLit|FuncDecl)$/.test(node.kind));
  const node = above[index];
  if (node === undefined || node.kind === "FuncDecl") return undefined;
  if (node.kind === "FuncLit" && !isCalledOften(node, above.slice(0, index), info)) return undefined;
  const declared = variable.decl;
  const inside = declared !== undefined && declared.start >= node.start && declared.end <= node.end;
  return inside ? undefined : node;
}

/** An HTTP handler, or a literal with parameters that is returned: it is called for each request, message or row. */
function isCalledOften({ type }: FuncLit, around: readonly Node[], info: FileInfo): boolean {
  if (type.params.some((param) => isResponseWriter(param.type, info))) return true;
  const parent = around.findLast((node) => node.kind !== "ParenExpr");
  return type.params.length > 0 && parent?.kind === "ReturnStmt";
}

function isResponseWriter(type: Expr, info: FileInfo): boolean {
  const named = info.typeOf(type);
  return named.kind === "named" && named.pkg === "net/http" && named.name === "ResponseWriter";
}

/** True if the loop also gives the variable a fresh value: `ctx = base`, `ctx = context.Background()`. */
function isReset(loop: Node, grown: AssignStmt, variable: VarObj, info: FileInfo): boolean {
  let reset = false;
  walk(loop, (node) => {
    if (node.kind !== "AssignStmt" || node === grown || node.op !== "=") return !reset;
    const index = node.lhs.findIndex((target) => isVariable(target, variable, info));
    if (index < 0) return !reset;
    const value = unparen(node.rhs[index] ?? node.rhs[0] ?? node.lhs[index] ?? grown.lhs[0] ?? loopExpr(node));
    const isChild =
      value.kind === "CallExpr" &&
      isContextSource(value, info) === undefined &&
      value.args.some((arg) => isVariable(arg, variable, info));
    if (!isChild) reset = true;
    return !reset;
  });
  return reset;
}

function loopExpr(stmt: AssignStmt): Expr {
  return stmt.lhs[0] ?? { kind: "BadExpr", start: stmt.start, end: stmt.end };
}

/** True if the loop is left, or the function, right after the assignment in its block. */
function leavesLoop(stmt: AssignStmt, above: readonly Node[]): boolean {
  const block = above.at(-1);
  const stmts =
    block?.kind === "BlockStmt"
      ? block.stmts
      : block?.kind === "CaseClause" || block?.kind === "CommClause"
        ? block.body
        : [];
  const last = stmts.at(-1);
  if (last === undefined || last.start < stmt.end) return false;
  return last.kind === "ReturnStmt" || (last.kind === "BranchStmt" && last.tok === "break" && !isSwitchOrSelect(above));
}

function isSwitchOrSelect(above: readonly Node[]): boolean {
  const around = above.findLast((node) => /^(For|Range|Switch|TypeSwitch|Select)Stmt$/.test(node.kind));
  return around !== undefined && around.kind !== "ForStmt" && around.kind !== "RangeStmt";
}

function isDirectlyIn(above: readonly Node[]): boolean {
  const parent = above.at(-2);
  return parent?.kind === "ForStmt" || parent?.kind === "RangeStmt" || parent?.kind === "FuncLit";
}

function isUsedBehind(func: Node, loop: Node, variable: VarObj, info: FileInfo): boolean {
  return occursIn(func, variable, info, (start) => start >= loop.end) || conditionUses(loop, variable, info);
}

function conditionUses(loop: Node, variable: VarObj, info: FileInfo): boolean {
  return loop.kind === "ForStmt" && loop.cond !== undefined && occursIn(loop.cond, variable, info, () => true);
}

/** A loop that only collects values into the context, for what comes behind it, is meant to. */
function isUsedInRound(loop: Node, stmt: AssignStmt, variable: VarObj, info: FileInfo): boolean {
  return occursIn(loop, variable, info, (start) => start < stmt.start || start >= stmt.end);
}

function occursIn(root: Node, variable: VarObj, info: FileInfo, where: (start: number) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.kind === "Ident" && node.name === variable.name && where(node.start) && info.objectOf(node) === variable)
      found = true;
    return !found;
  });
  return found;
}
