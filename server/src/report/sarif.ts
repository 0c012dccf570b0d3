import type { CodeFlow, Fix, Location, Notification, Region, ReportingDescriptor, Result, Run } from "sarif";
import type { Severity } from "../analyze/finding.ts";
import type { Report, ReportFinding, ReportFix, ReportRange, ReportRule } from "./report.ts";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/** SARIF 2.1.0, with the path of a finding as its code flow, its fixes, and the pages of the rules as help. */
export function sarifReport(report: Report): string {
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [runOf(report)],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function runOf({ version, findings, rules, summary }: Report): Run {
  const list = [...rules.values()];
  const indexes = new Map(list.map((rule, index) => [rule.id, index]));
  return {
    tool: {
      driver: {
        name: "gostable",
        semanticVersion: version,
        informationUri: "https://github.com/gostable/gostable",
        rules: list.map(descriptor),
      },
    },
    columnKind: "utf16CodeUnits",
    results: findings.map((finding) => resultOf(finding, indexes)),
    invocations: [
      {
        executionSuccessful: !summary.cancelled && summary.failures.length === 0,
        toolExecutionNotifications: [
          ...summary.skipped.map(({ path, reason }) => notification("warning", path, `Not looked at: ${reason}`)),
          ...summary.failures.map(({ path, rule, error }) => notification("error", path, `${rule} failed: ${error}`)),
        ],
      },
    ],
  };
}

function descriptor({ id, family, summary, severity, page, url }: ReportRule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    helpUri: url,
    help: page === undefined ? { text: summary } : { text: page, markdown: page },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["go", "stability", family] },
  };
}

function resultOf(finding: ReportFinding, indexes: ReadonlyMap<string, number>): Result {
  const { rule, severity, confidence, path, range, message, related, fixes, fingerprint } = finding;
  const relatedLocations = related.map((place, index) => ({
    id: index,
    ...location(place.path, place.range, place.message),
  }));
  return {
    ruleId: rule,
    ruleIndex: indexes.get(rule) ?? -1,
    level: LEVELS[severity],
    message: { text: message },
    locations: [location(path, range)],
    ...(related.length > 0 ? { relatedLocations, codeFlows: [codeFlow(finding)] } : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map(fixOf) } : {}),
    partialFingerprints: { "gostable/v1": fingerprint },
    properties: { confidence, severity },
  };
}

/** The places in the order in which they are run through; the finding itself stands first where the story does not name it. */
function codeFlow({ path, range, message, related }: ReportFinding): CodeFlow {
  const told = related.some((place) => place.path === path && sameStart(place.range, range));
  const steps = [
    ...(told ? [] : [location(path, range, message)]),
    ...related.map((p) => location(p.path, p.range, p.message)),
  ];
  return { threadFlows: [{ locations: steps.map((step) => ({ location: step })) }] };
}

function sameStart(a: ReportRange, b: ReportRange): boolean {
  return a.start.line === b.start.line && a.start.column === b.start.column;
}

function location(path: string, range: ReportRange, message?: string): Location {
  const physicalLocation = { artifactLocation: { uri: uriReference(path) }, region: region(range) };
  return message === undefined ? { physicalLocation } : { physicalLocation, message: { text: message } };
}

function fixOf({ title, edits }: ReportFix): Fix {
  const paths = [...new Set(edits.map((edit) => edit.path))];
  return {
    description: { text: title },
    artifactChanges: paths.map((path) => ({
      artifactLocation: { uri: uriReference(path) },
      replacements: edits
        .filter((edit) => edit.path === path)
        .map((edit) => ({ deletedRegion: region(edit.range), insertedContent: { text: edit.newText } })),
    })),
  };
}

function region({ start, end }: ReportRange): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function notification(level: "warning" | "error", path: string, text: string): Notification {
  return {
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriReference(path) } } }],
  };
}

/** A path as a URI reference; an absolute one (outside the working directory) as a file URI. */
function uriReference(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  if (path.startsWith("/")) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${encoded}` : encoded;
}
