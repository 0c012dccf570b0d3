import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import type { Span } from "../../text/span.ts";

/** A comment in the recovering function, directly above it, or above the literal it guards says why. */
export function isExplained(fn: FunctionUnit): boolean {
  const { file, node } = fn;
  if (file.commentsIn(node).length > 0) return true;
  return guarded(fn).some((each) => file.commentsIn(lineAbove(file, each.node)).length > 0);
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
