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

/** The editor's settings from the option table. */
export function manifestSettings(rules: readonly KnownRule[]): ManifestSettings {
  const names = optionsOf("editor");
  return {
    configuration: {
      title: "gostable",
      properties: Object.fromEntries(names.map((name, index) => [`gostable.${name}`, setting(name, index, rules)])),
    },
    english: texts(names, (option) => option.description),
    chinese: texts(names, (option) => option.chinese),
  };
}

function setting(name: OptionName, order: number, rules: readonly KnownRule[]): JsonSchema {
  const option: Pick<Option<unknown>, "default" | "scope"> = OPTIONS[name];
  return {
    ...(name === "rules" ? ruleSetting(rules) : OPTIONS[name].type.schema(rules)),
    default: option.default,
    scope: option.scope ?? "resource",
    order,
    markdownDescription: `%setting.${name}%`,
  };
}

/** Without descriptions of each rule and without rule options: a settings editor shows severities only. */
function ruleSetting(rules: readonly KnownRule[]): JsonSchema {
  const severity = { type: "string", enum: ["off", "on", "hint", "info", "warning", "error"] };
  return {
    type: "object",
    properties: Object.fromEntries(rules.map(({ id, summary }) => [id, { ...severity, description: summary }])),
    additionalProperties: false,
  };
}

function texts(
  names: readonly OptionName[],
  textOf: (option: (typeof OPTIONS)[OptionName]) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`setting.${name}`, textOf(OPTIONS[name])]));
}
