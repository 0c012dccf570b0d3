import type { RuleTexts } from "../rule-text.ts";

export const ignores: RuleTexts = {
  "ignore-malformed": {
    summary: "无法理解的 gostable 注释",
    messages: {
      "unknown-verb":
        "gostable 不认识注释 {verb}，因此它不起作用；请写 gostable:ignore、gostable:ignore-file 或 gostable:boundary。",
      "no-rule": "此注释没有指明规则，因此不会忽略任何问题；请写 //gostable:{verb} 规则 -- 原因。",
      "space-before-verb": "指令的 // 之后不能有空格，因此这只是一条不起作用的普通注释；请删除空格。",
      "block-comment": "指令必须是行注释，因此这条块注释不起作用；请用 // 书写。",
      separator: "这里的原因被当作规则名；请在它前面加上 --。",
    },
  },
  "ignore-unknown-rule": {
    summary: "没有指明任何 gostable 规则的忽略注释",
    messages: {
      unknown: "没有规则 {id}，因此此注释不会忽略任何问题；请写出要忽略的规则（gostable rules 会列出全部规则）。",
      similar: "没有规则 {id}，因此此注释不会忽略任何问题；是否想写 {similar}？",
    },
  },
  "ignore-unused": {
    summary: "不再忽略任何问题的忽略注释",
    messages: {
      unused: "{id} 在这里已不再报告任何问题，因此此注释会掩盖此行下一个真正的问题；请删除它。",
    },
  },
  "ignore-without-reason": {
    summary: "没有说明原因的忽略注释",
    messages: {
      missing: "此注释没有说明为什么忽略，以后没有人能判断它是否仍然成立；请加上 -- 和原因。",
    },
  },
};
