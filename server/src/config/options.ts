import type { Preset } from "../analyze/finding.ts";
import { DEFAULT_RULE_SETTINGS } from "../analyze/settings.ts";
import type { AcquireFact } from "../catalog/schema.ts";
import { resources } from "./resource.ts";
import { type RuleEntries, ruleEntries } from "./rule-entries.ts";
import { RULE_OPTIONS, type RuleOption } from "./rule-option-table.ts";
import { boolean, listOf, number, oneOf, text, type ValueType } from "./value-type.ts";

/** One option of gostable, wherever it may stand. */
export interface Option<T> {
  readonly type: ValueType<T>;
  /** Undefined where it depends on another option. */
  readonly default: T | undefined;
  /** Markdown. */
  readonly description: string;
  readonly chinese: string;
  /** Where it may stand: in gostable.jsonc, in an override of it, in the editor's settings under `gostable.`. */
  readonly places: readonly Place[];
  /** Of the editor's setting; `resource` where left out. */
  readonly scope?: "window" | "resource";
}

export type Place = "file" | "override" | "editor";

function fromRule<T>(option: RuleOption<T>): Option<T> {
  const { type, description, chinese } = option;
  return { type, default: option.default, description, chinese, places: ["file", "override"] };
}

function option<T>(
  type: ValueType<T>,
  fallback: NoInfer<T>,
  places: readonly Place[],
  description: string,
  chinese: string,
): Option<T> {
  return { type, default: fallback, places, description, chinese };
}

/** Every option, by its name in gostable.jsonc (a dot is a level) and, behind `gostable.`, in the editor. */
export const OPTIONS = {
  enable: {
    ...option(boolean(), true, ["editor"], "Whether gostable looks at Go files.", "gostable 是否检查 Go 文件。"),
  },
  run: option(
    oneOf({ onType: "While you type.", onSave: "When a file is opened or saved." }),
    "onType",
    ["editor"],
    "When gostable looks at an open file.",
    "何时检查打开的文件。",
  ),
  delay: option(
    number(0),
    100,
    ["editor"],
    "Milliseconds between the last change and the look at the file.",
    "最后一次修改与检查之间的毫秒数。",
  ),
  diagnosticMode: {
    ...option(
      oneOf({ openFiles: "Only open files.", workspace: "All files of the workspace." }),
      "openFiles",
      ["editor"],
      "The files whose findings are shown.",
      "显示哪些文件的问题。",
    ),
    scope: "window",
  },
  preset: option<Preset>(
    oneOf({
      recommended: "Rules that are nearly always right on mature code.",
      strict: "Rules, too, whose findings are worth a look.",
      all: "Every rule.",
      off: "Only rules that are switched on by name.",
    }),
    DEFAULT_RULE_SETTINGS.preset,
    ["file", "override", "editor"],
    "The set of rules that run where `rules` says nothing else.",
    "在 `rules` 未另行说明时运行的规则集。",
  ),
  rules: option<RuleEntries>(
    ruleEntries(),
    {},
    ["file", "override", "editor"],
    'Rules by their id: `"off"`, `"on"`, or a severity; in gostable.jsonc also an object with a severity and the rule\'s options.',
    '按规则 id：`"off"`、`"on"` 或严重程度；在 gostable.jsonc 中也可以是包含严重程度与该规则选项的对象。',
  ),
  tests: option(
    boolean(),
    DEFAULT_RULE_SETTINGS.tests,
    ["file", "override", "editor"],
    "Whether all rules look at tests, too: `_test.go` files, what imports `testing`, and folders called `test`, `e2e`, `mocks` and the like.",
    "所有规则是否也检查测试代码：`_test.go` 文件、导入 `testing` 的文件，以及名为 `test`、`e2e`、`mocks` 等的目录。",
  ),
  likely: option(
    boolean(),
    DEFAULT_RULE_SETTINGS.likely,
    ["file", "override", "editor"],
    "Whether findings are shown for which only names matched, because the types could not be read.",
    "是否显示因无法读取类型而仅凭名称匹配的问题。",
  ),
  exclude: option<readonly string[]>(
    listOf(text()),
    [],
    ["file"],
    "Files and directories to pass over: globs relative to the configuration. A glob without a slash matches at any depth.",
    "要跳过的文件与目录：相对于配置文件的 glob；不含斜杠的 glob 在任意层级匹配。",
  ),
  gitignore: option(
    boolean(),
    true,
    ["file"],
    "Whether a scan passes over what `.gitignore` names.",
    "扫描时是否跳过 `.gitignore` 中的文件。",
  ),
  baseline: option(
    text(),
    "",
    ["file"],
    "A file of known findings that are not to be reported, relative to the configuration. `gostable scan --write-baseline` writes it.",
    "记录已知且不再报告的问题的文件，相对于配置文件。由 `gostable scan --write-baseline` 写出。",
  ),
  resources: option<readonly AcquireFact[]>(
    resources(),
    [],
    ["file"],
    "Resources of your own that `resource-not-closed` watches.",
    "由 `resource-not-closed` 检查的自定义资源。",
  ),
  "recover.boundaries": fromRule(RULE_OPTIONS.recoverBoundaries),
  launchWrappers: fromRule(RULE_OPTIONS.launchWrappers),
  rollbackStyle: fromRule(RULE_OPTIONS.rollbackStyle),
  metricIntervalSeconds: fromRule(RULE_OPTIONS.metricIntervalSeconds),
  panicOwes: fromRule(RULE_OPTIONS.panicOwes),
  longLivedResources: fromRule(RULE_OPTIONS.longLivedResources),
  configurationPreference: option(
    oneOf({ file: "gostable.jsonc wins.", editor: "The editor's settings win." }),
    "file",
    ["editor"],
    "What counts where gostable.jsonc and the editor's settings disagree.",
    "当 gostable.jsonc 与编辑器设置不一致时以何者为准。",
  ),
  ignoreCommentPosition: option(
    oneOf({ lineAbove: "In a line of its own above the finding.", sameLine: "At the end of the finding's line." }),
    "lineAbove",
    ["editor"],
    "Where the action *ignore* puts its comment.",
    "“忽略”操作把注释放在何处。",
  ),
  hideDuplicates: option(
    boolean(),
    true,
    ["editor"],
    "Whether a finding is kept back where another extension (gopls, golangci-lint) reports the same on its line. Its fixes are offered all the same, and scans count it.",
    "当其他扩展（gopls、golangci-lint）在同一行报告相同问题时是否不再显示。仍会提供其修复，扫描也会计入。",
  ),
  slowFile: option(
    number(0),
    500,
    ["editor"],
    "Milliseconds after which the status item calls a file slow.",
    "状态项将文件标为缓慢的毫秒数。",
  ),
  "trace.server": {
    ...option(
      oneOf({ off: "Nothing.", messages: "Their names.", verbose: "Their content, too." }),
      "off",
      ["editor"],
      "What the trace log tells of the messages between the editor and gostable.",
      "跟踪日志记录编辑器与 gostable 之间消息的详细程度。",
    ),
    scope: "window",
  },
} as const satisfies Readonly<Record<string, Option<never> | Option<unknown>>>;

export type OptionName = keyof typeof OPTIONS;
export type OptionValue<Name extends OptionName> = (typeof OPTIONS)[Name] extends Option<infer T> ? T : never;
/** What a configuration says; what it does not say is absent. */
export type OptionValues = { readonly [Name in OptionName]?: OptionValue<Name> };

/** The names of all options, in the order of the table. */
export const OPTION_NAMES: readonly OptionName[] = Object.keys(OPTIONS).filter(isOptionName);

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}
