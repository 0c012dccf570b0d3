import type { FunctionUnit, PackageUnit } from "../../analyze/unit.ts";
import type { FuncDecl, Stmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { declarationUses, literalUses } from "./function-use.ts";
import type { RecoverCall } from "./recover-call.ts";

/** Whether a `recover` that stands in the function itself can stop a panic there. */
export type RecoverEffect = "effective" | "none" | "unknown";

export function recoverEffect(fn: FunctionUnit, recover: RecoverCall): RecoverEffect {
  if (fn.node.kind === "FuncDecl") return declarationEffect(fn.node, recover, fn.file.pkg);
  const uses = literalUses(fn, fn.node);
  if (uses.has("deferred")) return guardsNothing(fn) ? "none" : "effective";
  return uses.size === 0 || uses.has("value") ? "unknown" : "none";
}

function declarationEffect(decl: FuncDecl, recover: RecoverCall, pkg: PackageUnit): RecoverEffect {
  const name = decl.name.name;
  if (decl.recv === undefined && (name === "main" || name === "init")) return "none";
  const uses = declarationUses(decl, pkg);
  if (uses.has("deferred")) return "effective";
  if (uses.has("value")) return "unknown";
  // A function that does more than recover is none that others defer.
  if (recover.deferred && (decl.body?.stmts.length ?? 0) > 1) return "none";
  if (/^\p{Lu}/u.test(name)) return "unknown";
  // Nobody in sight runs it: what it does besides tells whether it is there to be deferred.
  return uses.size > 0 || worksItself(decl, recover) ? "none" : "unknown";
}

/** True for a function that calls something before it recovers, or runs a function it was given. */
function worksItself(decl: FuncDecl, { call, around }: RecoverCall): boolean {
  if (around.some((node) => node.kind === "DeferStmt")) return true;
  const given = new Set(decl.type.params.flatMap((field) => field.names.map(({ name }) => name)));
  let works = false;
  walkFunction(decl, (node) => {
    if (node.kind !== "CallExpr" || node === call) return;
    const fun = unparen(node.fun);
    works ||= node.end <= call.start || (fun.kind === "Ident" && given.has(fun.name));
  });
  return works;
}

/**
 * `defer func() { defer func() { recover() }() }()`: the inner literal would stop panics of the outer one, which does
 * nothing else; the panic that runs the outer one passes it by.
 */
function guardsNothing(fn: FunctionUnit): boolean {
  const outer = fn.parent;
  if (outer?.node.kind !== "FuncLit" || !literalUses(outer, outer.node).has("deferred")) return false;
  return outer.node.body.stmts.every((stmt) => isQuietDefer(stmt));
}

/** `defer panic(v)` and `defer clean()` run inside the outer literal, and what they panic with is stopped. */
function isQuietDefer(stmt: Stmt): boolean {
  return stmt.kind === "DeferStmt" && stmt.call.kind === "CallExpr" && unparen(stmt.call.fun).kind === "FuncLit";
}
