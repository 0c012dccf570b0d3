import type { CallableRef, OwnershipFact } from "../../catalog/schema.ts";
import type { Callee } from "../../semantic/info.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { underlying } from "../../semantic/underlying.ts";
import { calledBy } from "../called.ts";
import { joinPath, type Hold } from "./hold.ts";
import type { FunctionSource } from "../program.ts";
import type { FunctionScope } from "../scope.ts";
import {
  canHold,
  isReadingPackage,
  isStandardPackage,
  keepsArguments,
  soundsLikeRelease,
} from "../standard-library.ts";
import type { FunctionSummary, ParamSummary } from "../summary.ts";

/**
 * What a call does with a resource it is given.
 * `moves`: its result is now what must be released. `runs`: it calls the function value it is given, and forgets it.
 * `unknown`: it may take it. `releases-on-error`, `releases-on-success`: its error tells.
 */
export type Fate =
  | "releases-on-error"
  | "releases-on-success"
  | "reads"
  | "exhausts"
  | "releases"
  | "takes"
  | "moves"
  | "runs"
  | "unknown";

/** What the call does with its argument at `index` (-1: the receiver), which relates to the resource by `hold`. */
export function fateOf(
  scope: FunctionScope,
  callee: Callee,
  index: number,
  hold: Hold,
  releases: readonly string[],
): Fate {
  switch (callee.kind) {
    case "builtin":
      return callee.name === "append" || callee.name === "new" ? "takes" : "reads";
    case "func":
    case "method":
      return fateInKnown(scope, callee, index, hold, releases);
    case "unknown":
      return callee.pkg !== undefined && isReadingPackage(callee.pkg)
        ? "reads"
        : (fateByRef(scope, refOf(callee), index) ?? "unknown");
    case "conversion":
      return "takes";
    default:
      return "unknown";
  }
}

/** The same for a call of which perhaps only the type of the receiver is known. */
export function fateInCall(
  scope: FunctionScope,
  call: CallExpr,
  index: number,
  hold: Hold,
  releases: readonly string[],
): Fate {
  const fate = fateOf(scope, scope.info.calleeOf(call), index, hold, releases);
  return fate === "unknown" ? (fateByRef(scope, calledBy(call, scope.info)?.ref, index) ?? fate) : fate;
}

type Named = Extract<Callee, { kind: "func" | "method" }>;

function fateInKnown(
  scope: FunctionScope,
  callee: Named,
  index: number,
  hold: Hold,
  releases: readonly string[],
): Fate {
  const byFact = fateByRef(scope, refOf(callee), index);
  if (byFact !== undefined) return byFact;
  if (isReadingPackage(callee.pkg)) return "reads";
  if (isStandardPackage(callee.pkg) && callee.pkg !== scope.info.packagePath) return standardFate(callee, hold);
  const sources = sourcesOf(scope, callee) ?? implementationsOf(scope, callee);
  if (sources === undefined) return "unknown";
  const isBehindInterface = hold.kind === "holder" && takesInterface(scope, callee, index);
  const fates = new Set(
    sources.map((source) => fateInSource(scope.summaryOf(source), index, hold, releases, isBehindInterface)),
  );
  const [only] = fates;
  return fates.size === 1 && only !== undefined ? only : "takes";
}

/** `func report(log Logger)`: what the methods of the holder do that is given here cannot be told from there. */
function takesInterface({ info }: FunctionScope, { type }: Named, index: number): boolean {
  const param = index < 0 ? undefined : (type.params[index] ?? type.params.at(-1));
  return param !== undefined && underlying(param.type, info.world).kind === "interface";
}

/** The function a call runs, as a list; undefined where it is not known. */
export function sourcesOf(scope: FunctionScope, callee: Callee): readonly FunctionSource[] | undefined {
  const source = scope.program.sourceOf(callee);
  return source === undefined ? undefined : [source];
}

/** The functions that a call of an interface's method may run; undefined where they cannot all be known. */
export function implementationsOf(
  scope: FunctionScope,
  callee: Callee,
  words?: RegExp,
): readonly FunctionSource[] | undefined {
  if (callee.kind !== "method" || !callee.interface) return undefined;
  return scope.program.implementationsOf(callee, scope.info.packagePath, words);
}

/** The name facts are kept under. */
export function refOf(callee: Callee): CallableRef | undefined {
  if (callee.kind === "func") return { pkg: callee.pkg, name: callee.name };
  if (callee.kind === "method") return { pkg: callee.pkg, recv: callee.recv, name: callee.name };
  if (callee.kind !== "unknown" || callee.pkg === undefined || callee.name === undefined) return undefined;
  return { pkg: callee.pkg, name: callee.name };
}

/** Whether the call is known to be done with the argument when it comes back, so that no result has it inside. */
export function isDoneWith(scope: FunctionScope, call: CallExpr, index: number): boolean {
  return factOf(scope, calledBy(call, scope.info)?.ref, index)?.onlyUses === true;
}

function factOf({ catalog }: FunctionScope, ref: CallableRef | undefined, index: number): OwnershipFact | undefined {
  return ref === undefined ? undefined : catalog.takesOwnership(ref).find((each) => each.arg === index);
}

function fateByRef(scope: FunctionScope, ref: CallableRef | undefined, index: number): Fate | undefined {
  const fact = factOf(scope, ref, index);
  if (fact === undefined) return undefined;
  if (fact.onlyUses === true) return "reads";
  return fact.movesToResult === undefined ? "takes" : "moves";
}

/**
 * The standard library reads what it is given, except where a name says that it keeps it. A function it runs at once, unless
 * its result can have it inside: `http.TimeoutHandler`.
 */
function standardFate(callee: Named, hold: Hold): Fate {
  if (keepsArguments(callee.pkg, callee.name)) return "takes";
  if (hold.kind === "closure") return callee.type.results.some(({ type }) => canHold(type)) ? "reads" : "runs";
  return hold.kind === "releaser" ? "takes" : "reads";
}

function fateInSource(
  summary: FunctionSummary,
  index: number,
  hold: Hold,
  releases: readonly string[],
  isBehindInterface: boolean,
): Fate {
  const param = index < 0 ? summary.receiver : (summary.params[index] ?? summary.params.at(-1));
  if (param === undefined) return "takes";
  if (hold.kind === "closure" || hold.kind === "releaser") return fateOfFunctionValue(param, hold);
  const done = [...param.releases, ...param.mayRelease];
  // What it releases on some paths alone, and has in its result or elsewhere on others, is its own from then on.
  const keeps = param.escapes || param.wrapped === true || param.returned === true;
  const runs = (paths: readonly string[] | undefined): boolean =>
    hold.kind === "self" && paths?.some((path) => releases.includes(joinPath(hold.path, path))) === true;
  if (hold.kind === "holder") {
    if (done.some(isRelease)) return "releases";
    return takes(param) || (isBehindInterface && done.length > 0) ? "takes" : "reads";
  }
  if (runs(param.releasesOnError)) return "releases-on-error";
  if (runs(param.releasesOnSuccess)) return "releases-on-success";
  if (runs(param.releases)) return "releases";
  if (runs(param.mayRelease)) return keeps ? "takes" : "releases";
  if (param.returned === true && hold.path === "") return "moves";
  if (takes(param)) return "takes";
  return param.exhausts === true && hold.path === "" ? "exhausts" : "reads";
}

/** `Close` and `file.Close`, not `file.Name`: of what is inside of something, only its end counts. */
function isRelease(path: string): boolean {
  return soundsLikeRelease(path.slice(path.lastIndexOf(".") + 1));
}

/** What goes into the result alone is looked for there. */
function takes(param: ParamSummary): boolean {
  return param.escapes && param.wrapped !== true;
}

function fateOfFunctionValue(param: ParamSummary, hold: Hold): Fate {
  if (param.escapes) return "takes";
  const called = param.releases.includes("()") || param.mayRelease.includes("()");
  if (!called) return "reads";
  return hold.kind === "releaser" ? "releases" : "runs";
}
