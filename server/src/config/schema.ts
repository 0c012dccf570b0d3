import { ruleDefinitions } from "./rule-entries.ts";
import { OPTION_NAMES, OPTIONS, type OptionName, type Place } from "./options.ts";
import { type JsonSchema, type KnownRule, oneOrMore, text } from "./value-type.ts";

/** The JSON schema of gostable.jsonc. */
export function configurationSchema(rules: readonly KnownRule[]): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of gostable",
    type: "object",
    allowComments: true,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: "string" },
      ...optionProperties("file", rules),
      overrides: { type: "array", markdownDescription: OVERRIDES, items: overrideSchema(rules) },
    },
    additionalProperties: false,
    definitions: ruleDefinitions(rules),
  };
}

const OVERRIDES = "Other options for some files. Of several overrides that match a file, the last counts.";

function overrideSchema(rules: readonly KnownRule[]): JsonSchema {
  const files = { ...oneOrMore(text()).schema(rules), markdownDescription: "Globs relative to this file." };
  return {
    type: "object",
    properties: { files, ...optionProperties("override", rules) },
    required: ["files"],
    additionalProperties: false,
  };
}

function optionProperties(place: Place, rules: readonly KnownRule[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const groups = new Map<string, Record<string, JsonSchema>>();
  for (const name of optionsOf(place)) {
    const [group = "", inner] = name.split(".");
    if (inner === undefined) properties[name] = optionSchema(name, rules);
    else groups.set(group, { ...groups.get(group), [inner]: optionSchema(name, rules) });
  }
  for (const [group, inner] of groups)
    properties[group] = { type: "object", properties: inner, additionalProperties: false };
  return properties;
}

/** The options that may stand in a place, in the order of the table. */
export function optionsOf(place: Place): readonly OptionName[] {
  return OPTION_NAMES.filter((name) => OPTIONS[name].places.some((each) => each === place));
}

function optionSchema(name: OptionName, rules: readonly KnownRule[]): JsonSchema {
  const { type, description, default: fallback } = OPTIONS[name];
  return {
    ...type.schema(rules),
    ...(fallback === undefined ? {} : { default: fallback }),
    markdownDescription: description,
  };
}
