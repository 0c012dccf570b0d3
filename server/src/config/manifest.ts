import { CHINESE_VALUES } from "./chinese-values.ts";
import { type Option, OPTIONS, type OptionName } from "./options.ts";
import { optionsOf } from "./schema.ts";
import type { JsonSchema, KnownRule } from "./value-type.ts";

/** What the extension's manifest says of the settings, with its texts by language. */
export interface ManifestSettings {
  /** `contributes.configuration` of package.json. */
  readonly configuration: JsonSchema;
  /** Entries for package.nls.json and package.nls.zh-cn.json; all keys begin with `setting.`. */
  readonly english: Readonly<Record<string, string>>;
  readonly chinese: Readonly<Record<string, string>>;
}

/** The editor's settings from the option table. `chineseSummary`: what a rule finds, in Simplified Chinese. */
export function manifestSettings(
  rules: readonly KnownRule[],
  chineseSummary: (rule: KnownRule) => string,
): ManifestSettings {
  const names = optionsOf("editor");
  return {
    configuration: {
      title: "gostable",
      properties: Object.fromEntries(names.map((name, index) => [`gostable.${name}`, setting(name, index, rules)])),
    },
    english: {
      ...texts(names, (option) => option.description),
      ...valueTexts(names, rules, (_, meaning) => meaning),
      ...ruleTexts(rules, ({ summary }) => summary),
    },
    chinese: {
      ...texts(names, (option) => option.chinese),
      ...valueTexts(names, rules, (word, meaning) => CHINESE_VALUES[word] ?? meaning),
      ...ruleTexts(rules, chineseSummary),
    },
  };
}

function setting(name: OptionName, order: number, rules: readonly KnownRule[]): JsonSchema {
  const option: Pick<Option<unknown>, "default" | "scope"> = OPTIONS[name];
  return {
    ...(name === "rules" ? ruleSetting(rules) : valueSetting(name, rules)),
    default: option.default,
    scope: option.scope ?? "resource",
    order,
    markdownDescription: `%setting.${name}%`,
  };
}

function valueSetting(name: OptionName, rules: readonly KnownRule[]): JsonSchema {
  const words = wordsOf(name, rules);
  const keys = words.map(([word]) => `%setting.${name}.${word}%`);
  return { ...OPTIONS[name].type.schema(rules), ...(words.length === 0 ? {} : { markdownEnumDescriptions: keys }) };
}

/** The words an option may be, with what they mean. */
function wordsOf(name: OptionName, rules: readonly KnownRule[]): readonly (readonly [string, string])[] {
  const { enum: words, markdownEnumDescriptions: meanings } = OPTIONS[name].type.schema(rules);
  if (!Array.isArray(words) || !Array.isArray(meanings)) return [];
  return words.map((word, index) => [String(word), String(meanings[index])]);
}

/** Without rule options: a settings editor shows severities only. */
function ruleSetting(rules: readonly KnownRule[]): JsonSchema {
  const severity = { type: "string", enum: ["off", "on", "hint", "info", "warning", "error"] };
  return {
    type: "object",
    properties: Object.fromEntries(rules.map(({ id }) => [id, { ...severity, description: `%setting.rules.${id}%` }])),
    additionalProperties: false,
  };
}

function texts(
  names: readonly OptionName[],
  textOf: (option: (typeof OPTIONS)[OptionName]) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`setting.${name}`, textOf(OPTIONS[name])]));
}

function valueTexts(
  names: readonly OptionName[],
  rules: readonly KnownRule[],
  textOf: (word: string, meaning: string) => string,
): Readonly<Record<string, string>> {
  const entry = (name: string, [word, meaning]: readonly [string, string]): readonly [string, string] => [
    `setting.${name}.${word}`,
    textOf(`${name}.${word}`, meaning),
  ];
  return Object.fromEntries(names.flatMap((name) => wordsOf(name, rules).map((word) => entry(name, word))));
}

function ruleTexts(rules: readonly KnownRule[], textOf: (rule: KnownRule) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(rules.map((rule) => [`setting.rules.${rule.id}`, textOf(rule)]));
}
