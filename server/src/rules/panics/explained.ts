import type { FunctionUnit } from "../../analyze/unit.ts";

/** A comment in the recovering function, directly above it, or above the literal it guards says why. */
export function isExplained(fn: FunctionUnit): boolean {
  const { ast, lines } = fn.file;
  const firstLines = guarded(fn).map(({ node }) => lines.lineAt(node.start));
  return ast.comments.some((comment) => {
    if (comment.start > fn.node.start && comment.end <= fn.node.end) return true;
    const line = lines.lineAt(comment.end);
    return firstLines.some((first) => first - 1 === line);
  });
}

/** The recovering literal, and the literal around it where that is nothing but its guard's other half. */
function guarded(fn: FunctionUnit): readonly FunctionUnit[] {
  if (fn.node.kind !== "FuncLit") return [];
  const around = fn.parent?.node.kind === "FuncLit" ? [fn.parent] : [];
  return [fn, ...around];
}
