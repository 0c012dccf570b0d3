import { calledBy } from "../../analyze/called.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import { namesIn } from "../../analyze/obligations/statement-place.ts";
import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import type { CallExpr, DeferStmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";

export default rule({
  id: "metric-deferred-since",
  family: "observability",
  summary: "a deferred call measures a duration when it is deferred, not when it runs",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["time.Since", ".Sub("],
  covers: ["govet:defers"],
  messages: {
    since:
      "`{since}` is evaluated when the defer statement runs, not at the end of the function: the duration is always about zero. Wrap the call in a function literal.",
  },
  check(fn, report) {
    const { file } = fn;
    walkFunction(fn.node, (node) => {
      if (node.kind !== "DeferStmt") return;
      const since = sinceIn(node, file);
      if (since === undefined) return;
      report({
        at: since,
        message: "since",
        data: { since: file.text.slice(since.start, since.end) },
        fixes: fixesOf(node, fn),
      });
    });
  },
});

/** `time.Since(t)` or `time.Now().Sub(t)` among the arguments of the deferred call. */
function sinceIn(stmt: DeferStmt, file: FileUnit): CallExpr | undefined {
  const call = unparen(stmt.call);
  if (call.kind !== "CallExpr") return undefined;
  let found: CallExpr | undefined;
  for (const arg of call.args) {
    walk(arg, (node) => {
      if (node.kind === "FuncLit") return false;
      if (node.kind === "CallExpr" && measures(node, file)) found ??= node;
      return found === undefined;
    });
  }
  return found;
}

function measures(call: CallExpr, file: FileUnit): boolean {
  const ref = calledBy(call, file.info)?.ref;
  if (ref?.pkg !== "time") return false;
  if (ref.recv === undefined) return ref.name === "Since";
  if (ref.recv !== "Time" || ref.name !== "Sub") return false;
  const fun = unparen(call.fun);
  const now = fun.kind === "SelectorExpr" ? unparen(fun.x) : undefined;
  return now?.kind === "CallExpr" && calledBy(now, file.info)?.ref.name === "Now";
}

/** The other arguments would be evaluated later, too: with more than one the reader should look. */
function fixesOf(stmt: DeferStmt, fn: FunctionUnit): readonly ProposedFix[] {
  const { file } = fn;
  const call = unparen(stmt.call);
  const text = file.text.slice(stmt.call.start, stmt.call.end);
  if (call.kind !== "CallExpr" || text.includes("\n")) return [];
  const edit = { span: { start: stmt.call.start, end: stmt.call.end }, newText: `func() { ${text} }()` };
  return [
    {
      title: "Wrap the deferred call in a function literal",
      safe: call.args.length === 1 && !changes(stmt, fn),
      edits: [edit],
    },
  ];
}

/** True if a variable that the call names gets another value in the function: it would be read then. */
function changes(stmt: DeferStmt, fn: FunctionUnit): boolean {
  let changed = false;
  walk(fn.node, (node) => {
    if (node.kind === "RangeStmt") changed ||= node.start < stmt.start && stmt.end <= node.end;
    const targets = node.kind === "AssignStmt" ? node.lhs : node.kind === "IncDecStmt" ? [node.x] : [];
    changed ||=
      node.start > stmt.end && targets.some((target) => target.kind === "Ident" && namesIn(stmt.call, target.name));
  });
  return changed;
}
