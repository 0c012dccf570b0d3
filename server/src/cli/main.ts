import { homedir } from "node:os";
import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../analyze/settings.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import type { FileSystem } from "../project/file-system.ts";
import { findGoEnvironment, type GoEnvironment } from "../project/go-environment.ts";
import { nodeFileSystem, uriOfPath } from "../project/node-file-system.ts";
import { rules } from "../rules/registry.ts";
import { loadGoParser, type ParserBinaries } from "../syntax/parser.ts";
import { completionScript } from "./completion.ts";
import { EXIT, type CliHost, type ExitCode } from "./host.ts";
import { pathsIn } from "./paths.ts";
import { buildProgram, runProgram, type Commands } from "./program.ts";
import { explainRule, listRules } from "./rules-command.ts";
import { scanOnce } from "./scan-command.ts";
import { readScanOptions, type ScanOptions } from "./scan-options.ts";

/** What the program is bundled with. */
export interface Bundle {
  readonly version: string;
  readonly binaries: () => ParserBinaries;
}

/** Runs one command line (without `node` and the script) and answers the exit code. */
export function runCli(host: CliHost, args: readonly string[], bundle: Bundle): Promise<ExitCode> {
  const commands: Commands = {
    rules,
    version: bundle.version,
    async scan(paths, raw) {
      const options = readScanOptions(
        raw,
        rules.map((rule) => rule.id),
      );
      const engine = await createEngine(options, host, bundle);
      const context = { host, paths: pathsIn(host.cwd), engine, rules, version: bundle.version };
      return scanOnce(context, paths.length === 0 ? ["."] : paths, options);
    },
    listRules: (json) => {
      listRules(host, rules, json);
    },
    explain: (id) => explainRule(host, rules, id),
    init: () => Promise.resolve(EXIT.clean),
    checkConfig: () => Promise.resolve(EXIT.clean),
    whichConfig: () => Promise.resolve(EXIT.clean),
    completion: (shell) => {
      const program = buildProgram(host, commands, () => undefined);
      host.out(
        completionScript(
          shell,
          program,
          rules.map((rule) => rule.id),
        ),
      );
    },
  };
  return runProgram(host, args, commands);
}

async function createEngine(options: ScanOptions, host: CliHost, bundle: Bundle): Promise<Engine> {
  const settings = settingsFrom(options);
  const fs = nodeFileSystem({ blocking: true });
  return new Engine({
    fs,
    environment: await goEnvironment(fs, host),
    parser: await loadGoParser(bundle.binaries()),
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve(settings),
  });
}

/** Where Go keeps dependencies on this machine. */
export function goEnvironment(fs: FileSystem, { env }: Pick<CliHost, "env">): Promise<GoEnvironment> {
  return findGoEnvironment(fs, { env, home: homedir(), platform: process.platform, uriOfPath });
}

function settingsFrom({ preset, rules: only, tests, likely }: ScanOptions): RuleSettings {
  return {
    ...DEFAULT_RULE_SETTINGS,
    ...(preset === undefined ? {} : { preset }),
    ...(only === undefined ? {} : { preset: "off", rules: Object.fromEntries(only.map((id) => [id, "on" as const])) }),
    ...(tests === undefined ? {} : { tests }),
    ...(likely === undefined ? {} : { likely }),
  };
}
