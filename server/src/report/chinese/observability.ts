import type { RuleTexts } from "../rule-text.ts";

export const observability: RuleTexts = {
  "log-not-synced": {
    summary: "在此创建的 zap logger 从未 Sync",
    messages: {
      "not-synced":
        "`{logger}` 在此创建却从未 Sync：进程结束时缓冲输出中尚存的内容会丢失，而那往往正是它结束的原因。请添加 `defer {logger}.Sync()`。",
    },
  },
  "log-rotation-unbounded": {
    summary: "轮转出的日志文件被永远保留",
    messages: {
      unbounded: "此 logger 会轮转并保留每一个旧文件：磁盘迟早会写满，服务也会随之停止。请设置 MaxBackups 或 MaxAge。",
    },
  },
  "log-sampling-drops-errors": {
    summary: "日志采样把错误和警告也丢弃了",
    messages: {
      zerolog:
        "此采样器会丢弃每个级别的条目：能解释故障的那一条错误很可能就在被丢弃之列。请使用只对低级别采样的 zerolog.LevelSampler。",
      level: "{level} 被采样：能解释故障的那一条记录很可能就在被丢弃之列。请不要对警告和错误采样。",
      zap: "此采样器会丢弃每个级别的条目：故障中同一错误反复出现时，大部分都会丢失。请只对低级别的 core 采样，并与一个负责警告和错误的 core 用 tee 合并。",
    },
  },
  "metric-deferred-since": {
    summary: "被 defer 的调用在 defer 时而不是在运行时测量时长",
    messages: {
      since: "`{since}` 在 defer 语句执行时求值，而不是在函数结束时：时长总是接近零。请把调用包在函数字面量中。",
    },
  },
  "metric-interval": {
    summary: "指标导出得过于频繁，没有益处",
    messages: {
      interval:
        "指标每 {seconds} 秒导出一次：每次导出都会消耗服务和采集器的资源，而大多数后端最多每 {limit} 秒保留一个点。请使用 {limit} 秒或更长的间隔。",
    },
  },
  "metric-name": {
    summary: "指标名称违反了其系统的规则",
    messages: {
      "total-missing":
        "计数器 `{part}` 没有以 `_total` 结尾：查询和仪表盘会把它当作 gauge，OpenMetrics 也会以另一个名称暴露它。请连同使用它的地方一起重命名。",
      "total-wrong":
        "{wanted} 不能以 `_total` 结尾：那是计数器的标志，对它使用 rate() 没有意义。请连同使用它的地方一起重命名。",
      reserved:
        "结尾 `{part}` 保留给 histogram 和 summary 的序列：此 {wanted} 可能与之冲突。请连同使用它的地方一起重命名。",
      camel: "`{part}` 混用了大小写：指标名称由小写单词组成，以 `_` 分隔。请连同使用它的地方一起重命名为 `{wanted}`。",
      colon: "指标名称中的 `:` 保留给记录规则。请连同使用它的地方一起重命名。",
      unit: "单位 `{part}` 不是基本单位：仪表盘会把它与以 {wanted} 为单位的指标混淆。请以 {wanted} 测量，并在名称中写明。",
      "type-word": "名称中重复了类型 `{part}`，而指标本来就带有类型。请连同使用它的地方一起重命名。",
    },
  },
  "span-context-dropped": {
    summary: "新 span 的 context 被丢弃，之后的调用仍使用旧的 context",
    messages: {
      dropped:
        "此 span 的 context 被丢弃，之后的调用仍使用 `{ctx}`：它们的 span 会成为此 span 的兄弟而不是子级，追踪再也看不出时间花在哪里。请保留它：`{ctx}, {span} := …`。",
    },
  },
  "span-used-after-end": {
    summary: "span 结束之后还向它写入数据",
    messages: {
      used: "调用 `{method}` 时 `{span}` 已经结束：写入的内容会被悄悄丢弃，追踪中不会有它。请把此调用移到 `{span}.{end}` 之前。",
    },
  },
};
