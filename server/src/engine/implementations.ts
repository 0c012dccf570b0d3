import type { FunctionSource } from "../flow/program.ts";
import type { MethodPlace } from "../project/method-index.ts";
import type { Callee } from "../semantic/info.ts";
import { identical } from "../semantic/relations.ts";
import type { FuncType } from "../semantic/types.ts";
import type { PackageAnalysis } from "./package-analysis.ts";

/** Packages and methods looked into for one interface method; of more nothing is said. */
const MOST_PACKAGES = 4;
const MOST_METHODS = 12;

/** What the search for implementations goes through. */
export interface ImplementationSearch {
  /** Methods of a name in the modules of the workspace that a package belongs to; undefined where they cannot be listed. */
  readonly methodsNamed: (pkg: string, name: string) => readonly MethodPlace[] | undefined;
  readonly packageAt: (path: string) => PackageAnalysis | undefined;
}

type Method = Extract<Callee, { kind: "method" }>;

/**
 * The methods of the workspace that can run where an interface's is called: all of its name and signature, whether or not
 * the type has the interface's other methods, itself or embedded in another. Those without a statement are left out: they
 * stand for what is to come. `words`: an answer is wanted only if all of their files hold one of them.
 */
export function implementationsOf(
  callee: Method,
  { methodsNamed, packageAt }: ImplementationSearch,
  words: RegExp | undefined,
): readonly FunctionSource[] | undefined {
  const places = methodsNamed(callee.pkg, callee.name);
  if (places === undefined || places.length === 0 || places.length > MOST_METHODS) return undefined;
  if (words !== undefined && !places.every((place) => words.test(place.text()))) return undefined;
  const paths = [...new Set(places.map((place) => place.pkg))];
  if (paths.length > MOST_PACKAGES) return undefined;
  const found: FunctionSource[] = [];
  for (const { pkg, recv } of places) {
    const analysis = packageAt(pkg);
    const source = analysis?.functions.find(recv, callee.name);
    if (analysis === undefined || source?.decl.body === undefined) return undefined;
    const type = analysis.pkg.decls.types.get(recv)?.methods.get(callee.name)?.type;
    if (type !== undefined && differs(type, callee.type, analysis)) continue;
    if (source.decl.body.stmts.length > 0) found.push(source);
  }
  return found.length === 0 ? undefined : found;
}

/** True only where the signatures are known to differ. */
function differs(a: FuncType, b: FuncType, { pkg }: PackageAnalysis): boolean {
  return identical(a, b, pkg.world) === false;
}
