import type { Rule } from "../analyze/rule.ts";
import { nameOfUri, relativePath } from "../project/uri.ts";
import { FORMATS } from "../report/formats.ts";
import { byPathAndPlace, locate } from "../report/locate.ts";
import type { Report, Reporter } from "../report/report.ts";
import { summarize } from "../report/summarize.ts";
import type { FileReport } from "./engine-port.ts";
import { rulePageUrl } from "./diagnostics.ts";

interface ReportParts {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly pages: () => Promise<Readonly<Record<string, string>>>;
}

/** The findings of a scan as the command line would write them, without words about the command line. */
export async function writeReport(
  format: "sarif" | "json" | "agent",
  reports: ReadonlyMap<string, FileReport>,
  folders: readonly string[],
  parts: ReportParts,
): Promise<string> {
  const pathOf = (uri: string) => pathIn(folders, uri);
  const located = [...reports.values()].flatMap(({ findings }) =>
    findings.map((finding) => locate(finding, { linesOf: (uri) => reports.get(uri)?.lines, pathOf })),
  );
  const report = buildReport(located.sort(byPathAndPlace), reports, pathOf, parts, await parts.pages());
  const reporter: Reporter = FORMATS[format];
  return reporter(report, { colors: false, quiet: true });
}

function buildReport(
  findings: Report["findings"],
  reports: ReadonlyMap<string, FileReport>,
  pathOf: (uri: string) => string,
  { version, rules }: ReportParts,
  pages: Readonly<Record<string, string>>,
): Report {
  const byPath = new Map([...reports].map(([uri, { text }]) => [pathOf(uri), text]));
  const skipped = [...reports].flatMap(([uri, report]) =>
    report.skipped === undefined ? [] : [{ path: pathOf(uri), reason: report.skipped }],
  );
  const about = ({ id, family, summary, severity }: Rule) => ({
    ...{ id, family, summary, severity, page: pages[id] },
    url: rulePageUrl(id, family, false),
  });
  return {
    version,
    findings,
    summary: summarize(findings, {
      files: reports.size,
      inBaseline: 0,
      fixed: 0,
      skipped,
      cancelled: false,
      failures: [],
    }),
    rules: new Map(rules.map((rule) => [rule.id, about(rule)])),
    source: (path) => byPath.get(path),
  };
}

/** The path below the folder that holds it; with the folder's name before it where there are several. */
function pathIn(folders: readonly string[], uri: string): string {
  for (const folder of folders) {
    const path = relativePath(folder, uri);
    if (path !== undefined) return folders.length === 1 ? path : `${nameOfUri(folder)}/${path}`;
  }
  return uri;
}
