import type { LazyFileUnit } from "../analyze/build-unit.ts";
import type { RuleOptions } from "../analyze/rule-options.ts";
import type { Rule } from "../analyze/rule.ts";
import { runRules, type DeclCache, type RunResult } from "../analyze/run-rules.ts";
import type { RuleSettings } from "../analyze/settings.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { FlowAnalysis } from "../flow/flow-analysis.ts";
import type { FunctionSource, Program } from "../flow/program.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { analyzePackage, fileUnitOf, packageUnitOf, type PackageAnalysis } from "./package-analysis.ts";
import { workspaceProgram } from "./workspace-program.ts";

/** What a revision is made of. */
export interface RevisionParts {
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  /** A package of the workspace by its import path. */
  readonly workspacePackage: (path: string) => GoPackage | undefined;
}

/** One revision of the sources: everything worked out about it is worked out once, and dies with it. */
export class Revision {
  readonly program: Program;
  readonly #parts: RevisionParts;
  readonly #packages = new Map<GoPackage, PackageAnalysis>();
  /** Packages under analysis by path: the tests of a package, and programs, cannot be imported. */
  readonly #named = new Map<string, PackageAnalysis>();
  readonly #flows = new Map<boolean, FlowAnalysis>();
  readonly #units = new WeakMap<GoFile, Map<RuleOptions, LazyFileUnit>>();

  constructor(parts: RevisionParts) {
    this.#parts = parts;
    this.program = workspaceProgram((path) => this.#packageAt(path));
  }

  /** The findings of one file. */
  run(pkg: GoPackage, file: GoFile, settings: RuleSettings, reuse?: DeclCache): RunResult {
    const analysis = this.analysisOf(pkg);
    const unitOf = (each: GoFile): LazyFileUnit => this.#unitOf(analysis, each, settings.options);
    return runRules({
      file: unitOf(file),
      pkg: () => packageUnitOf(analysis, unitOf),
      rules: this.#parts.rules,
      settings,
      ...(reuse === undefined ? {} : { reuse }),
    });
  }

  /** The packages looked at so far. */
  get packages(): readonly GoPackage[] {
    return [...this.#packages.keys()];
  }

  analysisOf(pkg: GoPackage): PackageAnalysis {
    const known = this.#packages.get(pkg);
    if (known !== undefined) return known;
    const analysis = analyzePackage(pkg);
    this.#packages.set(pkg, analysis);
    this.#named.set(pkg.path, analysis);
    return analysis;
  }

  /** A text that stays equal as long as callers of the function can notice no difference. */
  seenFromOutside(source: FunctionSource, text: string): string {
    return this.#flowFor(false).seenFromOutside(source, text);
  }

  #packageAt(path: string): PackageAnalysis | undefined {
    const named = this.#named.get(path);
    if (named !== undefined) return named;
    const pkg = this.#parts.workspacePackage(path);
    return pkg === undefined ? undefined : this.analysisOf(pkg);
  }

  #unitOf(analysis: PackageAnalysis, file: GoFile, options: RuleOptions): LazyFileUnit {
    const units = this.#units.get(file) ?? new Map<RuleOptions, LazyFileUnit>();
    this.#units.set(file, units);
    const known = units.get(options);
    if (known !== undefined) return known;
    const flow = this.#flowFor(options.panicOwes);
    const unit = fileUnitOf(analysis, file, { catalog: this.#parts.catalog, flow, program: this.program, options });
    units.set(options, unit);
    return unit;
  }

  #flowFor(panicOwes: boolean): FlowAnalysis {
    const known = this.#flows.get(panicOwes);
    if (known !== undefined) return known;
    const flow = new FlowAnalysis(this.#parts.catalog, this.program, { panicOwes });
    this.#flows.set(panicOwes, flow);
    return flow;
  }
}
