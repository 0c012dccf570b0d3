import type { FunctionUnit } from "../../analyze/unit.ts";
import type { DeferStmt, Expr, ForStmt, RangeStmt } from "../../syntax/ast.ts";
import { walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/** Turns of which nobody says that they pile up: the tries of a loop that tries again. */
const FEW = 10;

/** True in a loop that a constant holds to a few turns: `for range 3`, `for i := 0; i < tries; i++`. */
export function hasFewTurns(stmt: DeferStmt, fn: FunctionUnit): boolean {
  const loops: (ForStmt | RangeStmt)[] = [];
  walkFunction(fn.node, (node) => {
    if ((node.kind === "ForStmt" || node.kind === "RangeStmt") && contains(node.body, stmt)) loops.push(node);
  });
  return loops.length > 0 && loops.every((loop) => isFew(limitOf(loop), fn));
}

function limitOf(loop: ForStmt | RangeStmt): Expr | undefined {
  if (loop.kind === "RangeStmt") return loop.x;
  const { init, cond, post } = loop;
  const counts = init !== undefined && post?.kind === "IncDecStmt" && cond?.kind === "BinaryExpr";
  return counts && (cond.op === "<" || cond.op === "<=") ? cond.y : undefined;
}

function isFew(limit: Expr | undefined, { info }: FunctionUnit): boolean {
  const value = limit && info.constantOf(limit);
  return typeof value === "number" && value <= FEW;
}
