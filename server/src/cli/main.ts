import { homedir } from "node:os";
import { createCatalog } from "../catalog/create-catalog.ts";
import type { OptionValues } from "../config/options.ts";
import type { RuleEntries, RuleEntry } from "../config/rule-entries.ts";
import { Engine } from "../engine/engine.ts";
import { ConfigurationFiles } from "../project/configuration-files.ts";
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
      const { engine } = await createEngine(options, host, bundle);
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

async function createEngine(
  options: ScanOptions,
  host: CliHost,
  bundle: Bundle,
): Promise<{ engine: Engine; configurations: ConfigurationFiles }> {
  const fs = nodeFileSystem({ blocking: true });
  const { config } = options;
  const configurations = new ConfigurationFiles({
    fs,
    rules,
    commandLine: valuesFrom(options),
    only: typeof config === "string" ? pathsIn(host.cwd).uriOf(config) : config,
  });
  const engine = new Engine({
    fs,
    environment: await goEnvironment(fs, host),
    parser: await loadGoParser(bundle.binaries()),
    catalog: createCatalog(),
    rules,
    settingsOf: (uri) => configurations.settingsOf(uri),
  });
  return { engine, configurations };
}

/** Where Go keeps dependencies on this machine. */
export function goEnvironment(fs: FileSystem, { env }: Pick<CliHost, "env">): Promise<GoEnvironment> {
  return findGoEnvironment(fs, { env, home: homedir(), platform: process.platform, uriOfPath });
}

/** The options that go before the configuration's. `--rule` leaves nothing on but the rules it names. */
function valuesFrom({ preset, rules: only, tests, likely }: ScanOptions): OptionValues {
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(only === undefined ? {} : { preset: "off", rules: onlyRules(only) }),
    ...(tests === undefined ? {} : { tests }),
    ...(likely === undefined ? {} : { likely }),
  };
}

function onlyRules(wanted: readonly string[]): RuleEntries {
  const switchOf = (id: string): RuleEntry => ({ severity: wanted.includes(id) ? "on" : "off" });
  return Object.fromEntries(rules.map((rule) => [rule.id, switchOf(rule.id)]));
}
