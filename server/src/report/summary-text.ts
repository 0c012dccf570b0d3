import type { Severity } from "../analyze/finding.ts";
import { SEVERITIES } from "../analyze/severity.ts";
import type { Report, ReportSummary } from "./report.ts";
import type { Colors } from "./text.ts";

/** The last lines of the text report: how many problems, and what was not looked at. */
export function summaryText({ findings, summary }: Report, colors: Colors, chinese: boolean): string {
  const words = chinese ? inChinese : inEnglish;
  const files = new Set(findings.map((finding) => finding.path)).size;
  const lines = [
    ...summary.skipped.map(({ path, reason }) => colors.dim(words.skipped(path, reason))),
    ...summary.failures.map(({ rule, path, error }) => words.failure(rule, path, firstLine(error))),
    headline(summary, files, words, colors),
    ...(summary.inBaseline > 0 ? [colors.dim(words.inBaseline(summary.inBaseline))] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function headline(summary: ReportSummary, filesWithFindings: number, words: Words, colors: Colors): string {
  const after = [
    ...(summary.fixed > 0 ? [words.fixed(summary.fixed)] : []),
    ...(summary.cancelled ? [words.interrupted] : []),
  ].join("");
  if (summary.files === 0 && summary.findings === 0) return `${words.noFiles}${after}${words.fullStop}`;
  if (summary.findings === 0) return words.none(colors.green(words.noProblems), summary.files, after);
  const kinds = [...SEVERITIES]
    .reverse()
    .filter((severity) => summary.bySeverity[severity] > 0)
    .map((severity) => words.severity(severity, summary.bySeverity[severity]));
  const count = colors.bold(words.problems(summary.findings));
  return words.some(count, kinds, filesWithFindings, summary.files, after);
}

/** What a summary is made of, in one language. */
interface Words {
  readonly noFiles: string;
  readonly fullStop: string;
  readonly noProblems: string;
  readonly interrupted: string;
  readonly skipped: (path: string, reason: string) => string;
  readonly failure: (rule: string, path: string, error: string) => string;
  readonly inBaseline: (count: number) => string;
  readonly fixed: (count: number) => string;
  readonly problems: (count: number) => string;
  readonly severity: (severity: Severity, count: number) => string;
  readonly none: (noProblems: string, files: number, after: string) => string;
  readonly some: (problems: string, kinds: readonly string[], within: number, files: number, after: string) => string;
}

const inEnglish: Words = {
  noFiles: "No Go files were looked at",
  fullStop: ".",
  noProblems: "No problems",
  interrupted: " (interrupted)",
  skipped: (path, reason) => `skipped ${path}: ${reason}`,
  failure: (rule, path, error) => `internal problem: ${rule} failed on ${path}: ${error}`,
  inBaseline: (count) => `${count} more in the baseline`,
  fixed: (count) => `, ${count} fixed`,
  problems: (count) => plural(count, "problem"),
  severity: (severity, count) => plural(count, severity),
  none: (noProblems, files, after) => `${noProblems} in ${plural(files, "file")}${after}.`,
  some: (problems, kinds, within, files, after) =>
    `${problems} (${kinds.join(", ")}) in ${within} of ${plural(files, "file")}${after}.`,
};

const severities: Readonly<Record<Severity, string>> = {
  error: "个错误",
  warning: "个警告",
  info: "条信息",
  hint: "条提示",
};

const inChinese: Words = {
  noFiles: "没有检查任何 Go 文件",
  fullStop: "。",
  noProblems: "没有问题",
  interrupted: "（已中断）",
  skipped: (path, reason) => `已跳过 ${path}：${reason}`,
  failure: (rule, path, error) => `内部错误：${rule} 在 ${path} 上失败：${error}`,
  inBaseline: (count) => `基线中另有 ${count} 个`,
  fixed: (count) => `，已修复 ${count} 个`,
  problems: (count) => `${count} 个问题`,
  severity: (severity, count) => `${count} ${severities[severity]}`,
  none: (noProblems, files, after) => `${files} 个文件中${noProblems}${after}。`,
  some: (problems, kinds, within, files, after) =>
    `${files} 个文件中有 ${within} 个文件存在${problems}（${kinds.join("，")}）${after}。`,
};

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === "info" ? "" : "s"}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? text;
}
