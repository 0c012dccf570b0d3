import { calledBy } from "../../analyze/called.ts";
import { functionsAbove, walkWithPath } from "../../analyze/node-path.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, Node } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";

export default rule({
  id: "log-not-synced",
  family: "observability",
  summary: "a zap logger is made here and never synced",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["zap."],
  messages: {
    "not-synced":
      "`{logger}` is made here and never synced: what a buffered sink still holds when the process ends is lost, and that is often the reason of its end. Add `defer {logger}.Sync()`.",
  },
  check(fn, report) {
    if (fn.parent !== undefined || fn.decl === undefined || fn.file.mentions(/\.Sync\(\)/)) return;
    walkWithPath(fn.node, (node, above) => {
      if (node.kind !== "CallExpr" || !makesLogger(node, fn.file)) return;
      const logger = holderOf(node, above, fn.file);
      if (logger === undefined || !isOwned(logger, fn)) return;
      report({ at: node.fun, message: "not-synced", data: { logger: logger.name } });
    });
  },
});

function makesLogger(call: CallExpr, file: FileUnit): boolean {
  const ref = calledBy(call, file.info)?.ref;
  if (ref?.pkg !== "go.uber.org/zap") return false;
  if (ref.recv === "Config") return ref.name === "Build";
  return ref.recv === undefined && /^(New|NewProduction|NewDevelopment)$/.test(ref.name);
}

/** The variable that gets the logger; through `zap.Must(…)` and `….Sugar()`, too. */
function holderOf(call: CallExpr, above: readonly Node[], file: FileUnit): VarObj | undefined {
  let index = above.length - 1;
  while (isWrapper(above[index], file)) index--;
  const stmt = above[index];
  const target = stmt?.kind === "AssignStmt" && functionsAbove(above).length === 1 ? stmt.lhs[0] : undefined;
  const name = target === undefined ? undefined : unparen(target);
  const obj = name?.kind === "Ident" && name.name !== "_" ? file.info.objectOf(name) : undefined;
  return obj?.kind === "var" && call.start >= 0 ? obj : undefined;
}

function isWrapper(node: Node | undefined, file: FileUnit): boolean {
  if (node?.kind === "SelectorExpr")
    return node.sel.name === "Sugar" || node.sel.name === "Named" || node.sel.name === "With";
  if (node?.kind !== "CallExpr") return false;
  const fun = unparen(node.fun);
  if (fun.kind === "SelectorExpr" && /^(Sugar|Named|With)$/.test(fun.sel.name)) return true;
  const ref = calledBy(node, file.info)?.ref;
  return ref?.pkg === "go.uber.org/zap" && ref.name === "Must";
}

/** `main` owns what it makes; another function does where nobody else gets hold of it. */
function isOwned(logger: VarObj, fn: FunctionUnit): boolean {
  if (logger.scope !== "local") return false;
  if (fn.decl?.recv === undefined && fn.decl?.name.name === "main" && fn.file.packageName?.name === "main") return true;
  let escapes = false;
  walkWithPath(fn.node, (node, above) => {
    if (node.kind !== "Ident" || node.name !== logger.name || fn.info.objectOf(node) !== logger) return;
    const parent = above.at(-1);
    const isOperand =
      parent?.kind === "SelectorExpr" && parent.x === node && !/^(Sugar|With|Named|WithOptions)$/.test(parent.sel.name);
    const isTarget = parent?.kind === "AssignStmt" && parent.lhs.includes(node);
    if (!isOperand && !isTarget) escapes = true;
  });
  return !escapes;
}
