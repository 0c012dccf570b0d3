import type { FunctionSource, Program } from "../flow/program.ts";
import type { Callee } from "../semantic/info.ts";
import type { PackageAnalysis } from "./package-analysis.ts";

/** Finds functions in the packages of the workspace; `packageAt` answers undefined for those of other modules. */
export function workspaceProgram(packageAt: (path: string) => PackageAnalysis | undefined): Program {
  return {
    sourceOf: (callee) => sourceOf(callee, packageAt),
    implementationsOf: () => undefined,
  };
}

function sourceOf(
  callee: Callee,
  packageAt: (path: string) => PackageAnalysis | undefined,
): FunctionSource | undefined {
  if (callee.kind === "func") return packageAt(callee.pkg)?.functions.find(undefined, callee.name);
  if (callee.kind !== "method" || callee.interface) return undefined;
  return packageAt(callee.pkg)?.functions.find(callee.recv, callee.name);
}
