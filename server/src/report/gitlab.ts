import type { Severity } from "../analyze/finding.ts";
import { hashHex } from "../text/hash.ts";
import type { Report } from "./report.ts";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  info: "minor",
  hint: "info",
};

/** GitLab's code quality report (a subset of Code Climate's format). */
export function gitlabReport({ findings }: Report): string {
  const issues = findings.map(({ rule, severity, path, range, message, fingerprint }) => ({
    type: "issue",
    check_name: rule,
    description: message,
    categories: ["Bug Risk"],
    // GitLab wants it unique in the report; ours is unique in its file.
    fingerprint: hashHex(`${path}\0${rule}\0${fingerprint}`) + fingerprint,
    severity: SEVERITIES[severity],
    location: { path, lines: { begin: range.start.line, end: range.end.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
