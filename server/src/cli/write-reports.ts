import { resolve } from "node:path";
import { FORMATS, type FormatName } from "../report/formats.ts";
import type { Report } from "../report/report.ts";
import { isChinese, translationFor } from "../report/translation.ts";
import { rules } from "../rules/registry.ts";
import type { CliHost } from "./host.ts";
import type { ScanOptions } from "./scan-options.ts";
import { writeFile } from "./write-file.ts";

/** Writes the report in every format asked for, to stdout or into a file. */
export function writeReports(host: CliHost, report: Report, options: ScanOptions): void {
  for (const { format, file } of options.outputs) {
    const language = languageOf(format, host, options);
    const colors = file === undefined && wantsColors(host, options);
    const style = { colors, quiet: options.quiet, chinese: isChinese(language) };
    const text = FORMATS[format](spoken(report, language), style);
    if (file === undefined) host.out(text);
    else writeFile(resolve(host.cwd, file), text);
  }
}

/** What programs read is English unless it is asked for otherwise; people get the language of their terminal. */
function languageOf(format: FormatName, { env }: CliHost, { language }: ScanOptions): string | undefined {
  if (language !== undefined || format !== "text") return language;
  return [env.LC_ALL, env.LC_MESSAGES, env.LANG].find(isGiven);
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function spoken(report: Report, language: string | undefined): Report {
  const translation = translationFor(language, rules);
  const skipped = report.summary.skipped.map(({ path, reason }) => ({ path, reason: translation.reason(reason) }));
  return {
    ...report,
    findings: report.findings.map((finding) => translation.finding(finding)),
    summary: { ...report.summary, skipped },
  };
}

/** Colours only on a terminal, unless told otherwise (https://no-color.org). */
export function wantsColors(host: CliHost, options: Pick<ScanOptions, "color">): boolean {
  if (options.color !== undefined) return options.color;
  if (isSet(host.env.NO_COLOR)) return false;
  return isSet(host.env.FORCE_COLOR) || host.outIsTerminal;
}

function isSet(value: string | undefined): boolean {
  return isGiven(value) && value !== "0";
}
