import type { Node } from "jsonc-parser";
import type { RuleOptions } from "../analyze/rule-options.ts";
import type { RuleSwitch } from "../analyze/settings.ts";
import { unknownWord } from "./problem.ts";
import { RULE_OPTIONS, type RuleOptionName } from "./rule-option-table.ts";
import {
  type JsonSchema,
  type KnownRule,
  oneOf,
  propertiesOf,
  type ReadContext,
  type ValueType,
} from "./value-type.ts";

/** What a configuration says of one rule. */
export interface RuleEntry {
  readonly severity?: RuleSwitch;
  readonly options?: Partial<RuleOptions>;
}

export type RuleEntries = Readonly<Record<string, RuleEntry>>;

const SWITCH = oneOf<RuleSwitch>({
  off: "Do not run the rule.",
  on: "Run the rule with its own severity.",
  hint: "Run it; show findings as hints.",
  info: "Run it; show findings as information.",
  warning: "Run it; show findings as warnings.",
  error: "Run it; show findings as errors.",
});

/** The `rules` object: by rule id a severity, or an object with a severity and the rule's options. */
export function ruleEntries(): ValueType<RuleEntries> {
  return { read: readEntries, schema: () => ({ $ref: "#/definitions/rules" }) };
}

function readEntries(node: Node, context: ReadContext): RuleEntries | undefined {
  const properties = propertiesOf(node, context);
  if (properties === undefined) return undefined;
  const ids = context.rules.map((rule) => rule.id);
  const entries: Record<string, RuleEntry> = {};
  for (const { key, name, value } of properties) {
    if (!ids.includes(name)) {
      context.report(unknownWord(key, "unknown-rule", "There is no rule", ids));
      continue;
    }
    const entry = value.type === "object" ? readEntry(name, value, context) : readSwitch(value, context);
    if (entry !== undefined) entries[name] = entry;
  }
  return entries;
}

function readSwitch(node: Node, context: ReadContext): RuleEntry | undefined {
  const severity = SWITCH.read(node, context);
  return severity === undefined ? undefined : { severity };
}

function readEntry(rule: string, node: Node, context: ReadContext): RuleEntry {
  let entry: RuleEntry = {};
  for (const { key, name, value } of propertiesOf(node, context) ?? []) {
    if (name === "severity") entry = { ...entry, ...readSwitch(value, context) };
    else if (name === "options") entry = { ...entry, options: readOptions(rule, value, context) };
    else context.report(unknownWord(key, "unknown-key", "There is no property", ["severity", "options"]));
  }
  return entry;
}

function readOptions(rule: string, node: Node, context: ReadContext): Partial<RuleOptions> {
  const names = optionsOf(rule);
  let options: Partial<RuleOptions> = {};
  for (const { key, name, value } of propertiesOf(node, context) ?? []) {
    const known = names.find((candidate) => candidate === name);
    if (known === undefined) context.report(unknownWord(key, "unknown-key", `${rule} has no option`, names));
    else options = { ...options, ...readOption(known, value, context) };
  }
  return options;
}

function readOption(name: RuleOptionName, node: Node, context: ReadContext): Partial<RuleOptions> {
  const value = RULE_OPTIONS[name].type.read(node, context);
  return value === undefined ? {} : { [name]: value };
}

function optionsOf(rule: string): readonly RuleOptionName[] {
  const names: readonly RuleOptionName[] = [
    "rollbackStyle",
    "metricIntervalSeconds",
    "recoverBoundaries",
    "launchWrappers",
  ];
  return names.filter((name) => RULE_OPTIONS[name].rules.includes(rule));
}

/** The schemas that others refer to: there are many rules, and each may stand in overrides, too. */
export function ruleDefinitions(rules: readonly KnownRule[]): JsonSchema {
  const severity = { $ref: "#/definitions/severity" };
  const properties = Object.fromEntries(
    rules.map(({ id, summary }) => [id, { description: summary, anyOf: [severity, entrySchema(id, severity)] }]),
  );
  return {
    severity: SWITCH.schema(rules),
    rules: { type: "object", properties, additionalProperties: false },
  };
}

function entrySchema(rule: string, severity: JsonSchema): JsonSchema {
  const options: Record<string, JsonSchema> = {};
  for (const name of optionsOf(rule)) {
    const { type, description } = RULE_OPTIONS[name];
    options[name] = { ...type.schema([]), markdownDescription: description };
  }
  const own = { type: "object", properties: options, additionalProperties: false };
  const properties = Object.keys(options).length === 0 ? { severity } : { severity, options: own };
  return { type: "object", properties, additionalProperties: false };
}
