import type { LazyFileUnit } from "../analyze/build-unit.ts";
import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Rule } from "../analyze/rule.ts";
import { runRules, type RunRequest, type RunResult } from "../analyze/run-rules.ts";
import { QueryLog } from "../analyze/text-queries.ts";
import type { PackageUnit } from "../analyze/unit.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { FlowAnalysis } from "../flow/flow-analysis.ts";
import type { FunctionSource } from "../flow/program.ts";
import { type FunctionEdit, NO_RENEWAL, type Renewal } from "../flow/renewal.ts";
import { haveSameFiles } from "../project/build.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import type { MethodPlace } from "../project/method-index.ts";
import { isWithin } from "../project/uri.ts";
import { analyzePackage, fileUnitOf, packageUnitOf, type PackageAnalysis } from "./package-analysis.ts";
import type { SettingsInUse } from "./settings-pool.ts";
import { type WorkspaceProgram, workspaceProgram } from "./workspace-program.ts";

/** What a revision is made of. */
export interface RevisionParts {
  /** The one for what no settings belong to. */
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  /** Whether bodies may be edited while it lasts. */
  readonly remembers: boolean;
  /** Whether results are kept for the next revision. */
  readonly keepsResults: boolean;
  /** Where the time of each rule is added up, if anybody wants to know. */
  readonly times?: RuleTimes | undefined;
  /** A package of the workspace by its import path. */
  readonly workspacePackage: (path: string) => GoPackage | undefined;
  /** The methods of a name in the modules that are built with a package; `from` asks. */
  readonly methodsNamed: (pkg: string, name: string, from: string) => readonly MethodPlace[] | undefined;
}

/**
 * The sources as long as their declarations stay: everything worked out about them is worked out once. Bodies may be edited:
 * the packages they are in are analysed anew ({@link Revision.analysisOf}), and what they change for others is forgotten
 * ({@link Revision.renew}).
 */
export class Revision {
  readonly program: WorkspaceProgram;
  readonly remembers: boolean;
  readonly #parts: RevisionParts;
  readonly #packages = new Map<GoPackage, PackageAnalysis>();
  /** Packages under analysis by path: the tests of a package, and programs, cannot be imported. */
  readonly #named = new Map<string, PackageAnalysis>();
  readonly #flows: { readonly catalog: Catalog; readonly panicOwes: boolean; readonly flow: FlowAnalysis }[] = [];
  readonly #queryLog: QueryLog;
  readonly #units = new WeakMap<GoFile, Map<SettingsInUse, LazyFileUnit>>();
  readonly #packageUnits = new WeakMap<PackageAnalysis, Map<SettingsInUse, PackageUnit>>();

  constructor(parts: RevisionParts) {
    this.#parts = parts;
    this.remembers = parts.remembers;
    this.#queryLog = new QueryLog(parts.keepsResults);
    this.program = workspaceProgram((path) => this.#packageAt(path), parts.methodsNamed);
  }

  /** The findings of one file. */
  run(
    pkg: GoPackage,
    file: GoFile,
    inUse: SettingsInUse,
    { reuse, isDue }: Pick<RunRequest, "reuse" | "isDue">,
  ): RunResult {
    return runRules({
      file: this.#unitOf(this.analysisOf(pkg), file, inUse),
      rules: this.#parts.rules,
      settings: inUse.settings,
      times: this.#parts.times,
      ...(reuse === undefined ? {} : { reuse }),
      ...(isDue === undefined ? {} : { isDue }),
    });
  }

  /** The packages looked at so far. */
  get packages(): readonly GoPackage[] {
    return [...this.#packages.keys()];
  }

  /** A file of the packages looked at so far. */
  fileAt(uri: string): GoFile | undefined {
    for (const pkg of this.#packages.keys()) {
      const file = isWithin(uri, pkg.directory) ? pkg.files.find((each) => each.uri === uri) : undefined;
      if (file !== undefined) return file;
    }
    return undefined;
  }

  analysisOf(pkg: GoPackage): PackageAnalysis {
    const known = this.#packages.get(pkg);
    if (known !== undefined) return known;
    const before = this.#named.get(pkg.path);
    const isSame = before !== undefined && haveSameFiles(before.pkg.files, pkg.files);
    const analysis = analyzePackage(pkg, isSame ? before : undefined);
    if (before !== undefined) this.#packages.delete(before.pkg);
    this.#packages.set(pkg, analysis);
    this.#named.set(pkg.path, analysis);
    return analysis;
  }

  /** Forgets what does not hold any more after edits of bodies. */
  renew(edits: readonly FunctionEdit[]): Renewal {
    this.program.renew();
    if (edits.length === 0) return NO_RENEWAL;
    return joined(this.#flows.map(({ flow }) => flow.renew(edits)));
  }

  /**
   * Goes on where another revision ends whose declarations were otherwise. `packages` are those that were looked at, as they are now;
   * `touched` the functions that may be otherwise by themselves.
   */
  succeed(before: Revision, packages: readonly GoPackage[], touched: ReadonlySet<string>): Renewal {
    for (const pkg of packages) this.analysisOf(pkg);
    const now = (old: FunctionSource): FunctionSource | undefined => {
      const source = this.#packageAt(old.pkg)?.functions.find(old.recv, old.name);
      return source?.uri === old.uri ? source : undefined;
    };
    const renewals = before.#flows.map(({ catalog, panicOwes, flow }) =>
      this.#flowFor(catalog, panicOwes).succeed(flow, touched, now),
    );
    return joined(renewals);
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
      pkg: () => this.#packageUnitOf(this.#named.get(analysis.pkg.path) ?? analysis, inUse),
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
    const flow = new FlowAnalysis(catalog, this.program, { panicOwes, remembers: this.remembers });
    this.#flows.push({ catalog, panicOwes, flow });
    return flow;
  }
}

function joined(renewals: readonly Renewal[]): Renewal {
  return {
    changed: new Set(renewals.flatMap(({ changed }) => [...changed])),
    affected: new Set(renewals.flatMap(({ affected }) => [...affected])),
  };
}
