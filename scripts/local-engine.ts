import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import type { RuleTimes } from "../server/src/analyze/rule-timer.ts";
import { DEFAULT_RULE_OPTIONS } from "../server/src/analyze/rule-options.ts";
import type { RuleSettings } from "../server/src/analyze/settings.ts";
import { createCatalog } from "../server/src/catalog/create-catalog.ts";
import { Engine } from "../server/src/engine/engine.ts";
import { findGoEnvironment, type GoEnvironment } from "../server/src/project/go-environment.ts";
import { nodeFileSystem, uriOfPath } from "../server/src/project/node-file-system.ts";
import { rules } from "../server/src/rules/registry.ts";
import { type GoParser, loadGoParser } from "../server/src/syntax/parser.ts";
import { grammarFiles } from "./grammars.mjs";

/** The parser with the installed grammar. */
export async function loadParser(): Promise<GoParser> {
  const binary = (wanted: string): Uint8Array => {
    const file = grammarFiles().find(({ role }) => role === wanted);
    if (file === undefined) throw new Error(`grammars/grammar.json has no ${wanted}`);
    return readFileSync(file.path);
  };
  return loadGoParser({ runtime: binary("runtime"), grammar: binary("grammar") });
}

/** Where this machine keeps Go's own sources and the modules it has downloaded. */
export function goOfThisMachine(): Promise<GoEnvironment> {
  const machine = { env: process.env, home: homedir(), platform: process.platform, uriOfPath };
  return findGoEnvironment(nodeFileSystem(), machine);
}

/**
 * An engine over this machine's files, as an editor would use it, with one preset and the same switches for all of
 * them. The time of each rule is added up in `times`. Without an `environment` nothing outside the module is read.
 */
export function openEngine(
  parser: GoParser,
  preset: RuleSettings["preset"],
  times?: RuleTimes,
  switches: RuleSettings["rules"] = {},
  tests = false,
  environment?: GoEnvironment,
): Engine {
  const settings: RuleSettings = {
    preset,
    rules: switches,
    tests,
    likely: true,
    options: DEFAULT_RULE_OPTIONS,
  };
  return new Engine({
    fs: nodeFileSystem({ blocking: true }),
    ...(environment === undefined ? {} : { environment }),
    parser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(settings),
    times,
  });
}
