import type { FunctionUnit, PackageUnit } from "../../analyze/unit.ts";
import type { FuncDecl } from "../../syntax/ast.ts";
import { declarationUses, literalUses } from "./function-use.ts";

/** Whether a `recover` that stands in the function itself can stop a panic there. */
export type RecoverEffect = "effective" | "none" | "unknown";

export function recoverEffect(fn: FunctionUnit, pkg: PackageUnit): RecoverEffect {
  if (fn.node.kind === "FuncDecl") return declarationEffect(fn.node, pkg);
  const uses = literalUses(fn, fn.node);
  if (uses.has("deferred")) return guardsNothing(fn) ? "none" : "effective";
  return uses.size === 0 || uses.has("value") ? "unknown" : "none";
}

/** Whether it may be run by `defer`: what is certainly not is told of elsewhere. */
export function mayRunByDefer(fn: FunctionUnit): boolean {
  if (fn.node.kind === "FuncDecl") return fn.node.name.name !== "main";
  const uses = literalUses(fn, fn.node);
  return uses.has("deferred") || uses.has("value");
}

function declarationEffect(decl: FuncDecl, pkg: PackageUnit): RecoverEffect {
  const name = decl.name.name;
  if (decl.recv === undefined && (name === "main" || name === "init")) return "none";
  if (/^\p{Lu}/u.test(name)) return "unknown";
  const uses = declarationUses(decl, pkg);
  if (uses.has("deferred")) return "effective";
  return uses.size === 0 || uses.has("value") ? "unknown" : "none";
}

/**
 * `defer func() { defer func() { recover() }() }()`: the inner literal would stop panics of the outer one, which does
 * nothing else; the panic that runs the outer one passes it by.
 */
function guardsNothing(fn: FunctionUnit): boolean {
  const outer = fn.parent;
  if (outer?.node.kind !== "FuncLit" || !literalUses(outer, outer.node).has("deferred")) return false;
  return (outer.node.body.stmts ?? []).every((stmt) => stmt.kind === "DeferStmt");
}
