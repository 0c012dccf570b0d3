import { calledBy, functionOf } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncNode, Ident, IfStmt, Node } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

export default rule({
  id: "context-used-after-wait",
  family: "context",
  summary: "an errgroup's context is used after the group's Wait, when it is cancelled",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["errgroup"],
  messages: {
    used: "`{ctx}` belongs to the errgroup `{group}`, and is cancelled as soon as `{group}.Wait()` has returned: this call fails at once. Use the context it was made from, and give the group's another name than that.",
  },
  check(fn, report) {
    const { info, file } = fn;
    for (const group of groupsOf(fn.node, info)) {
      const wait = waitOf(fn.node, group, info);
      const reassigned = wait === undefined ? undefined : assignmentAfter(fn.node, group.context, wait.end, info);
      if (wait === undefined) continue;
      const [use] = usesBetween(fn.node, group.context, wait, reassigned ?? fn.node.end, file);
      if (use !== undefined) {
        report({
          at: use,
          message: "used",
          data: { ctx: use.name, group: group.name },
          related: [
            {
              uri: file.uri,
              span: { start: group.call.start, end: group.call.end },
              message: `\`${use.name}\` is made here, for the group`,
            },
            {
              uri: file.uri,
              span: { start: wait.start, end: wait.end },
              message: "It is cancelled when this has returned",
            },
          ],
        });
      }
    }
  },
});

interface Group {
  readonly call: CallExpr;
  readonly group: VarObj;
  readonly name: string;
  readonly context: VarObj;
}

/** `g, gctx := errgroup.WithContext(ctx)` in the function itself. */
function groupsOf(func: FuncNode, info: FileInfo): Group[] {
  const groups: Group[] = [];
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt" || node.lhs.length !== 2 || node.rhs.length !== 1) return;
    const call = node.rhs[0] === undefined ? undefined : unparen(node.rhs[0]);
    const [group, context] = node.lhs.map((lhs) => variableOf(lhs, info));
    if (call?.kind !== "CallExpr" || group === undefined || context === undefined) return;
    const ref = calledBy(call, info)?.ref;
    if (ref?.pkg !== "golang.org/x/sync/errgroup" || ref.name !== "WithContext") return;
    groups.push({ call, group, name: group.name, context });
  });
  return groups;
}

function variableOf(expr: Expr, info: FileInfo): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" && inner.name !== "_" ? info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

/** The call of Wait that all code behind it has to pass: it is not deferred, nor in a literal, branch or loop. */
function waitOf(func: FuncNode, group: Group, info: FileInfo): CallExpr | undefined {
  let wait: CallExpr | undefined;
  walkStraight(func, (node) => {
    if (wait !== undefined || node.kind !== "CallExpr" || node.start < group.call.end) return;
    const fun = functionOf(node);
    if (fun.kind !== "SelectorExpr" || fun.sel.name !== "Wait") return;
    if (variableOf(fun.x, info) === group.group) wait = node;
  });
  return wait;
}

/** The parts of a body that run once whenever control comes to them: branches, loops, defers and literals left out. */
function walkStraight(func: FuncNode, visit: (node: Node) => void): void {
  if (func.body === undefined) return;
  walk(func.body, (node, parent) => {
    if (node.kind === "FuncLit" || node.kind === "DeferStmt" || node.kind === "GoStmt") return false;
    if (
      node.kind === "ForStmt" ||
      node.kind === "RangeStmt" ||
      node.kind === "CaseClause" ||
      node.kind === "CommClause"
    )
      return false;
    if (parent?.kind === "IfStmt" && node !== parent.init && node !== parent.cond) return false;
    visit(node);
    return true;
  });
}

/** Where the variable gets another value behind the Wait, if it does. */
function assignmentAfter(func: FuncNode, context: VarObj, offset: number, info: FileInfo): number | undefined {
  let at: number | undefined;
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt" || node.start < offset || at !== undefined) return;
    if (node.lhs.some((lhs) => variableOf(lhs, info) === context)) at = node.start;
  });
  return at;
}

/** Uses that need the context alive: not those that ask it whether, or why, it has ended. */
function usesBetween(func: FuncNode, context: VarObj, wait: CallExpr, end: number, file: FileUnit): Ident[] {
  const uses: Ident[] = [];
  if (func.body === undefined) return uses;
  walk(func.body, (node, parent) => {
    // Where the Wait has failed, what is done about that needs no living context.
    if (parent?.kind === "IfStmt" && node === parent.then && asksForFailure(parent, wait)) return false;
    if (node.kind === "Ident" && node.name === context.name && wait.end <= node.start && node.start < end) {
      if (needsLife(parent, node, file) && file.info.objectOf(node) === context) uses.push(node);
    }
    return true;
  });
  return uses;
}

function needsLife(parent: Node | undefined, use: Ident, file: FileUnit): boolean {
  if (parent?.kind === "SelectorExpr" && /^(Err|Done|Value|Deadline)$/.test(parent.sel.name)) return false;
  if (parent?.kind !== "CallExpr") return true;
  return !isQuestion(parent, file.info) && !tellsOfError(parent, file.info) && !asksValues(parent, use, file);
}

/** Who is given an error beside the context tells of it, or counts it. */
function tellsOfError({ args }: CallExpr, info: FileInfo): boolean {
  return args.some((argument) => isErrorType(info.typeOf(argument)));
}

function asksValues(call: CallExpr, use: Ident, file: FileUnit): boolean {
  return file.summaryOf(file.info.calleeOf(call))?.asksValues(call.args.indexOf(use)) === true;
}

/** `if err := g.Wait(); err != nil` */
function asksForFailure({ init, cond }: IfStmt, wait: CallExpr): boolean {
  const asked = init ?? cond;
  return contains(asked, wait) && cond.kind === "BinaryExpr" && cond.op === "!=";
}

function isQuestion(call: CallExpr, info: FileInfo): boolean {
  const ref = calledBy(call, info)?.ref;
  if (ref === undefined) return false;
  if (ref.pkg === "context") return ref.name === "Cause" || ref.name === "WithoutCancel" || ref.name === "WithValue";
  return /(^|[/.-])(slog|log|logs|logger|logging|zap|zerolog|logrus|trace)(\/|$)/.test(ref.pkg);
}
