import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import { walkFunction } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";

/** A comment in the recovering function, directly above it, or above the literal it guards says why; or it shows the stack. */
export function isExplained(fn: FunctionUnit): boolean {
  const { file, node } = fn;
  if (/\b(runtime|debug)\.(Print)?Stack\(/.test(file.text.slice(node.start, node.end))) return true;
  if (file.commentsIn(node).length > 0 || isDocumented(fn)) return true;
  return guarded(fn).some(({ node }) => isCommented(file, node)) || isSwitched(fn);
}

/** By a comment on the line above, or behind it on its last line. */
function isCommented(file: FileUnit, node: Span): boolean {
  const { lines } = file;
  const rest = { start: node.end, end: lines.lineStart(lines.lineAt(node.end) + 1) };
  return [lineAbove(file, node), rest].some((span) => file.commentsIn(span).length > 0);
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
