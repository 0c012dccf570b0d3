import type { Confidence, Severity } from "../analyze/finding.ts";

/** A place as every format counts it: line and column from 1, columns in UTF-16 code units. */
export interface ReportPosition {
  readonly line: number;
  readonly column: number;
}

export interface ReportRange {
  readonly start: ReportPosition;
  readonly end: ReportPosition;
}

export interface ReportPlace {
  /** Relative to the working directory where it lies below it, with `/` between the parts. */
  readonly path: string;
  readonly range: ReportRange;
  readonly message: string;
}

export interface ReportEdit {
  readonly path: string;
  readonly range: ReportRange;
  readonly newText: string;
}

export interface ReportFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly ReportEdit[];
}

/** A finding in the form of the JSON report, which other tools rely on. */
export interface ReportFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly path: string;
  readonly range: ReportRange;
  readonly message: string;
  readonly related: readonly ReportPlace[];
  readonly fixes: readonly ReportFix[];
  readonly fingerprint: string;
}

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

export interface ReportSummary {
  /** Files that were looked at. */
  readonly files: number;
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly byRule: Readonly<Record<string, number>>;
  /** Findings kept back by the baseline. */
  readonly inBaseline: number;
  readonly fixed: number;
  readonly skipped: readonly SkippedFile[];
  /** True where the scan was interrupted: more may be there. */
  readonly cancelled: boolean;
  /** Defects of gostable itself. */
  readonly failures: readonly ReportFailure[];
}

export interface ReportFailure {
  readonly rule: string;
  readonly path: string;
  readonly error: string;
}

/** What a report says of a rule. */
export interface ReportRule {
  readonly id: string;
  readonly family: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The rule's page as Markdown, where it is bundled. */
  readonly page: string | undefined;
  readonly url: string;
}

export interface Report {
  readonly version: string;
  /** In the order of paths, then of the text. */
  readonly findings: readonly ReportFinding[];
  readonly summary: ReportSummary;
  /** All rules there are, by id. */
  readonly rules: ReadonlyMap<string, ReportRule>;
  /** The text of a file that findings speak of. */
  readonly source: (path: string) => string | undefined;
}

/** How a report is to look where the format leaves a choice. */
export interface ReportStyle {
  readonly colors: boolean;
  /** No code frames, paths and summaries: one line a finding. */
  readonly quiet: boolean;
  /** The words around the findings; these are translated before. */
  readonly chinese?: boolean;
}

/** Turns results into a text; ends with a line break where it is not empty. */
export type Reporter = (report: Report, style: ReportStyle) => string;
