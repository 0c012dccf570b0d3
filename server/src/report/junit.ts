import { groupByPath } from "./group.ts";
import type { Report, ReportFinding } from "./report.ts";
import { xmlAttributes, xmlText } from "./xml.ts";

/** JUnit's XML: each file a suite, each finding a failed case. */
export function junitReport({ findings }: Report): string {
  const total = { name: "gostable", tests: Math.max(1, findings.length), failures: findings.length };
  const suites = groupByPath(findings).map(([path, list]) => suite(path, list));
  const body = suites.length > 0 ? suites.join("") : emptySuite();
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${xmlAttributes(total)}>\n${body}</testsuites>\n`;
}

function suite(path: string, findings: readonly ReportFinding[]): string {
  const attributes = { name: path, tests: findings.length, failures: findings.length, errors: 0 };
  return `  <testsuite${xmlAttributes(attributes)}>\n${findings.map(testCase).join("")}  </testsuite>\n`;
}

/** Some readers take a report without a case for a failed run. */
function emptySuite(): string {
  const attributes = { name: "gostable", tests: 1, failures: 0, errors: 0 };
  return `  <testsuite${xmlAttributes(attributes)}>\n    <testcase name="no findings" classname="gostable"/>\n  </testsuite>\n`;
}

function testCase({ path, range, rule, severity, message, related }: ReportFinding): string {
  const { line, column } = range.start;
  const story = related.map(
    (step) => `${step.path}:${step.range.start.line}:${step.range.start.column}: ${step.message}`,
  );
  const failure = xmlAttributes({ message, type: severity });
  const name = xmlAttributes({ name: `${rule} at ${line}:${column}`, classname: path, file: path, line });
  const text = xmlText([`${path}:${line}:${column}: ${message}`, ...story].join("\n")).replaceAll("&#10;", "\n");
  return `    <testcase${name}>\n      <failure${failure}>${text}</failure>\n    </testcase>\n`;
}
