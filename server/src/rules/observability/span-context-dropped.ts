import { calledBy } from "../../analyze/called.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, FuncNode, Ident } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { ENDS, spanResult, variableOf } from "./spans.ts";

export default rule({
  id: "span-context-dropped",
  family: "observability",
  summary: "the context of a new span is dropped, and calls below use the old one",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["_, span", "_, sp", "_ = ", "_ :=", ", _ :=", ", _ ="],
  messages: {
    dropped:
      "The context of this span is dropped, and the calls below still use `{ctx}`: their spans become siblings of this one instead of children, and the trace no longer shows what the time went to. Keep it: `{ctx}, {span} := …`.",
  },
  check(fn, report) {
    const { file } = fn;
    for (const start of droppedContexts(fn.node, file)) {
      const [first] = usesBelow(fn.node, start, file);
      if (first === undefined) continue;
      report({
        at: start.blank,
        message: "dropped",
        data: { ctx: start.context.name, span: start.span },
        related: [
          { uri: file.uri, span: { start: first.start, end: first.end }, message: "The old context is used here" },
        ],
        fixes: fixesOf(start, fn.node, file),
      });
    }
  },
});

interface DroppedContext {
  readonly stmt: AssignStmt;
  /** The `_` that takes the new context. */
  readonly blank: Ident;
  /** The context the span was made from. */
  readonly context: VarObj;
  readonly span: string;
  readonly spanVariable: VarObj | undefined;
}

/** `_, span := tracer.Start(ctx, …)` where `ctx` is a variable. */
function droppedContexts(func: FuncNode, file: FileUnit): DroppedContext[] {
  const found: DroppedContext[] = [];
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt" || node.lhs.length !== 2 || node.rhs.length !== 1) return;
    const call = node.rhs[0] === undefined ? undefined : unparen(node.rhs[0]);
    const index = call?.kind === "CallExpr" ? spanResult(call, file) : undefined;
    if (call?.kind !== "CallExpr" || index === undefined) return;
    const start = startOf(node, node.lhs[1 - index], node.lhs[index], call, file);
    if (start !== undefined) found.push(start);
  });
  return found;
}

function startOf(
  stmt: AssignStmt,
  blank: Expr | undefined,
  span: Expr | undefined,
  call: CallExpr,
  file: FileUnit,
): DroppedContext | undefined {
  const parent = call.args[0];
  const context = parent === undefined ? undefined : variableOf(parent, file);
  if (blank?.kind !== "Ident" || blank.name !== "_" || span?.kind !== "Ident" || context === undefined)
    return undefined;
  return { stmt, blank, context, span: span.name, spanVariable: variableOf(span, file) };
}

/** Calls that are given the old context while the span is open. */
function usesBelow(func: FuncNode, start: DroppedContext, file: FileUnit): CallExpr[] {
  const end = Math.min(plainEnd(func, start, file), nextValue(func, start, file), blockEnd(func, start.stmt));
  const calls: CallExpr[] = [];
  if (func.body === undefined) return calls;
  walk(func.body, (node) => {
    if (node.kind !== "CallExpr" || node.start < start.stmt.end || node.start >= end) return;
    const passes = node.args.some((arg) => variableOf(arg, file) === start.context);
    if (passes && carriesTrace(node, file)) calls.push(node);
  });
  return calls;
}

/** The end of the block the statement stands in: a context declared there is not seen behind it. */
function blockEnd(func: FuncNode, stmt: AssignStmt): number {
  let end = func.end;
  walkWithPath(func, (node, above) => {
    const block =
      node === stmt ? above.findLast((each) => /^(BlockStmt|CaseClause|CommClause)$/.test(each.kind)) : undefined;
    if (block !== undefined) end = block.end;
  });
  return end;
}

/** Where the span is ended by a plain call; the end of the function where it is deferred. */
function plainEnd(func: FuncNode, start: DroppedContext, file: FileUnit): number {
  let at = func.end;
  walkFunction(func, (node) => {
    if (node.kind !== "ExprStmt" || node.start < start.stmt.end || node.start > at) return;
    const call = unparen(node.x);
    const fun = call.kind === "CallExpr" ? unparen(call.fun) : undefined;
    if (fun?.kind === "SelectorExpr" && ENDS.has(fun.sel.name) && variableOf(fun.x, file) === start.spanVariable)
      at = node.start;
  });
  return at;
}

/** Where the context variable gets another value, or the same span variable another span. */
function nextValue(func: FuncNode, start: DroppedContext, file: FileUnit): number {
  let at = func.end;
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt" || node.start < start.stmt.end || node.start > at) return;
    if (node.lhs.some((target) => [start.context, start.spanVariable].includes(variableOf(target, file))))
      at = node.start;
  });
  return at;
}

/** What a call does with the context matters where spans may be started below it: not for logs, and not for its own end. */
function carriesTrace(call: CallExpr, file: FileUnit): boolean {
  const ref = calledBy(call, file.info)?.ref;
  if (ref === undefined) return true;
  if (ignoresContext(call, file)) return false;
  if (spanResult(call, file) !== undefined) return true;
  if (ref.pkg === "context" && ref.name !== "WithTimeout" && ref.name !== "WithDeadline" && ref.name !== "WithCancel")
    return false;
  return !/(^|[/.-])(slog|log|logs|logger|logging|zap|zerolog|logrus|trace|metric)(\/|$)/.test(ref.pkg);
}

/** `func encode(_ context.Context, …)` starts no span. */
function ignoresContext(call: CallExpr, { info }: FileUnit): boolean {
  const callee = info.calleeOf(call);
  if (callee.kind !== "func" && (callee.kind !== "method" || callee.interface)) return false;
  const context = callee.type.params.find(({ type }) => type.kind === "named" && type.pkg === "context");
  return context?.name === "_";
}

function fixesOf(start: DroppedContext, func: FuncNode, file: FileUnit): readonly ProposedFix[] {
  const { blank, context, stmt } = start;
  if (context.scope === "package" || stmt.op !== ":=") return [];
  const edit = { span: { start: blank.start, end: blank.end }, newText: context.name };
  return [
    { title: `Keep the span's context in ${context.name}`, safe: !isUsedBehind(start, func, file), edits: [edit] },
  ];
}

/**
 * True if the old context is wanted behind the span, where what begins there would become a child of what has ended, or gets
 * another value in the block, where the new variable may be one of its own.
 */
function isUsedBehind(start: DroppedContext, func: FuncNode, file: FileUnit): boolean {
  const end = plainEnd(func, start, file);
  const block = blockEnd(func, start.stmt);
  let used = false;
  if (func.body === undefined) return false;
  walk(func.body, (node) => {
    if (node.kind === "Ident" && node.start > end) used ||= variableOf(node, file) === start.context;
    if (node.kind === "AssignStmt" && node.start >= start.stmt.end && node.start < block)
      used ||= node.lhs.some((target) => variableOf(target, file) === start.context);
  });
  return used;
}
