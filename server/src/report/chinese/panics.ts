import type { RuleTexts } from "../rule-text.ts";

export const panics: RuleTexts = {
  "goroutine-without-recover": {
    summary: "查找一旦 panic 就会终止整个程序的 goroutine",
    messages: {
      bare: "此 goroutine 中的 panic 会终止整个程序：调用者的 recover 捕获不到它。请在它 defer 的函数字面量中 recover。",
      wrapper: "此 goroutine 中的 panic 会终止整个程序：调用者的 recover 捕获不到它。请用 `{wrapper}` 启动它。",
    },
  },
  "panic-on-error": {
    summary: "查找在启动代码之外把错误变成 panic 的地方",
    messages: {
      panics: "生产环境中可能发生的失败会在这里终止整个程序。请把 `{error}` 返回给调用者，或者把函数命名为 `Must…`。",
    },
  },
  "recover-no-effect": {
    summary: "查找无法阻止任何 panic 的 recover",
    messages: {
      notDeferred:
        "`recover` 在这里返回 nil，因为没有 `defer` 执行此函数：panic 会继续。请在被 defer 的函数字面量中调用它。",
      deferredItself:
        "`defer recover()` 阻止不了任何 panic：`recover` 必须由被 defer 的函数调用，而不能就是那个函数。请写成 `defer func() { … recover() … }()`。",
      nested:
        "`recover` 在这里返回 nil：panic 执行的是外层被 defer 的函数字面量，而这一层只保护外层。请在外层中 recover。",
      helper:
        "`{name}` 只有在自身被 defer 时才能 recover；从被 defer 的函数中调用它阻止不了任何 panic。请写成 `defer {name}(…)`。",
      short: "`{name}` 只是返回执行 recover 的函数，没有任何地方运行那个函数。请写成 `defer {name}(…)()`。",
    },
  },
  "recover-outside-boundary": {
    summary: "查找在并非边界的函数中拦下所有 panic 的 recover",
    messages: {
      logged:
        "`{name}` 中的每个 panic 都在这里终止，程序带着半途而废的状态继续运行。请在边界处 recover，或者对意料之外的 panic 重新抛出；如果这里就是边界，请用 `//gostable:boundary reason` 说明。",
      returned:
        "`{name}` 中的每个 panic 都在这里变成错误，包括编程错误。请只 recover 意料之中的 panic；如果这里就是边界，请用 `//gostable:boundary reason` 说明。",
    },
  },
  "recover-swallowed": {
    summary: "查找值从未被任何人看到的已恢复 panic",
    messages: {
      swallowed:
        "此 panic 的值被丢弃：nil map 或索引越界会在这里不留痕迹地消失。请连同堆栈一起记录，或者作为错误返回，或者重新 panic。",
    },
  },
};
