import type { RuleTexts } from "../rule-text.ts";

export const locks: RuleTexts = {
  "lock-copied": {
    summary: "查找对含有锁的值的复制",
    messages: {
      receiver: "每次调用此方法都会复制 `{type}` 及其 `{lock}`：副本的锁排斥不了任何人。请使用指针接收者。",
      parameter: "每次调用都会复制 `{type}` 及其 `{lock}`：副本的锁排斥不了任何人。请传递指针。",
      copy: "这里复制了 `{type}` 及其 `{lock}`：副本的锁排斥不了任何人。请使用指针。",
      range:
        "每一轮都会把 `{type}` 及其 `{lock}` 复制到 `{name}`：副本的锁排斥不了任何人。请按索引遍历，或者遍历指针。",
    },
  },
  "lock-deferred": {
    summary: "查找锁已被持有、本应是 Unlock 却写成 `defer mu.Lock()` 的地方",
    messages: {
      deferred:
        "这里 defer 了 `{key}` 的 `{lock}`，而它从第 {line} 行起已被持有：函数永远不会返回。请改为 defer `{unlock}`。",
      locker:
        "`{name}` 会获取 `{lock}` 并返回用于释放它的函数：这样 defer 只会在函数结束时获取锁，而没有任何地方释放它。请写成 `defer {call}()`。",
    },
  },
  "lock-mode-mismatch": {
    summary: "查找用 Unlock 释放 RLock、或用 RUnlock 释放 Lock 的地方",
    messages: {
      mismatch:
        "`{key}` 在这里以 `{lock}` 获取，却在第 {line} 行以 `{wrong}` 释放：程序会因致命错误而终止。请使用 `{unlock}`。",
    },
  },
  "lock-not-released": {
    summary: "查找在函数的某条退出路径上仍然锁住的锁",
    messages: {
      path: "`{key}` {exit}仍然锁住：下一次 `{lock}` 会永远等待。请在每条路径上解锁，最好使用 `defer {key}.{unlock}()`。",
      helper:
        "此调用锁住 `{key}`，{exit}仍未解锁：下一次 `{lock}` 会永远等待。请在每条路径上归还，最好紧跟在调用之后使用 `defer`。",
      never:
        "`{key}` 在这里被锁住，此函数和包中的其他函数都没有为它解锁：下一次 `{lock}` 会永远等待。请添加 `defer {key}.{unlock}()`。",
    },
  },
  "lock-section-empty": {
    summary: "查找紧跟在 Lock 之后的 Unlock：什么都没有保护",
    messages: {
      empty:
        "`{key}` 刚锁住就被解锁：之后的代码没有受到保护。如果函数的其余部分就是临界区，请写成 `defer {key}.{unlock}()`；如果只是想等待，请在两者之间用注释说明。",
    },
  },
  "lock-taken-twice": {
    summary: "查找在持有期间再次获取的锁",
    messages: {
      again:
        "`{key}` 从第 {line} 行起已被持有，又在这里再次加锁：该 goroutine 会永远等待自己。请先解锁，或者只加锁一次。",
      callee:
        "`{callee}` 会锁住 `{key}`，而这里从第 {line} 行起已经持有它：该 goroutine 会永远等待自己。请先解锁，或者调用要求已持有锁的版本。",
      loop: "`{key}` 在下一轮循环中再次加锁，却要到函数结束时才释放：该 goroutine 会永远等待自己。请在每一轮结束时解锁。",
      read: "`{key}` 从第 {line} 行起已被此 goroutine 以读方式持有，又在这里再次读锁：如果其间有写者在等待，双方都会永远等待。请只加锁一次。",
    },
  },
  "unlock-not-deferred": {
    summary: "查找在可能 panic 或有多个出口的临界区末尾直接调用的 Unlock",
    messages: {
      panics:
        "如果 `{call}` 在此行之前 panic，`{key}` 会永远锁住。请在第 {line} 行的 Lock 之后紧接着写 `defer {key}.{unlock}()`。",
      exits:
        "共有 {count} 个出口，每一个都必须记得解锁 `{key}`。请在第 {line} 行的 Lock 之后紧接着写 `defer {key}.{unlock}()`。",
      plain:
        "`{key}` 是手动解锁的：以后加在此行之前的代码可能在仍然锁住时返回或 panic。请在第 {line} 行的 Lock 之后紧接着写 `defer {key}.{unlock}()`。",
    },
  },
  "waitgroup-add-in-goroutine": {
    summary: "查找在被等待的 goroutine 内部调用的 WaitGroup.Add",
    messages: {
      add: "`{group}.Add` 在 `{group}.Wait` 要等待的 goroutine 内部执行：Wait 可能在它开始之前就返回。请在 `go` 语句之前调用 Add。",
    },
  },
};
