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

/**
 * The same schema for an editor in which the server tells mistakes, with what may have been meant: it completes and explains, and
 * has nothing to say against any value.
 */
export function suggestingSchema(rules: readonly KnownRule[]): JsonSchema {
  const { type: _, ...schema } = suggesting(configurationSchema(rules));
  return schema;
}

const REFUSING: ReadonlySet<string> = new Set(["additionalProperties", "required", "minimum"]);

function suggesting(schema: JsonSchema): JsonSchema {
  const kept = Object.entries(schema).filter(([key]) => !REFUSING.has(key));
  const {
    type,
    enum: words,
    markdownEnumDescriptions,
    ...rest
  } = Object.fromEntries(kept.map(([key, value]) => [key, SUGGESTED[key]?.(value) ?? value]));
  if (words !== undefined) return { ...rest, anyOf: [{ enum: words, markdownEnumDescriptions }, {}] };
  if (type === undefined || type === "object") return rest;
  return { ...rest, anyOf: [{ type }, {}] };
}

/** What holds further schemas. */
const SUGGESTED: Readonly<Record<string, (value: unknown) => unknown>> = {
  items: (value) => (isSchema(value) ? suggesting(value) : value),
  anyOf: (value) => (Array.isArray(value) ? value.filter(isSchema).map(suggesting) : value),
  properties: each,
  definitions: each,
};

function each(schemas: unknown): unknown {
  if (!isSchema(schemas)) return schemas;
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, isSchema(schema) ? suggesting(schema) : schema]),
  );
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
