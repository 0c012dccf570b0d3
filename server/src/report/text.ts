import pc from "picocolors";
import type { Severity } from "../analyze/finding.ts";
import { LineIndex } from "../text/line-index.ts";
import { codeFrame } from "./code-frame.ts";
import { groupByPath } from "./group.ts";
import type { Report, ReportFinding, ReportPlace, ReportStyle } from "./report.ts";
import { summaryText } from "./summary-text.ts";

export type Colors = ReturnType<typeof pc.createColors>;

/** For people: grouped by file, each finding with its source and the path it tells of. */
export function textReport(report: Report, style: ReportStyle): string {
  const colors = pc.createColors(style.colors);
  if (style.quiet) return report.findings.map((finding) => `${oneLine(finding)}\n`).join("");
  const groups = groupByPath(report.findings).map(([path, findings]) => fileText(path, findings, report, colors));
  return [...groups, summaryText(report, colors, style.chinese === true)].join("\n");
}

/** `file:line:column: severity: message (rule)` */
export function oneLine({ path, range, severity, message, rule }: ReportFinding): string {
  return `${path}:${range.start.line}:${range.start.column}: ${severity}: ${message} (${rule})`;
}

function fileText(path: string, findings: readonly ReportFinding[], report: Report, colors: Colors): string {
  const text = report.source(path);
  const lines = text === undefined ? undefined : new LineIndex(text);
  const blocks = findings.map((finding) => findingText(finding, lines, colors));
  return `${colors.underline(colors.bold(path))}\n${blocks.join("\n")}`;
}

function findingText(finding: ReportFinding, lines: LineIndex | undefined, colors: Colors): string {
  const { range, severity, confidence, message, rule, related, fixes } = finding;
  const place = `${range.start.line}:${range.start.column}`;
  const sure = confidence === "likely" ? colors.dim(" (likely)") : "";
  const head = `  ${colors.bold(place)} ${paint(severity, colors)}${sure} ${message} ${colors.dim(rule)}`;
  const frame = lines === undefined ? [] : codeFrame(range, lines, colors, (text) => paintAs(severity, text, colors));
  const story = related.map((step) => `    ${storyLine(step, finding, colors)}`);
  const [fix] = fixes;
  const offer = fix === undefined ? [] : [`    ${colors.green("fix:")} ${fix.title}${fix.safe ? " (--fix)" : ""}`];
  return [head, ...frame, ...story, ...offer].map((line) => `${line}\n`).join("");
}

function storyLine(step: ReportPlace, finding: ReportFinding, colors: Colors): string {
  const file = step.path === finding.path ? "" : `${step.path}:`;
  return `${colors.cyan("→")} ${colors.dim(`${file}${step.range.start.line}:${step.range.start.column}`)} ${step.message}`;
}

function paint(severity: Severity, colors: Colors): string {
  return paintAs(severity, severity, colors);
}

function paintAs(severity: Severity, text: string, colors: Colors): string {
  switch (severity) {
    case "error":
      return colors.red(text);
    case "warning":
      return colors.yellow(text);
    case "info":
      return colors.blue(text);
    case "hint":
      return colors.gray(text);
  }
}
