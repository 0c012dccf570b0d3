import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncNode, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";

/** Whether a call may leave somebody else able to give back a lock of its argument at `index`, or gives it back itself. */
export type KeepsArgument = (call: CallExpr, index: number) => boolean;

/**
 * Whether a function gives away what its lock hangs on: the variable itself is returned, stored, put into a literal, sent, or
 * passed for a result. Whoever gets it may unlock.
 */
export function isHandedOn(func: FuncNode, root: VarObj, info: FileInfo, keepsArgument: KeepsArgument): boolean {
  let handedOn = false;
  if (func.body === undefined) return false;
  walk(func.body, (node, parent) => {
    if (!handedOn) {
      const values = givenAway(node, parent, root.scope === "local");
      handedOn = values.some(
        (value, index) => isRoot(value, root, info) && (node.kind !== "CallExpr" || keepsArgument(node, index)),
      );
    }
    return !handedOn;
  });
  return handedOn;
}

/** The values that a node gives to others. Arguments count where something comes back, those with a local variable always. */
function givenAway(node: Node, parent: Node | undefined, local: boolean): readonly Expr[] {
  switch (node.kind) {
    case "ReturnStmt":
      return node.results;
    case "CompositeLit":
      return node.elements.map((element) => element.value);
    case "SendStmt":
      return [node.value];
    case "AssignStmt":
      return node.op === "=" ? node.rhs : [];
    case "CallExpr":
      return local || parent?.kind === "ReturnStmt" || parent?.kind === "AssignStmt" ? node.args : [];
    default:
      return [];
  }
}

function isRoot(value: Expr, root: VarObj, info: FileInfo): boolean {
  const inner = unparen(value);
  if (inner.kind === "UnaryExpr" && inner.op === "&") return isRoot(inner.x, root, info);
  return inner.kind === "Ident" && inner.name === root.name && info.objectOf(inner) === root;
}
