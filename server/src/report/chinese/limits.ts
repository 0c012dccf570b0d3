import type { RuleTexts } from "../rule-text.ts";

export const limits: RuleTexts = {
  "breaker-result-ignored": {
    summary: "询问了熔断器，却丢弃了它的答复",
    messages: {
      answer: "`{callee}` 的答复被丢弃：熔断器打开时工作并没有完成，却无人知晓。请处理它。",
    },
  },
  "http-client-no-timeout": {
    summary: "HTTP 客户端无限期地等待响应",
    messages: {
      "default-function":
        "`{what}` 使用没有超时的 http.DefaultClient：只要有一台服务器接受连接却从不响应，就会永远占住此 goroutine。请使用设置了 Timeout 的 http.Client。",
      "default-client":
        "http.DefaultClient 没有超时：只要有一台服务器接受连接却从不响应，就会永远占住此 goroutine。请使用设置了 Timeout 的 http.Client，或者让请求的 context 带有截止时间。",
      literal: "此 http.Client 没有 Timeout：只要有一台服务器接受连接却从不响应，就会永远占住调用者。请设置 Timeout。",
    },
  },
  "http-server-no-shutdown": {
    summary: "启动了 HTTP 服务器，却从不关闭",
    messages: {
      start:
        "此包中没有任何地方对服务器调用 Shutdown 或 Close：每次部署时正在处理的请求都会被切断。请在进程收到结束通知时用单独的 context 调用 Shutdown。",
    },
  },
  "http-server-no-timeout": {
    summary: "HTTP 服务器无限期地读取请求头",
    messages: {
      function:
        "`{what}` 启动的服务器没有任何超时：一个字节一个字节发送请求头的客户端会永远占住连接，几千个这样的客户端就能让服务停摆。请使用设置了 ReadHeaderTimeout 的 http.Server。",
      literal:
        "此 http.Server 既没有 ReadHeaderTimeout 也没有 ReadTimeout：一个字节一个字节发送请求头的客户端会永远占住连接，几千个这样的客户端就能让服务停摆。请设置 ReadHeaderTimeout。",
    },
  },
  "limiter-result-ignored": {
    summary: "询问了限流器，却丢弃了它的答复",
    messages: {
      answer: "`{callee}` 的答复被丢弃：没有任何限制，无论答复如何工作都会继续。请检查它，被拒绝时放弃或等待。",
      wait: "`{callee}` 的错误被丢弃：context 已结束或截止时间太近时，调用会立即返回，工作会不受限制地继续。请返回该错误。",
    },
  },
  "rpc-no-deadline": {
    summary: "gRPC 调用没有截止时间地等待响应",
    messages: {
      background:
        "调用 `{callee}` 时使用的 `{ctx}` 没有截止时间：服务器挂起时，此调用也会永远挂起。请用 context.WithTimeout 派生 context。",
    },
  },
  "token-clock-skew": {
    summary: "检查令牌的时间时没有考虑各机器时钟的差异",
    messages: {
      parse: "`{callee}` 不留余量：两台机器的时钟只要相差一秒，令牌就会被拒绝。请传递 `{option}`。",
      leeway: "余量为零时，两台机器的时钟只要相差一秒，令牌就会被拒绝。请留出几秒。",
      compare: "令牌的时间与本机时钟精确到秒地比较：两台机器的时钟不同时，令牌会被错误地拒绝或接受。请留出几秒。",
    },
  },
};
