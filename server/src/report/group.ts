import type { ReportFinding } from "./report.ts";

/** The findings of each file, files in the order in which they first come. */
export function groupByPath(
  findings: readonly ReportFinding[],
): readonly (readonly [string, readonly ReportFinding[]])[] {
  const groups = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.path);
    if (group === undefined) groups.set(finding.path, [finding]);
    else group.push(finding);
  }
  return [...groups];
}
