import type { Severity } from "../analyze/finding.ts";
import { groupByPath } from "./group.ts";
import type { Report, ReportFinding } from "./report.ts";
import { xmlAttributes } from "./xml.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "error",
  warning: "warning",
  info: "info",
  hint: "info",
};

/** Checkstyle's XML, which most CI servers read. */
export function checkstyleReport({ version, findings }: Report): string {
  const files = groupByPath(findings).map(
    ([path, list]) => `  <file${xmlAttributes({ name: path })}>\n${list.map(errorElement).join("")}  </file>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle${xmlAttributes({ version })}>\n${files.join("")}</checkstyle>\n`;
}

function errorElement({ range, severity, message, rule }: ReportFinding): string {
  const attributes = {
    line: range.start.line,
    column: range.start.column,
    severity: SEVERITIES[severity],
    message,
    source: `gostable.${rule}`,
  };
  return `    <error${xmlAttributes(attributes)}/>\n`;
}
