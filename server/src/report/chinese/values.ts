import type { RuleTexts } from "../rule-text.ts";

export const values: RuleTexts = {
  "error-not-comparable": {
    summary: "错误类型不可比较：对它使用 == 会 panic",
    messages: {
      error:
        "`{type}` 是错误类型却不可比较（{reason}）：当两边都是它时，`err == target`、对错误的 switch 以及以错误为键的 map 都会 panic。请把方法改为指针接收者，并返回指针。",
    },
  },
  "sync-map-key-not-comparable": {
    summary: "sync.Map 的键不可比较，会 panic",
    messages: {
      key: "类型为 {type} 的键无法计算哈希（{reason}）：此调用每次执行都会 panic。请使用可比较类型的键。",
    },
  },
};
