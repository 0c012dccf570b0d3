import type { Finding } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { Rule } from "../analyze/rule.ts";
import type { Engine } from "../engine/engine.ts";
import { byPathAndPlace, compareText, locate } from "../report/locate.ts";
import type { Report, ReportFinding, ReportRule, ReportSummary } from "../report/report.ts";
import { summarize } from "../report/summarize.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Paths } from "./paths.ts";

/** What a scan found, in the engine's terms. */
export interface ScanResults {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly files: number;
  readonly cancelled: boolean;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly workers: number;
}

/** Texts of files that findings speak of, read once. */
export class SourceTexts {
  readonly #engine: Engine;
  readonly #texts = new Map<string, { readonly text: string; readonly lines: LineIndex } | undefined>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async read(uris: Iterable<string>): Promise<void> {
    for (const uri of uris) if (!this.#texts.has(uri)) this.#texts.set(uri, await this.#engine.text(uri));
  }

  get(uri: string): { readonly text: string; readonly lines: LineIndex } | undefined {
    return this.#texts.get(uri);
  }
}

/** Findings with lines, columns and paths, in the order of the report. */
export async function locateAll(
  findings: readonly Finding[],
  texts: SourceTexts,
  paths: Paths,
): Promise<ReportFinding[]> {
  const uris = findings.flatMap((finding) => [finding.uri, ...finding.related.map((place) => place.uri)]);
  await texts.read(new Set(uris));
  const locator = { linesOf: (uri: string) => texts.get(uri)?.lines, pathOf: (uri: string) => paths.shown(uri) };
  return findings.map((finding) => locate(finding, locator)).sort(byPathAndPlace);
}

export interface ReportParts {
  readonly version: string;
  readonly rules: readonly Rule[];
  readonly pages: Readonly<Record<string, string>>;
  readonly paths: Paths;
  readonly texts: SourceTexts;
  readonly results: ScanResults;
  readonly inBaseline: number;
  readonly fixed: number;
}

export function buildReport(findings: readonly ReportFinding[], parts: ReportParts): Report {
  const { version, rules, pages, paths, texts } = parts;
  return {
    version,
    findings,
    summary: summaryOf(findings, parts),
    rules: new Map(rules.map((rule) => [rule.id, reportRule(rule, pages[rule.id])])),
    source: (path) => texts.get(paths.uriOf(path))?.text,
  };
}

function summaryOf(
  findings: readonly ReportFinding[],
  { results, paths, inBaseline, fixed }: ReportParts,
): ReportSummary {
  return summarize(findings, {
    files: results.files,
    inBaseline,
    fixed,
    skipped: results.skipped
      .map(({ uri, reason }) => ({ path: paths.shown(uri), reason }))
      .sort((a, b) => compareText(a.path, b.path)),
    cancelled: results.cancelled,
    failures: results.failures.map(({ rule, uri, error }) => ({ rule, path: paths.shown(uri), error })),
  });
}

function reportRule({ id, family, summary, severity }: Rule, page: string | undefined): ReportRule {
  return { id, family, summary, severity, page, url: rulePageUrl(family, id) };
}

/** Where a rule's page is published. */
export function rulePageUrl(family: string, id: string): string {
  return `https://github.com/gostable/gostable/blob/main/docs/rules/${family}/${id}.md`;
}
