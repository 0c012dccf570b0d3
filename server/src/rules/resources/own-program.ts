import { calledBy } from "../../analyze/called.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obligation } from "../../flow/flow.ts";
import type { Expr } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";

/** True for a command that starts the program itself once more: it goes to the background, and is meant to outlive this one. */
export function startsOwnProgram({ variable, fact }: Obligation, fn: FunctionUnit): boolean {
  if (fact.type !== "*exec.Cmd" || variable === undefined) return false;
  return valuesOf(variable, fn).some((value) => {
    const call = unparen(value);
    const ref = call.kind === "CallExpr" ? calledBy(call, fn.info)?.ref : undefined;
    if (call.kind !== "CallExpr" || ref?.pkg !== "os/exec") return false;
    const program = call.args[ref.name === "CommandContext" ? 1 : 0];
    return program !== undefined && isOwnProgram(program, fn);
  });
}

function isOwnProgram(expr: Expr, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  if (fn.info.constantOf(inner) === "/proc/self/exe") return true;
  if (inner.kind === "IndexExpr") return /^os\.Args\[0\]$/.test(fn.file.text.slice(inner.start, inner.end));
  const obj = inner.kind === "Ident" ? fn.info.objectOf(inner) : undefined;
  return obj !== undefined && valuesOf(obj, fn).some((value) => isExecutable(value, fn));
}

function isExecutable(expr: Expr, fn: FunctionUnit): boolean {
  const call = unparen(expr);
  const ref = call.kind === "CallExpr" ? calledBy(call, fn.info)?.ref : undefined;
  return ref?.pkg === "os" && ref.name === "Executable";
}

/** What a variable of the function is given in it. */
function valuesOf(obj: unknown, fn: FunctionUnit): readonly Expr[] {
  const values: Expr[] = [];
  walkFunction(fn.node, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.forEach((target, index) => {
      const value = node.rhs[Math.min(index, node.rhs.length - 1)];
      if (target.kind === "Ident" && value !== undefined && fn.info.objectOf(target) === obj) values.push(value);
    });
  });
  return values;
}
