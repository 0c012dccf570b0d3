import type { CallExpr } from "../syntax/ast.ts";
import { declarationPattern } from "./text-queries.ts";
import type { FunctionUnit } from "./unit.ts";

/** The function of the package that a call runs, as far as its name and receiver type tell. */
export function declaredCallee(call: CallExpr, fn: FunctionUnit): FunctionUnit | undefined {
  const callee = fn.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return undefined;
  if (callee.pkg !== fn.info.packagePath || (callee.kind === "method" && callee.interface)) return undefined;
  const name = callee.kind === "method" ? `${callee.recv}.${callee.name}` : callee.name;
  const declaring = declarationPattern(callee.name);
  for (const file of fn.file.pkg.files) {
    const unit = file
      .functionsMatching(declaring)
      .find((other) => other.node.kind === "FuncDecl" && other.name === name);
    if (unit !== undefined) return unit;
  }
  return undefined;
}

/** A declared function and the literals in it. */
export function unitsOf({ file, decl }: FunctionUnit): readonly FunctionUnit[] {
  if (decl === undefined) return [];
  return file.functionsMatching(declarationPattern(decl.name.name)).filter((unit) => unit.decl === decl);
}
