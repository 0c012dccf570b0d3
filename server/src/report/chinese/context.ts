import type { RuleTexts } from "../rule-text.ts";

export const context: RuleTexts = {
  "context-grown-in-loop": {
    summary: "循环外的 context 在每一轮都被自己的子 context 取代",
    messages: {
      grown:
        "`{ctx}` 在每一轮都变成自己的子 context：链条无限增长，每次取值都要走完整条链，其中任何一个截止时间或取消都会终止之后的所有轮次。请在循环中用 `:=` 声明新的 context。",
      called:
        "外层函数的 `{ctx}` 在此字面量的每次调用中都变成自己的子 context：链条无限增长，并发的调用还会拿到彼此的值。请在字面量中用 `:=` 声明新的 context。",
    },
  },
  "context-in-struct": {
    summary: "结构体保存了 context",
    messages: {
      field:
        "`{type}` 在字段中保存 context：之后调用的方法都运行在创建时的那个 context 之下，调用者无法限制单次调用。请让需要它的方法把 context 作为参数。",
    },
  },
  "context-missing": {
    summary: "可能阻塞的调用没有 context，作用域中也没有",
    messages: {
      missing:
        "`{callee}` 在没有 context 的情况下运行：无法取消，也没有截止时间约束。请接收一个 context 参数并使用 {variant}。",
    },
  },
  "context-not-forwarded": {
    summary: "手边有 context，调用却没有使用它",
    messages: {
      passed:
        "手边有 `{ctx}`，却传递了 `{source}`：调用者放弃后该调用仍会继续，截止时间和追踪也会丢失。请传递 `{ctx}`。",
      derived:
        "手边有 `{ctx}`，却从 `{source}` 派生了新的 context：它不会随调用者的 context 结束，并丢失截止时间和值。请从 `{ctx}` 派生。",
      stored:
        "手边有 `{ctx}`，却保存了 `{source}`：使用它的工作不会随调用者结束。请使用 `{ctx}`；如果工作要比该调用活得更久，请使用 `context.WithoutCancel({ctx})`。",
      "in-goroutine":
        "goroutine 中的 `{source}` 丢失了 `{ctx}` 的值（追踪、日志字段、租户）。请使用 `context.WithoutCancel({ctx})`：它保留这些值，且不随调用者结束。",
      "in-goroutine-old":
        "goroutine 中的 `{source}` 丢失了 `{ctx}` 的值（追踪、日志字段、租户）。请带上工作所需的值；从 Go 1.21 起 `context.WithoutCancel` 可以做到。",
      nil: "向 `{callee}` 传递了 nil context：一旦向它询问任何内容就会 panic。请传递 `{ctx}`。",
      variant:
        "`{callee}` 没有使用 `{ctx}`：调用者放弃后它仍会继续，也没有截止时间约束。请用 `{ctx}` 调用 `{variant}`。",
      "variant-in-goroutine":
        "goroutine 中的 `{callee}` 在没有 context 的情况下运行：无法约束它，`{ctx}` 的值也会丢失。请用 `context.WithoutCancel({ctx})` 加上超时调用 `{variant}`。",
      restructure: "`{callee}` 无法取消：`{ctx}` 的调用者放弃后它仍会继续。请使用 {variant}。",
      chain:
        "`{callee}` 没有使用 `{ctx}`：调用者放弃后它仍会继续，也没有截止时间约束。请在调用链中加入 `.{method}({ctx})`。",
      option: "没有把 `{ctx}` 告诉 `{callee}`：调用者放弃后它仍会继续。请使用 {variant}。",
      log: "`{callee}` 记录日志时没有使用 `{ctx}`：处理器无法附加它的追踪和请求 ID。请使用 {variant}。",
      sleep: "循环中的 `{callee}` 察觉不到 `{ctx}` 已经结束，会把结束推迟整段时长。请使用 {variant}。",
      "own-context":
        "手边有 `{ctx}`，`{callee}` 却自行创建 context（{chain}）：调用者放弃后它所调用的仍会继续。请给它加上 context 参数并传递 `{ctx}`。",
      "own-context-variant":
        "手边有 `{ctx}`，`{callee}` 却自行创建 context（{chain}）：调用者放弃后它所调用的仍会继续。请用 `{ctx}` 调用 `{variant}`。",
    },
  },
  "context-used-after-wait": {
    summary: "errgroup 的 context 在 Wait 之后仍被使用，而那时它已被取消",
    messages: {
      used: "`{ctx}` 属于 errgroup `{group}`，`{group}.Wait()` 一返回就会被取消：此调用会立即失败。请使用创建它时所用的 context，并给 group 的 context 起另一个名字。",
    },
  },
};
