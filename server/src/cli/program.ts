import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command, CommanderError, Option } from "commander";
import type { Rule } from "../analyze/rule.ts";
import { SEVERITIES } from "../analyze/severity.ts";
import { FORMATS } from "../report/formats.ts";
import { EXIT, UsageError, type CliHost, type ExitCode } from "./host.ts";
import { withoutDots } from "./paths.ts";
import { DEFAULT_BASELINE, type RawScanOptions } from "./scan-options.ts";

/** What the commands do; the program only reads the command line. */
export interface Commands {
  readonly rules: readonly Rule[];
  readonly version: string;
  scan(paths: readonly string[], options: RawScanOptions): Promise<ExitCode>;
  listRules(json: boolean): void;
  explain(id: string): Promise<void>;
  init(): Promise<ExitCode>;
  checkConfig(paths: readonly string[]): Promise<ExitCode>;
  whichConfig(file: string): Promise<ExitCode>;
  completion(shell: string): void;
  serve(): void;
}

/** Runs one command line (without `node` and the script). Never throws. */
export async function runProgram(host: CliHost, args: readonly string[], commands: Commands): Promise<ExitCode> {
  let code: ExitCode = EXIT.clean;
  const program = buildProgram(host, commands, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(namesPath(host, program, args) ? ["scan", ...args] : args, { from: "user" });
    return code;
  } catch (error) {
    return report(host, error);
  }
}

/** `gostable ./...`, as other Go tools take it: a scan. */
function namesPath(host: CliHost, program: Command, [first]: readonly string[]): boolean {
  if (first === undefined || first.startsWith("-") || first === "help") return false;
  if (program.commands.some((command) => command.name() === first)) return false;
  return existsSync(resolve(host.cwd, withoutDots(first)));
}

function report(host: CliHost, error: unknown): ExitCode {
  // Commander has said itself what is wrong, or has shown the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.failure;
  if (error instanceof UsageError) host.err(`gostable: ${error.message}\n`);
  else
    host.err(
      `gostable: internal failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  return EXIT.failure;
}

/** The whole command line as commander knows it; also what shell completion is made from. */
export function buildProgram(host: CliHost, commands: Commands, ended: (code: ExitCode) => void): Command {
  const program = new Command("gostable")
    .description("Finds the Go bugs that only show in production, and fixes them.")
    .version(commands.version)
    .configureOutput({ writeOut: host.out, writeErr: host.err })
    .showHelpAfterError("(gostable --help shows what is possible)")
    .exitOverride();
  addScan(program, commands, ended);
  program
    .command("rules")
    .description("list the rules")
    .option("--json", "as JSON")
    .action((options: { json?: boolean }) => {
      commands.listRules(options.json === true);
    });
  program
    .command("explain <rule>")
    .description("show the page of a rule")
    .action((id: string) => commands.explain(id));
  program
    .command("init")
    .description("write a gostable.jsonc with the defaults into this folder")
    .action(async () => {
      ended(await commands.init());
    });
  addConfig(program, commands, ended);
  program
    .command("completion <shell>")
    .description("print a completion script for bash, zsh or fish")
    .action((shell: string) => {
      commands.completion(shell);
    });
  program
    .command("lsp")
    .description("run the language server on stdin and stdout, for an editor")
    .option("--stdio", "the same, as some editors say it")
    .action(() => {
      commands.serve();
    });
  return program;
}

function addConfig(program: Command, commands: Commands, ended: (code: ExitCode) => void): void {
  const config = program.command("config").description("look at the configuration");
  config
    .command("check [files...]")
    .description("report mistakes in configuration files")
    .action(async (files: string[]) => {
      ended(await commands.checkConfig(files));
    });
  config
    .command("which <file>")
    .description("show which configuration holds for a file")
    .action(async (file: string) => {
      ended(await commands.whichConfig(file));
    });
}

function addScan(program: Command, commands: Commands, ended: (code: ExitCode) => void): void {
  program
    .command("scan [paths...]", { isDefault: false })
    .description("look for problems in files and folders (this folder if none is named)")
    .addOption(
      new Option(
        "-f, --format <format[=file]>",
        `${Object.keys(FORMATS).join(", ")}; may be given several times (default: text)`,
      ).argParser<string[]>(collect),
    )
    .option("-p, --preset <preset>", "recommended, strict, all or off; goes before the configuration's")
    .addOption(
      new Option("-r, --rule <ids>", "run only these rules; may be given several times").argParser<string[]>(collect),
    )
    .option("--tests", "look for leaks and lost contexts in _test.go files, too")
    .option("--no-tests", "do not, whatever the configuration says")
    .option("--no-likely", "leave out what was matched by name alone")
    .option("-c, --config <file>", "use this configuration for all files")
    .option("--no-config", "use no configuration")
    .option("--fix", "apply the safe fixes")
    .option("--diff", "show what --fix would change, and change nothing")
    .addOption(
      new Option("--fail-on <severity>", "exit with 1 if something at least this severe is found")
        .choices([...SEVERITIES, "never"])
        .default("warning"),
    )
    .addOption(new Option("--min-severity <severity>", "report nothing below").choices([...SEVERITIES]))
    .option("-q, --quiet", "one line for each finding and nothing else")
    .option("--color", "colours although stdout is no terminal")
    .option("--no-color", "no colours")
    .option("--language <language>", "en or zh-cn, for the findings (default: en; for text, that of the terminal)")
    .option("--no-progress", "no progress on the terminal")
    .option("--stdin", "read one file from stdin")
    .option("--stdin-filename <name>", "where the file on stdin belongs")
    .option("--new-from-rev <rev>", "only what is on lines that were changed since this left a git revision")
    .option("--changed", "only files that git sees as changed")
    .option("--baseline <file>", "keep back what this file lists")
    .option("--no-baseline", "use no baseline, whatever the configuration says")
    .option("--write-baseline [file]", `list everything found in a baseline (${DEFAULT_BASELINE})`)
    .option("--prune", "take out of the baseline what is not found any more")
    .option("--cache", "remember results between runs")
    .option("--cache-dir <folder>", "where to remember them")
    .option("-w, --watch", "scan again whenever a file changes")
    .option("--statistics", "show counts and the time each rule took")
    .option("-j, --workers <count>", "worker threads; 0 for none")
    .action(async (paths: string[], options: RawScanOptions) => {
      ended(await commands.scan(paths, options));
    });
}

function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}
