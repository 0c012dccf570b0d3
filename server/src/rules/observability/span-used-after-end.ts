import { rule } from "../../analyze/rule.ts";
import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import type { Cfg, CfgNode } from "../../flow/cfg/cfg.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { ENDS, isSpanType, spansStartedIn, variableOf } from "./spans.ts";

export default rule({
  id: "span-used-after-end",
  family: "observability",
  summary: "a span is given data after it has ended",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [".End()", ".Finish(", ".FinishWithOptions("],
  messages: {
    used: "`{span}` has ended when `{method}` is called: what it is given is dropped without a word, and the trace lacks it. Move the call before `{span}.{end}`.",
  },
  check(fn, report) {
    const { file } = fn;
    for (const { use, end, span } of usesAfterEnd(fn)) {
      report({
        at: use.fun,
        message: "used",
        data: { span: span.name, method: file.text.slice(use.fun.start, use.fun.end), end: textAfterDot(end, file) },
        related: [{ uri: file.uri, span: { start: end.start, end: end.end }, message: `\`${span.name}\` ends here` }],
      });
    }
  },
});

const GIVES_DATA =
  /^(SetAttributes|SetAttribute|RecordError|SetStatus|AddEvent|SetName|AddLink|SetTag|SetTagInt|LogFields|LogKV|Log|LogEvent|SetBaggageItem|SetOperationName|AddAttributes|AddAttribute|Annotate|Annotatef|AddMessageSendEvent|AddMessageReceiveEvent|SetData|SetContext|NoticeError|SetLabel|SetError)$/;

interface LateUse {
  readonly use: CallExpr;
  readonly end: CallExpr;
  readonly span: VarObj;
}

function usesAfterEnd(fn: FunctionUnit): readonly LateUse[] {
  const found = new Map<CallExpr, LateUse>();
  const started = new Set(spansStartedIn(fn.node, fn.file).map(({ span }) => span));
  const { cfg } = fn.flow;
  for (const block of cfg.blocks) {
    block.nodes.forEach((node, index) => {
      const end = endIn(node, fn.file, started);
      if (end === undefined) return;
      const { uses, isRenewed } = reachableUses(cfg, block.id, index + 1, end.span, fn.file);
      for (const use of uses) {
        // A flag may tell, turn by turn, whether there is a new span.
        if (isRenewed && use.start < end.end.start) continue;
        if (!found.has(use)) found.set(use, { use, ...end });
      }
    });
  }
  return [...found.values()];
}

/** A statement that ends a span at once. */
function endIn(node: CfgNode, file: FileUnit, started: ReadonlySet<VarObj>): Omit<LateUse, "use"> | undefined {
  if (node.kind !== "stmt" || node.stmt.kind !== "ExprStmt") return undefined;
  const call = unparen(node.stmt.x);
  const fun = call.kind === "CallExpr" ? unparen(call.fun) : undefined;
  if (call.kind !== "CallExpr" || fun?.kind !== "SelectorExpr" || !ENDS.has(fun.sel.name)) return undefined;
  const span = variableOf(fun.x, file);
  return span !== undefined && (started.has(span) || isSpanType(span)) ? { end: call, span } : undefined;
}

interface Reached {
  readonly uses: readonly CallExpr[];
  /** True if the variable is given another span on some way. */
  readonly isRenewed: boolean;
}

/** Calls that give the span data on a way from a node on, as long as the variable is not given another span. */
function reachableUses(cfg: Cfg, from: number, index: number, span: VarObj, file: FileUnit): Reached {
  const uses: CallExpr[] = [];
  let isRenewed = false;
  const seen = new Set<number>();
  const work: { readonly block: number; readonly index: number }[] = [{ block: from, index }];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const block = cfg.blocks[next.block];
    if (block === undefined) continue;
    if (scan(block.nodes.slice(next.index), span, file, uses)) {
      isRenewed = true;
      continue;
    }
    for (const { to } of block.succs) {
      if (seen.has(to)) continue;
      seen.add(to);
      work.push({ block: to, index: 0 });
    }
  }
  return { uses, isRenewed };
}

/** Collects the uses in some nodes; true if the variable gets another value on the way. */
function scan(nodes: readonly CfgNode[], span: VarObj, file: FileUnit, uses: CallExpr[]): boolean {
  for (const node of nodes) {
    const root = rootOf(node);
    if (root === undefined) continue;
    collectUses(root, span, file, uses);
    if (assigns(root, span, file)) return true;
  }
  return false;
}

function rootOf(node: CfgNode): Node | undefined {
  if (node.kind === "stmt") return node.stmt.kind === "DeferStmt" ? undefined : node.stmt;
  return node.kind === "expr" ? node.expr : undefined;
}

function collectUses(root: Node, span: VarObj, file: FileUnit, uses: CallExpr[]): void {
  walk(root, (node) => {
    if (node.kind === "FuncLit") return false;
    if (node.kind !== "CallExpr") return undefined;
    const fun = unparen(node.fun);
    if (fun.kind === "SelectorExpr" && GIVES_DATA.test(fun.sel.name) && variableOf(fun.x, file) === span)
      uses.push(node);
    return undefined;
  });
}

function assigns(root: Node, span: VarObj, file: FileUnit): boolean {
  if (root.kind === "AssignStmt") return root.lhs.some((target) => variableOf(target, file) === span);
  return (
    root.kind === "DeclStmt" &&
    root.decl.specs.some(
      (spec) => spec.kind === "ValueSpec" && spec.names.some((name) => variableOf(name, file) === span),
    )
  );
}

function textAfterDot(call: CallExpr, file: FileUnit): string {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" ? `${fun.sel.name}()` : file.text.slice(call.start, call.end);
}
