import { agentReport } from "./agent.ts";
import { checkstyleReport } from "./checkstyle.ts";
import { githubReport } from "./github.ts";
import { gitlabReport } from "./gitlab.ts";
import { jsonLinesReport, jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { rdjsonReport } from "./rdjson.ts";
import type { Reporter } from "./report.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

/** Every format by the name that `--format` takes. */
export const FORMATS = {
  text: textReport,
  json: jsonReport,
  jsonl: jsonLinesReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  checkstyle: checkstyleReport,
  rdjson: rdjsonReport,
  agent: agentReport,
} as const satisfies Readonly<Record<string, Reporter>>;

export type FormatName = keyof typeof FORMATS;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}
