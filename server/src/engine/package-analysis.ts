import { buildFileUnit, type LazyFileUnit } from "../analyze/build-unit.ts";
import type { RuleOptions } from "../analyze/rule-options.ts";
import type { QueryLog } from "../analyze/text-queries.ts";
import type { PackageUnit } from "../analyze/unit.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { FlowAnalysis } from "../flow/flow-analysis.ts";
import { functionKey, type Program } from "../flow/program.ts";
import { createFileInfo } from "../semantic/file-info.ts";
import type { FileInfo } from "../semantic/info.ts";
import { indexFunctions, type FunctionIndex } from "./function-index.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import type { File } from "../syntax/ast.ts";

/** One package with what is worked out about it so far. */
export interface PackageAnalysis {
  readonly pkg: GoPackage;
  readonly functions: FunctionIndex;
  infoOf(file: GoFile): FileInfo;
  /** As {@link infoOf} and {@link functions}, of what was asked for already. */
  readonly known: {
    readonly infos: ReadonlyMap<GoFile, FileInfo>;
    readonly functions: () => FunctionIndex | undefined;
  };
}

/** `before`: the analysis of the same package before bodies were edited; what does not depend on these is taken over. */
export function analyzePackage(pkg: GoPackage, before?: PackageAnalysis): PackageAnalysis {
  const infos = new Map<GoFile, FileInfo>();
  for (const file of pkg.files) {
    const info = before?.known.infos.get(file);
    if (info !== undefined) infos.set(file, info);
  }
  const infoOf = (file: GoFile): FileInfo => {
    const known = infos.get(file);
    if (known !== undefined) return known;
    const context = { uri: file.uri, packagePath: pkg.path, goVersion: pkg.goVersion, world: pkg.world };
    const info = createFileInfo(file.ast, context, file.isTest ? pkg.declsWithTests : pkg.decls);
    infos.set(file, info);
    return info;
  };
  const found = before?.known.functions()?.found;
  let functions = found === undefined ? undefined : indexFunctions(pkg, infoOf, found);
  return {
    pkg,
    infoOf,
    get functions() {
      return (functions ??= indexFunctions(pkg, infoOf));
    },
    known: { infos, functions: () => functions },
  };
}

/** What the units of a file need besides its package. */
export interface UnitContext {
  readonly catalog: Catalog;
  readonly flow: FlowAnalysis;
  readonly program: Program;
  readonly options: RuleOptions;
  readonly queryLog: QueryLog;
  readonly pkg: () => PackageUnit;
}

export function fileUnitOf(analysis: PackageAnalysis, file: GoFile, context: UnitContext): LazyFileUnit {
  const info = analysis.infoOf(file);
  const { uri, text, ast, isGenerated } = file;
  const { catalog, flow, program, options, queryLog, pkg } = context;
  return buildFileUnit({
    uri,
    text,
    ast,
    info,
    isTest: file.isTest || supportsTests(ast) || isForTests(info.packagePath),
    isGenerated,
    catalog,
    options,
    queryLog,
    pkg,
    flowOf: flow.fileFlow(uri, ast, info),
    summaryOf: (callee) => {
      const source = program.sourceOf(callee);
      if (source === undefined) return undefined;
      queryLog.noteUse(functionKey(source));
      return flow.summaryOf(source);
    },
  });
}

/** Code outside _test.go files that imports testing is written for tests, and held to their rules. */
const FOR_TESTS =
  /^(testing|testing\/\w+|github\.com\/(onsi\/(gomega|ginkgo(\/v2)?)|stretchr\/testify|golang\/mock\/gomock|frankban\/quicktest)(\/.*)?|go\.uber\.org\/mock\/gomock|gotest\.tools(\/.*)?)$/;

function supportsTests(ast: File): boolean {
  return ast.imports.some((spec) => FOR_TESTS.test(spec.path));
}

const TEST_FOLDER = /^(tests?|e2e|testutils?|testhelpers?|testsuites?|mocks?|mockserver|fakes?)$/;

/** A folder below the root of the module that is called for tests, or for doubles, holds what tests run on. */
function isForTests(packagePath: string): boolean {
  const [host = "", ...rest] = packagePath.split("/");
  const root = /^(github|gitlab|bitbucket)\.(com|org)$/.test(host) ? 2 : host.includes(".") ? 1 : 0;
  return rest.slice(root).some((folder) => TEST_FOLDER.test(folder));
}

export function packageUnitOf(analysis: PackageAnalysis, unitOf: (file: GoFile) => LazyFileUnit): PackageUnit {
  const files = [...analysis.pkg.files].sort((a, b) => (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : 0));
  return {
    get decls() {
      return analysis.pkg.declsWithTests;
    },
    files: files.map(unitOf),
  };
}
