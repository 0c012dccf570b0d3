import pc from "picocolors";
import { SEVERITIES } from "../analyze/severity.ts";
import type { Report, ReportEdit, ReportFinding, ReportFix, ReportStyle } from "./report.ts";
import { summaryText } from "./summary-text.ts";
import { oneLine } from "./text.ts";

/** As many findings are told one by one; the others are counted, since an agent reads all it is given. */
const MOST = 50;
/** A fix with more edits is told by its title alone. */
const MOST_EDITS = 3;

/** For coding agents: plain text, the worst first, no source that they have at hand, and what to do next. `quiet`: without the latter. */
export function agentReport(report: Report, style: ReportStyle): string {
  const sorted = [...report.findings].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const told = sorted.slice(0, MOST).map(findingText);
  const more = sorted.slice(MOST);
  const colors = pc.createColors(false);
  return [
    ...told,
    ...(more.length === 0 ? [] : [moreText(more)]),
    summaryText(report, colors, style.chinese === true),
    ...(style.quiet || report.findings.length === 0 ? [] : [nextText(sorted)]),
  ].join("");
}

function findingText(finding: ReportFinding): string {
  const sure = finding.confidence === "likely" ? ["  likely: only names matched, the types could not be read"] : [];
  const steps = finding.related.map(({ path, range, message }) => `  ${path}:${range.start.line}: ${message}`);
  const fixes = finding.fixes.map((fix) => `  ${fixText(fix)}`);
  const head = oneLine({ ...finding, message: finding.message.replaceAll("\n", " ") });
  return [head, ...sure, ...steps, ...fixes].map((line) => `${line}\n`).join("");
}

function fixText({ title, safe, edits }: ReportFix): string {
  const told = edits.length > MOST_EDITS ? "" : `: ${edits.map(editText).join(", ")}`;
  return `${safe ? "safe fix" : "fix to look at"}: ${title}${told}`;
}

function editText({ range: { start, end }, newText }: ReportEdit): string {
  const from = `${start.line}:${start.column}`;
  if (start.line === end.line && start.column === end.column) return `insert ${JSON.stringify(newText)} at ${from}`;
  const span = `${from}-${end.line}:${end.column}`;
  return newText === "" ? `delete ${span}` : `replace ${span} by ${JSON.stringify(newText)}`;
}

function moreText(more: readonly ReportFinding[]): string {
  const counts = new Map<string, number>();
  for (const { rule } of more) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const byRule = [...counts].sort(([, a], [, b]) => b - a).map(([rule, count]) => `${rule} ${count}`);
  return `${more.length} more, none of them worse: ${byRule.join(", ")}\n`;
}

function nextText(findings: readonly ReportFinding[]): string {
  const safe = findings.filter(({ fixes }) => fixes.some((fix) => fix.safe)).length;
  const [{ rule } = { rule: "RULE" }] = findings;
  return [
    ...(safe > 0 ? [`gostable scan --fix applies the safe fixes (${safe}); scan again afterwards.`] : []),
    `gostable explain ${rule} tells why a rule matters and what is right.`,
    "Mend the cause. Only what is meant to be there is kept back, in the line above, with its reason: //gostable:ignore RULE -- REASON",
    "",
  ].join("\n");
}
