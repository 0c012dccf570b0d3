import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { FORMATS, type FormatName } from "../report/formats.ts";
import type { Report } from "../report/report.ts";
import { translationFor } from "../report/translation.ts";
import { rules } from "../rules/registry.ts";
import { UsageError, type CliHost } from "./host.ts";
import type { ScanOptions } from "./scan-options.ts";

/** Writes the report in every format asked for, to stdout or into a file. */
export function writeReports(host: CliHost, report: Report, options: ScanOptions): void {
  for (const { format, file } of options.outputs) {
    const style = { colors: file === undefined && wantsColors(host, options), quiet: options.quiet };
    const text = FORMATS[format](spoken(report, format, host, options), style);
    if (file === undefined) host.out(text);
    else writeFile(resolve(host.cwd, file), text);
  }
}

/** The report in the language asked for. What programs read stays English unless they ask; people get that of their terminal. */
function spoken(report: Report, format: FormatName, { env }: CliHost, { language }: ScanOptions): Report {
  const own = format === "text" ? (env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG) : undefined;
  const translation = translationFor(language ?? own, rules);
  return { ...report, findings: report.findings.map((finding) => translation.finding(finding)) };
}

/** Colours only on a terminal, unless told otherwise (https://no-color.org). */
export function wantsColors(host: CliHost, options: Pick<ScanOptions, "color">): boolean {
  if (options.color !== undefined) return options.color;
  if (isSet(host.env.NO_COLOR)) return false;
  return isSet(host.env.FORCE_COLOR) || host.outIsTerminal;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0";
}

function writeFile(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
