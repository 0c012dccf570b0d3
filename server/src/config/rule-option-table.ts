import { DEFAULT_RULE_OPTIONS, type RuleOptions } from "../analyze/rule-options.ts";
import { boolean, listOf, number, oneOf, text, type ValueType } from "./value-type.ts";

/** The preset is an option of its own. */
export type RuleOptionName = Exclude<keyof RuleOptions, "preset">;

export interface RuleOption<T> {
  readonly type: ValueType<T>;
  /** Undefined where it depends on another option. */
  readonly default: T | undefined;
  /** Markdown. */
  readonly description: string;
  readonly chinese: string;
  /** The rules it is for, which also take it in their own `options`. */
  readonly rules: readonly string[];
}

/** The options that rules read, by their names in the code. */
export const RULE_OPTIONS: { readonly [Name in RuleOptionName]: RuleOption<RuleOptions[Name]> } = {
  recoverBoundaries: {
    type: listOf(text()),
    default: DEFAULT_RULE_OPTIONS.recoverBoundaries,
    description:
      "Functions, packages and files in which every panic may be recovered: globs over `import/path.Func`, `import/path.Type.Method`, import paths, or (ending in `.go`) file paths relative to the configuration.",
    chinese:
      "允许在其中恢复所有 panic 的函数、包与文件：匹配 `import/path.Func`、`import/path.Type.Method`、导入路径，或（以 `.go` 结尾时）相对于配置文件的路径的 glob。",
    rules: ["recover-outside-boundary", "recover-swallowed"],
  },
  launchWrappers: {
    type: listOf(text()),
    default: DEFAULT_RULE_OPTIONS.launchWrappers,
    description:
      "Functions that start goroutines which recover from panics, as `import/path.Func`. Where one is named, `goroutine-without-recover` asks for it instead of a plain `go`.",
    chinese:
      "以 `import/path.Func` 形式给出的、启动会从 panic 恢复的 goroutine 的函数。给出后，`goroutine-without-recover` 会要求用它代替普通的 `go`。",
    rules: ["goroutine-without-recover"],
  },
  rollbackStyle: {
    type: oneOf({
      explicit: "`defer func() { _ = tx.Rollback() }()`, for projects that check dropped errors",
      plain: "`defer tx.Rollback()`",
    }),
    default: DEFAULT_RULE_OPTIONS.rollbackStyle,
    description: "How fixes write a missing rollback.",
    chinese: "修复时如何写出缺失的回滚。",
    rules: ["sql-tx-not-finished"],
  },
  metricIntervalSeconds: {
    type: number(0),
    default: DEFAULT_RULE_OPTIONS.metricIntervalSeconds,
    description: "Seconds below which `metric-interval` reports the interval of an OpenTelemetry reader.",
    chinese: "`metric-interval` 报告 OpenTelemetry 读取器间隔的下限（秒）。",
    rules: ["metric-interval"],
  },
  panicOwes: {
    type: boolean(),
    default: DEFAULT_RULE_OPTIONS.panicOwes,
    description: "Whether a path that ends in a panic still owes its releases.",
    chinese: "以 panic 结束的路径是否仍须释放资源。",
    rules: [],
  },
  longLivedResources: {
    type: boolean(),
    default: DEFAULT_RULE_OPTIONS.longLivedResources,
    description:
      "Whether things that usually live as long as the process (a `*sql.DB`, a client, an exporter) owe a release, too. On by itself in the presets `strict` and `all`.",
    chinese: "通常与进程同寿命的对象（`*sql.DB`、客户端、导出器）是否也须释放。在 `strict` 与 `all` 预设中自动开启。",
    rules: [],
  },
};
