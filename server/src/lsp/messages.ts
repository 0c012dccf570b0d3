import { isChinese } from "../report/translation.ts";

/**
 * What the server says to its user, in the languages it knows. `{0}`, `{1}` stand for the arguments; `{0|file|files}` for the
 * word that fits the number.
 */
const english = {
  ignoreLine: "Ignore {0} for this line",
  ignoreFile: "Ignore {0} for this file",
  fixRule: "Fix all {0} problems in this file",
  fixAll: "Fix all safe gostable problems",
  disableRule: "Switch {0} off in {1}",
  createConfiguration: "Create {1} that switches {0} off",
  showRule: "Show the page of {0}",
  reportWrong: "Report that {0} is wrong here",
  aboutActions: "About gostable's fixes",
  unsafeFix: "May change what the program does",
  unsafeFixWhy: "gostable does not apply this fix by itself. Look at it before you accept it.",
  scanning: "Scanning Go files",
  scanCount: "{0} of {1} {1|file|files}",
  scanDone: "{0} {0|finding|findings} in {1} {1|file|files}",
  noFolder: "No folder is open, so there is nothing to scan.",
  noGit: "The changed files are not known: {0}",
  slowFile: "This file took {0} ms",
  skipped: "Not looked at: {0}",
  engineFailed: "gostable could not start: {0}",
  defaultSeverity: "{0} · {1} · preset {2}",
  noReasonYet: "reason",
};

export type MessageId = keyof typeof english;

const chinese: Readonly<Record<MessageId, string>> = {
  ignoreLine: "在此行忽略 {0}",
  ignoreFile: "在此文件中忽略 {0}",
  fixRule: "修复此文件中所有 {0} 问题",
  fixAll: "修复所有可安全修复的 gostable 问题",
  disableRule: "在 {1} 中关闭 {0}",
  createConfiguration: "新建 {1} 并关闭 {0}",
  showRule: "查看 {0} 的说明",
  reportWrong: "报告此处的 {0} 为误报",
  aboutActions: "关于 gostable 的修复",
  unsafeFix: "可能改变程序的行为",
  unsafeFixWhy: "gostable 不会自动应用此修复，请先检查再接受。",
  scanning: "正在扫描 Go 文件",
  scanCount: "{0} / {1} 个文件",
  scanDone: "{1} 个文件中有 {0} 个问题",
  noFolder: "没有打开的文件夹，无法扫描。",
  noGit: "无法得知已更改的文件：{0}",
  slowFile: "此文件耗时 {0} 毫秒",
  skipped: "未检查：{0}",
  engineFailed: "gostable 无法启动：{0}",
  defaultSeverity: "{0} · {1} · 预设 {2}",
  noReasonYet: "原因",
};

/** Says a message in one language. */
export type Say = (id: MessageId, ...values: readonly (string | number)[]) => string;

/** The speaker for a locale as the protocol writes it (`zh-cn`, `en-GB`). Other languages get English. */
export function speaker(locale: string | undefined): Say {
  const messages = isChinese(locale) ? chinese : english;
  return (id, ...values) =>
    messages[id].replace(/\{(\d)(?:\|(\w+)\|(\w+))?\}/g, (_, index: string, one?: string, many?: string) => {
      const value = values[Number(index)] ?? "";
      return one === undefined || many === undefined ? String(value) : value === 1 ? one : many;
    });
}
