import type { FunctionSource, Program } from "../flow/program.ts";
import type { MethodPlace } from "../project/method-index.ts";
import type { Callee } from "../semantic/info.ts";
import { implementationsOf } from "./implementations.ts";
import type { PackageAnalysis } from "./package-analysis.ts";

/** The functions of a workspace, whose bodies may be edited. */
export interface WorkspaceProgram extends Program {
  /** Bodies were edited. */
  renew(): void;
}

/** Finds functions in the packages of the workspace; `packageAt` answers undefined for those of other modules. */
export function workspaceProgram(
  packageAt: (path: string) => PackageAnalysis | undefined,
  methodsNamed: (pkg: string, name: string, from: string) => readonly MethodPlace[] | undefined,
): WorkspaceProgram {
  const known = new Map<string, readonly FunctionSource[] | undefined>();
  return {
    renew() {
      known.clear();
    },
    sourceOf: (callee) => sourceOf(callee, packageAt),
    implementationsOf(callee, from, words) {
      if (callee.kind !== "method" || !callee.interface) return undefined;
      const key = `${callee.pkg} ${callee.recv} ${callee.name} ${words?.source ?? ""}`;
      const search = { packageAt, methodsNamed: (pkg: string, name: string) => methodsNamed(pkg, name, from) };
      if (!known.has(key)) known.set(key, implementationsOf(callee, search, words));
      else methodsNamed(callee.pkg, callee.name, from);
      return known.get(key);
    },
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
