import type { Obligation } from "../../flow/flow.ts";
import type { FileInfo } from "../../semantic/info.ts";
import { lookupFieldOrMethod, type Lookup } from "../../semantic/lookup.ts";
import type { Type } from "../../semantic/types.ts";
import { walk } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";
import type { FunctionUnit } from "../unit.ts";

/** The call that releases the resource, as Go: `rows.Close()`, `resp.Body.Close()`, `cancel()`, `pprof.StopCPUProfile()`. */
export function releaseCall(obligation: Obligation, name: string): string {
  const ofProcess = obligation.fact.carrier === "global" ? obligation.fact.releaseFunctions?.[0] : undefined;
  if (ofProcess !== undefined) return `${ofProcess.slice(ofProcess.lastIndexOf("/") + 1)}()`;
  const release = preferredRelease(obligation);
  return release === "()" ? `${name}()` : `${name}.${release}()`;
}

/** Of several releases the one that is right whatever has happened: a transaction is rolled back. */
export function preferredRelease({ fact }: Obligation): string {
  return fact.release.find((release) => release === "Rollback") ?? fact.release[0] ?? "Close";
}

/** True if the release is known to be called without arguments. */
export function isNiladic(obligation: Obligation, info: FileInfo): boolean {
  const release = preferredRelease(obligation);
  const type = obligation.variable?.type;
  if (type === undefined || obligation.fact.release.length === 0) return false;
  const called = release === "()" ? type : memberType(type, release.split("."), info);
  const signature = called?.kind === "named" ? underlyingOf(called, info) : called;
  return signature?.kind === "func" && signature.params.length === 0;
}

function memberType(type: Type, path: readonly string[], info: FileInfo): Type | undefined {
  let at: Type | undefined = type;
  for (const name of path) {
    const member: Lookup = at === undefined ? undefined : lookupFieldOrMethod(at, name, info.world, info.packagePath);
    at = member === undefined || member === "unknown" ? undefined : member.type;
  }
  return at;
}

function underlyingOf(type: Extract<Type, { kind: "named" }>, info: FileInfo): Type | undefined {
  return info.world.packageDecls(type.pkg, info.packagePath)?.types.get(type.name)?.type;
}

/**
 * The deferred release as a statement, in the style the project has chosen for rollbacks. A literal reads the variable when it
 * runs: where it gets other values, nil among them, the call is deferred as it is.
 */
export function deferStatement(obligation: Obligation, name: string, fn: FunctionUnit): string {
  const call = releaseCall(obligation, name);
  const explicit = preferredRelease(obligation) === "Rollback" && fn.file.options.rollbackStyle === "explicit";
  return explicit && !isAssignedAgain(obligation, fn) ? `defer func() { _ = ${call} }()` : `defer ${call}`;
}

function isAssignedAgain({ variable, call }: Obligation, { node: func, info }: FunctionUnit): boolean {
  let again = false;
  if (func.body === undefined) return false;
  walk(func.body, (node) => {
    if (node.kind !== "AssignStmt" || contains(node, call)) return;
    again ||= node.lhs.some((target) => target.kind === "Ident" && info.objectOf(target) === variable);
  });
  return again;
}
