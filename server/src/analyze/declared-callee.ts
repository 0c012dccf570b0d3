import type { CallExpr } from "../syntax/ast.ts";
import { declarationPattern } from "./text-queries.ts";
import type { FileUnit, FunctionUnit } from "./unit.ts";

/** The function of the package that a call in the file runs, as far as its name and receiver type tell. */
export function declaredCallee(call: CallExpr, file: FileUnit): FunctionUnit | undefined {
  const callee = file.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return undefined;
  if (callee.pkg !== file.info.packagePath || (callee.kind === "method" && callee.interface)) return undefined;
  const name = callee.kind === "method" ? `${callee.recv}.${callee.name}` : callee.name;
  const declaring = declarationPattern(callee.name);
  for (const declaringFile of file.pkg.files) {
    const unit = declaringFile
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
