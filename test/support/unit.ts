import { buildFileUnit, type LazyFileUnit } from "../../server/src/analyze/build-unit.ts";
import { DEFAULT_RULE_OPTIONS } from "../../server/src/analyze/rule-options.ts";
import { runRules, type RunResult } from "../../server/src/analyze/run-rules.ts";
import type { Rule } from "../../server/src/analyze/rule.ts";
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../../server/src/analyze/settings.ts";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import type { FileInfo } from "../../server/src/semantic/info.ts";
import { UNKNOWN } from "../../server/src/semantic/types.ts";
import { isGenerated } from "../../server/src/syntax/generated.ts";
import { parseGo } from "./go.ts";

/** A catalog without facts. */
export const emptyCatalog: Catalog = {
  acquire: () => [],
  acquireByName: () => [],
  isNotAcquire: () => undefined,
  takesOwnership: () => [],
  contextVariant: () => undefined,
  neverReturns: () => false,
  startsFatalChain: () => false,
  acquireNames: new Set(),
  releaseNames: new Set(),
  isReleasedByFunctions: () => false,
};

/** A file's meaning when nothing is known of it. */
const unknownInfo: FileInfo = {
  world: { packageDecls: () => undefined },
  packagePath: "example.com/app",
  goVersion: undefined,
  typeOf: () => UNKNOWN,
  objectOf: () => undefined,
  calleeOf: () => ({ kind: "unknown", pkg: undefined, name: undefined }),
  constantOf: () => undefined,
  isType: () => false,
  variablesAt: () => [],
  isNameTaken: () => false,
  importName: () => undefined,
};

/** The unit of one file, without types and flow: for the runner and for rules that read syntax alone. */
export function syntaxUnit(text: string, name = "main.go"): LazyFileUnit {
  return buildFileUnit({
    uri: `file:///app/${name}`,
    text,
    ast: parseGo(text),
    info: unknownInfo,
    isTest: name.endsWith("_test.go"),
    isGenerated: isGenerated(text),
    catalog: emptyCatalog,
    options: DEFAULT_RULE_OPTIONS,
    flowOf: () => {
      throw new Error("this unit has no flow");
    },
    pkg: () => {
      throw new Error("this unit has no package");
    },
  });
}

export function runOn(
  text: string,
  rules: readonly Rule[],
  settings: Partial<RuleSettings> = {},
  name?: string,
): RunResult {
  const file = syntaxUnit(text, name);
  return runRules({
    file,
    rules,
    settings: { ...DEFAULT_RULE_SETTINGS, ...settings },
  });
}
