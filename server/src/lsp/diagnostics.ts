import { DiagnosticSeverity, DiagnosticTag, type Diagnostic } from "vscode-languageserver";
import type { Finding, Severity } from "../analyze/finding.ts";
import type { Translation } from "../report/translation.ts";
import { hashHex } from "../text/hash.ts";
import type { ConfigurationProblem, FileReport } from "./engine-port.ts";
import { rangeOf } from "./positions.ts";
import type { ServerState } from "./server-state.ts";
import type { LineIndex } from "../text/line-index.ts";

export const SOURCE = "gostable";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Where a rule's page can be read: in a browser, or in gostable's own client as a virtual document. */
export function rulePageUrl(rule: string, family: string, gostableClient: boolean): string {
  if (gostableClient) return `gostable-rule:/${rule}.md`;
  return `https://github.com/gostable/gostable/blob/main/docs/rules/${family}/${rule}.md`;
}

/** What a diagnostic carries, so that an action finds the finding again. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

/** Who the findings are shown to. */
type Shown = Pick<ServerState, "engine" | "can" | "gostableClient" | "translation" | "uris">;

/** The findings of a file as its editor shows them. */
export async function diagnosticsOf(report: FileReport, shown: Shown): Promise<Diagnostic[]> {
  const families = new Map(shown.engine.rules.map((rule) => [rule.id, rule.family]));
  return Promise.all(
    report.findings.map(async (found) => {
      const finding = shown.translation.finding(found);
      const related = shown.can.related ? await relatedOf(finding, report, shown) : [];
      return {
        ...plainDiagnostic(finding, report.lines),
        ...extras(finding, families.get(finding.rule), shown),
        ...(related.length > 0 ? { relatedInformation: related } : {}),
      };
    }),
  );
}

function plainDiagnostic(finding: Finding, lines: LineIndex): Diagnostic {
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  return {
    range: rangeOf(lines, finding.span),
    severity: severities[finding.severity],
    source: SOURCE,
    code: finding.rule,
    message: finding.message,
    data,
  };
}

function extras(finding: Finding, family: string | undefined, { can, gostableClient }: Shown): Partial<Diagnostic> {
  return {
    ...(can.codeDescription && family !== undefined
      ? { codeDescription: { href: rulePageUrl(finding.rule, family, gostableClient) } }
      : {}),
    ...(can.tags && finding.unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

async function relatedOf(finding: Finding, report: FileReport, { engine, uris }: Shown) {
  const places = finding.related.map(async (place) => {
    const lines = place.uri === finding.uri ? report.lines : (await engine.text(place.uri))?.lines;
    if (lines === undefined) return [];
    return [{ location: { uri: uris.outgoing(place.uri), range: rangeOf(lines, place.span) }, message: place.message }];
  });
  return (await Promise.all(places)).flat();
}

/** Mistakes in a configuration file as its editor shows them. */
export function configurationDiagnostics(
  problems: readonly ConfigurationProblem[],
  lines: LineIndex,
  translation: Translation,
): Diagnostic[] {
  return problems.map((problem) => ({
    range: rangeOf(lines, problem.span),
    severity: severities[problem.severity],
    source: SOURCE,
    code: problem.code,
    message: translation.configuration(problem.message),
  }));
}

/** Equal for equal diagnostics: a client that has them already is told "unchanged". */
export function resultIdOf(diagnostics: readonly Diagnostic[]): string {
  return hashHex(JSON.stringify(diagnostics));
}
