import type { LazyFileUnit } from "../analyze/build-unit.ts";
import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Rule } from "../analyze/rule.ts";
import { runRules, type DeclCache, type RunResult } from "../analyze/run-rules.ts";
import { QueryLog } from "../analyze/text-queries.ts";
import type { PackageUnit } from "../analyze/unit.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { FlowAnalysis } from "../flow/flow-analysis.ts";
import type { FunctionSource, Program } from "../flow/program.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import type { MethodPlace } from "../project/method-index.ts";
import { analyzePackage, fileUnitOf, packageUnitOf, type PackageAnalysis } from "./package-analysis.ts";
import type { SettingsInUse } from "./settings-pool.ts";
import { workspaceProgram } from "./workspace-program.ts";

/** What a revision is made of. */
export interface RevisionParts {
  /** The one for what no settings belong to. */
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  /** Where the time of each rule is added up, if anybody wants to know. */
  readonly times?: RuleTimes | undefined;
  /** A package of the workspace by its import path. */
  readonly workspacePackage: (path: string) => GoPackage | undefined;
  /** The methods of a name in the modules that are built with a package; `from` asks. */
  readonly methodsNamed: (pkg: string, name: string, from: string) => readonly MethodPlace[] | undefined;
}

/** One revision of the sources: everything worked out about it is worked out once, and dies with it. */
export class Revision {
  readonly program: Program;
  readonly #parts: RevisionParts;
  readonly #packages = new Map<GoPackage, PackageAnalysis>();
  /** Packages under analysis by path: the tests of a package, and programs, cannot be imported. */
  readonly #named = new Map<string, PackageAnalysis>();
  readonly #flows: { readonly catalog: Catalog; readonly panicOwes: boolean; readonly flow: FlowAnalysis }[] = [];
  readonly #queryLog = new QueryLog();
  readonly #units = new WeakMap<GoFile, Map<SettingsInUse, LazyFileUnit>>();
  readonly #packageUnits = new WeakMap<PackageAnalysis, Map<SettingsInUse, PackageUnit>>();

  constructor(parts: RevisionParts) {
    this.#parts = parts;
    this.program = workspaceProgram((path) => this.#packageAt(path), parts.methodsNamed);
  }

  /** The findings of one file. */
  run(pkg: GoPackage, file: GoFile, inUse: SettingsInUse, reuse?: DeclCache): RunResult {
    return runRules({
      file: this.#unitOf(this.analysisOf(pkg), file, inUse),
      rules: this.#parts.rules,
      settings: inUse.settings,
      times: this.#parts.times,
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

  /** Forgets the packages of a directory. */
  release(directory: string): void {
    for (const pkg of [...this.#packages.keys()]) {
      if (pkg.directory !== directory) continue;
      this.#packages.delete(pkg);
      this.#named.delete(pkg.path);
    }
  }

  /** A text that stays equal as long as callers of the function can notice no difference. */
  seenFromOutside(source: FunctionSource, text: string): string {
    return this.#flowFor(this.#parts.catalog, false).seenFromOutside(source, text);
  }

  #packageAt(path: string): PackageAnalysis | undefined {
    const named = this.#named.get(path);
    if (named !== undefined) return named;
    const pkg = this.#parts.workspacePackage(path);
    return pkg === undefined ? undefined : this.analysisOf(pkg);
  }

  #unitOf(analysis: PackageAnalysis, file: GoFile, inUse: SettingsInUse): LazyFileUnit {
    const units = this.#units.get(file) ?? new Map<SettingsInUse, LazyFileUnit>();
    this.#units.set(file, units);
    const known = units.get(inUse);
    if (known !== undefined) return known;
    const { catalog, settings } = inUse;
    const flow = this.#flowFor(catalog, settings.options.panicOwes);
    const unit = fileUnitOf(analysis, file, {
      catalog,
      flow,
      program: this.program,
      options: settings.options,
      queryLog: this.#queryLog,
      pkg: () => this.#packageUnitOf(analysis, inUse),
    });
    units.set(inUse, unit);
    return unit;
  }

  #packageUnitOf(analysis: PackageAnalysis, inUse: SettingsInUse): PackageUnit {
    const units = this.#packageUnits.get(analysis) ?? new Map<SettingsInUse, PackageUnit>();
    this.#packageUnits.set(analysis, units);
    const known = units.get(inUse);
    if (known !== undefined) return known;
    const unit = packageUnitOf(analysis, (file) => this.#unitOf(analysis, file, inUse));
    units.set(inUse, unit);
    return unit;
  }

  #flowFor(catalog: Catalog, panicOwes: boolean): FlowAnalysis {
    const known = this.#flows.find((each) => each.catalog === catalog && each.panicOwes === panicOwes);
    if (known !== undefined) return known.flow;
    const flow = new FlowAnalysis(catalog, this.program, { panicOwes });
    this.#flows.push({ catalog, panicOwes, flow });
    return flow;
  }
}
