/** What the words of an option mean, in Simplified Chinese: by `option.word`. */
export const CHINESE_VALUES: Readonly<Record<string, string>> = {
  "run.onType": "在您输入时。",
  "run.onSave": "在打开或保存文件时。",
  "diagnosticMode.openFiles": "仅打开的文件。",
  "diagnosticMode.workspace": "工作区的所有文件。",
  "preset.recommended": "在成熟代码上几乎总是正确的规则。",
  "preset.strict": "以及所报告的问题值得一看的规则。",
  "preset.all": "所有规则。",
  "preset.off": "仅按名称开启的规则。",
  "configurationPreference.file": "以 gostable.jsonc 为准。",
  "configurationPreference.editor": "以编辑器的设置为准。",
  "ignoreCommentPosition.lineAbove": "在问题上方单独一行。",
  "ignoreCommentPosition.sameLine": "在问题所在行的末尾。",
  "trace.server.off": "不记录。",
  "trace.server.messages": "记录消息名称。",
  "trace.server.verbose": "同时记录消息内容。",
};
