import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { OptionValues } from "../config/options.ts";
import type { RuleEntries, RuleEntry } from "../config/rule-entries.ts";
import { rules } from "../rules/registry.ts";
import type { ParserBinaries } from "../syntax/parser.ts";
import { cacheFolder, openCache } from "./cache-file.ts";
import { checkConfigurations, initConfiguration, whichConfiguration } from "./config-commands.ts";
import { completionScript } from "./completion.ts";
import { UsageError, type CliHost, type ExitCode } from "./host.ts";
import { pathsIn, withoutDots } from "./paths.ts";
import { buildProgram, runProgram, type Commands } from "./program.ts";
import { explainRule, listRules } from "./rules-command.ts";
import { scanOnce, scanStdin, type ScanContext } from "./scan-command.ts";
import { readScanOptions, type ScanOptions } from "./scan-options.ts";
import { scanRunner } from "./scan-workers.ts";
import { openEngine } from "./open-engine.ts";
import { watchAndScan } from "./watch.ts";

/** What the program is bundled with. */
export interface Bundle {
  readonly version: string;
  readonly binaries: () => ParserBinaries;
  /** Tells one build from another of the same version. */
  readonly build?: () => string;
  /** Path of the scan worker's program; undefined: everything runs in this thread. */
  readonly worker: string | undefined;
  /** Runs the language server in this process; undefined where it is not built. */
  readonly serve?: (() => void) | undefined;
}

/** Runs one command line (without `node` and the script) and answers the exit code. */
export function runCli(host: CliHost, args: readonly string[], bundle: Bundle): Promise<ExitCode> {
  const commands: Commands = {
    rules,
    version: bundle.version,
    scan: (paths, raw) => {
      const ids = rules.map((rule) => rule.id);
      return scan(host, bundle, paths, readScanOptions(raw, ids));
    },
    listRules: (json) => {
      listRules(host, rules, json);
    },
    explain: (id) => explainRule(host, rules, id),
    init: () => Promise.resolve(initConfiguration(host)),
    checkConfig: (files) => Promise.resolve(checkConfigurations(host, rules, files)),
    whichConfig: (file) => whichConfiguration(host, rules, file),
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
    serve: () => {
      if (bundle.serve === undefined) throw new UsageError("lsp: the language server is not built (npm run build)");
      bundle.serve();
    },
  };
  return runProgram(host, args, commands);
}

async function scan(host: CliHost, bundle: Bundle, paths: readonly string[], options: ScanOptions): Promise<ExitCode> {
  const roots = paths.length === 0 ? ["."] : paths.map(withoutDots);
  const context = await openScan(host, bundle, options, roots);
  if (options.stdinFilename !== undefined) return scanStdin(context, options.stdinFilename);
  return options.watch ? watchAndScan(context, roots) : scanOnce(context, roots);
}

async function openScan(
  host: CliHost,
  bundle: Bundle,
  options: ScanOptions,
  roots: readonly string[],
): Promise<ScanContext> {
  const { config } = options;
  const paths = pathsIn(host.cwd);
  if (typeof config === "string" && !existsSync(resolve(host.cwd, config)))
    throw new UsageError(`--config: there is no ${config}`);
  const folder = options.cache ? cacheFolder(host, options.cacheDir, roots) : undefined;
  const settings = {
    commandLine: valuesFrom(options),
    only: typeof config === "string" ? paths.uriOf(config) : config,
    measuresRules: options.statistics,
    notesReads: folder !== undefined,
  };
  const opened = await openEngine(settings, host.env, bundle.binaries());
  const { environment, log } = opened;
  const key = (): unknown => [bundle.version, bundle.build?.(), settings, environment, process.platform];
  const remembered =
    folder === undefined || log === undefined ? undefined : { log, cache: openCache(host, folder, key()) };
  const plan = { remembered, engine: opened.engine, settings, program: bundle.worker, wanted: options.workers };
  return { host, paths, ...opened, rules, version: bundle.version, options, runScan: scanRunner(plan) };
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
