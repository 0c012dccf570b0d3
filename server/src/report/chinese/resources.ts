import type { RuleTexts } from "../rule-text.ts";
import { DEFER_AFTER_CHECK, DEFER_BEHIND, obligationTexts } from "./obligation-texts.ts";

export const resources: RuleTexts = {
  "context-cancel-lost": {
    summary: "查找在某条路径上没有调用取消函数的 context",
    messages: obligationTexts({
      done: "调用",
      harm: "该 context、它的定时器以及所有等待它的对象会一直存活到父 context 结束",
      remedy: DEFER_BEHIND,
      keep: "请给它起个名字并用 defer 调用。",
    }),
  },
  "defer-before-error-check": {
    summary: "查找位于调用与其错误检查之间的 defer",
    messages: {
      early:
        "`{call}` 在检查 `{error}` 之前就被 defer：如果调用失败，`{name}` 为 nil，被 defer 的调用会因此 panic。请把它移到检查之后。",
      harmless:
        "`{call}` 在检查 `{error}` 之前就被 defer：如果调用失败，`{name}` 为 nil。它的 `{method}` 能够承受 nil，但很少有方法如此，读者也无从得知。请把它移到检查之后。",
    },
  },
  "defer-in-loop": {
    summary: "查找在循环中不断累积的 defer 语句",
    messages: {
      pilesUp:
        "{call} 在函数返回时才执行，而不是在每轮循环结束时：它要释放的资源会随每一轮累积。请把循环体提取为单独的函数，或者在每轮结束时直接调用它。",
    },
  },
  "file-not-closed": {
    summary: "查找在函数的某条退出路径上没有关闭的文件",
    messages: obligationTexts({
      done: "关闭",
      harm: "每次泄漏都会占用进程可打开文件数中的一个",
      remedy: DEFER_AFTER_CHECK,
      keep: "请保留并关闭它。",
    }),
  },
  "file-write-close-unchecked": {
    summary: "查找以写入方式打开却忽略 Close 错误的文件",
    messages: {
      dropped:
        "`{name}.Close()` 的错误被忽略，而 `{name}` 是为写入打开的：系统尚未写出的数据只会在这里报错，函数却报告成功。请检查它，或者在此之前检查 `{name}.Sync()`。",
    },
  },
  "http-body-not-closed": {
    summary: "查找在函数的某条退出路径上没有关闭 body 的 HTTP 响应",
    messages: obligationTexts({
      done: "关闭",
      harm: "它的连接既不能复用也不会结束，套接字和 goroutine 会不断堆积",
      remedy: DEFER_AFTER_CHECK,
      keep: "请保留该响应并关闭它的 body。",
    }),
  },
  "net-conn-not-closed": {
    summary: "查找在函数的某条退出路径上没有关闭的网络连接和监听器",
    messages: obligationTexts({
      done: "关闭",
      harm: "它的套接字在两端都会一直打开到进程结束",
      remedy: DEFER_AFTER_CHECK,
      keep: "请保留并关闭它。",
    }),
  },
  "resource-not-closed": {
    summary: "查找在函数的某条退出路径上没有释放的其他资源",
    messages: obligationTexts({
      done: "释放",
      harm: "它持有的资源会一直被占用到进程结束",
      remedy: "请在每条路径上调用 `{release}`。",
      keep: "请保留并释放它。",
    }),
  },
  "span-not-ended": {
    summary: "查找在函数的某条退出路径上没有结束的追踪 span",
    messages: obligationTexts({
      done: "结束",
      harm: "没有结束的 span 永远不会被导出，追踪恰好在出错的地方留下空白",
      remedy: DEFER_BEHIND,
      keep: "请保留该 span 并结束它。",
    }),
  },
  "ticker-not-stopped": {
    summary: "查找在函数结束后仍在运行的 ticker 和 timer",
    messages: obligationTexts({
      done: "停止",
      harm: "函数结束后它仍会继续触发，在 Go 1.23 之前永远不会被回收",
      remedy: DEFER_BEHIND,
      keep: "请保留并停止它。",
    }),
  },
  "time-after-in-loop": {
    summary: "查找循环中的 time.After（Go 1.23 之前）",
    messages: {
      after:
        "`time.After` 在此循环的每一轮都会创建一个定时器：在 Go 1.23 之前，即使走了别的 case，它也会留在内存中直到触发。请在循环之前创建一个 `time.NewTimer` 并重置它。",
    },
  },
  "time-tick-leak": {
    summary: "查找会返回的函数中的 time.Tick（Go 1.23 之前）",
    messages: {
      tick: "`time.Tick` 背后的 ticker 永远无法停止：在 Go 1.23 之前，每次调用此函数都会留下一个永远触发的 ticker。请使用 `time.NewTicker` 并 defer 它的 Stop，或者在 go.mod 中设置 `go 1.23`。",
    },
  },
  "writer-not-flushed": {
    summary: "查找函数成功时没有刷新数据的缓冲写入器",
    messages: obligationTexts({
      done: "完成写出",
      harm: "缓冲区中的数据会丢失，输出会在中途截断",
      remedy: "请在返回之前调用 `{release}` 并检查它的错误。",
      keep: "请保留该写入器并刷新它。",
    }),
  },
};
