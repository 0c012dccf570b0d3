import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Rule } from "../analyze/rule.ts";
import { isEnabled } from "../analyze/severity.ts";
import { parseConfiguration } from "../config/parse-configuration.ts";
import { CONFIGURATION_NAME, ConfigurationFiles } from "../project/configuration-files.ts";
import { nodeFileSystem } from "../project/node-file-system.ts";
import { mistakesText } from "./configuration-mistakes.ts";
import { EXIT, UsageError, type CliHost, type ExitCode } from "./host.ts";
import { pathsIn } from "./paths.ts";
import { writeFile } from "./write-file.ts";

const INITIAL = `{
  // recommended: nearly always right. strict: worth a look, too. all: every rule.
  "preset": "recommended",
  // Rules by id: "off", "on", or a severity. "gostable rules" lists them.
  "rules": {},
}
`;

/** `gostable init`: a configuration to begin with. One that is there stays. */
export function initConfiguration(host: CliHost): ExitCode {
  const path = join(host.cwd, CONFIGURATION_NAME);
  if (existsSync(path)) throw new UsageError(`there is a ${CONFIGURATION_NAME} here already`);
  writeFile(path, INITIAL);
  host.out(`Wrote ${CONFIGURATION_NAME}.\n`);
  return EXIT.clean;
}

/** `gostable config check`: mistakes in configurations, each with its place. */
export function checkConfigurations(host: CliHost, rules: readonly Rule[], files: readonly string[]): ExitCode {
  let problems = 0;
  for (const file of files.length === 0 ? [CONFIGURATION_NAME] : files) {
    const text = read(resolve(host.cwd, file), file);
    const found = parseConfiguration(text, rules).problems;
    host.out(mistakesText(file, text, found));
    problems += found.length;
  }
  if (problems === 0) host.out("No mistakes.\n");
  return problems === 0 ? EXIT.clean : EXIT.findings;
}

/** `gostable config which FILE`: which configuration holds for a file, and what it comes to. */
export async function whichConfiguration(host: CliHost, rules: readonly Rule[], file: string): Promise<ExitCode> {
  const paths = pathsIn(host.cwd);
  const configurations = new ConfigurationFiles({ fs: nodeFileSystem(), rules });
  const settings = await configurations.settingsOf(paths.uriOf(file));
  const { source, preset, tests, likely, excluded, options } = settings;
  const isTest = file.endsWith("_test.go");
  const on = rules.filter((rule) => isEnabled(rule, settings, isTest)).map((rule) => rule.id);
  host.out(`${source === undefined ? "No gostable.jsonc: the defaults" : paths.shown(source.uri)}\n`);
  host.out(`${JSON.stringify({ preset, tests, likely, excluded, options, rules: on }, undefined, 2)}\n`);
  return EXIT.clean;
}

function read(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`cannot read ${shown}`);
  }
}
