import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import { walkFunction } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";

/** A comment in the recovering function, directly above it, or above the literal it guards says why. */
export function isExplained(fn: FunctionUnit): boolean {
  const { file, node } = fn;
  if (file.commentsIn(node).length > 0 || isDocumented(fn)) return true;
  return guarded(fn).some((each) => file.commentsIn(lineAbove(file, each.node)).length > 0) || isSwitched(fn);
}

/** `if !disableRecover { defer func() { recover() }() }`: who can turn it off has thought of it. */
function isSwitched(fn: FunctionUnit): boolean {
  let asked = false;
  if (fn.parent === undefined) return false;
  walkFunction(fn.parent.node, (node) => {
    if (node.kind !== "IfStmt" || !contains(node.then, fn.node)) return;
    asked ||= /recover|panic/i.test(fn.file.text.slice(node.cond.start, node.cond.end));
  });
  return asked;
}

/** The comment of the function speaks of panics. */
function isDocumented({ decl, file }: FunctionUnit): boolean {
  return (decl?.doc ?? []).some(({ start, end }) => /\b(panic|recover)/i.test(file.text.slice(start, end)));
}

function lineAbove({ lines }: FileUnit, { start }: Span): Span {
  const line = lines.lineAt(start);
  return { start: lines.lineStart(Math.max(0, line - 1)), end: lines.lineStart(line) };
}

/** The recovering literal, and the literal around it where that is nothing but its guard's other half. */
function guarded(fn: FunctionUnit): readonly FunctionUnit[] {
  if (fn.node.kind !== "FuncLit") return [];
  const around = fn.parent?.node.kind === "FuncLit" ? [fn.parent] : [];
  return [fn, ...around];
}
