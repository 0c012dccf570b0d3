import type { FuncNode, Node } from "../syntax/ast.ts";
import { forEachChild } from "../syntax/visit.ts";

/** Visits a node and all below it, literals included, with the nodes around each, outermost first. */
export function walkWithPath(root: Node, visit: (node: Node, above: readonly Node[]) => void): void {
  const above: Node[] = [];
  const enter = (node: Node): void => {
    visit(node, above);
    above.push(node);
    forEachChild(node, enter);
    above.pop();
  };
  enter(root);
}

/** The functions around a place, innermost first, each with its index in the path. */
export function functionsAbove(above: readonly Node[]): readonly { readonly func: FuncNode; readonly index: number }[] {
  const out: { func: FuncNode; index: number }[] = [];
  for (let index = above.length - 1; index >= 0; index--) {
    const node = above[index];
    if (node?.kind === "FuncLit" || node?.kind === "FuncDecl") out.push({ func: node, index });
  }
  return out;
}
