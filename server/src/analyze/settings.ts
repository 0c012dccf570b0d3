import type { Preset, Severity } from "./finding.ts";
import { DEFAULT_RULE_OPTIONS, type RuleOptions } from "./rule-options.ts";

/** What the user says of one rule: off, on with its own severity, or on with another one. */
export type RuleSwitch = "off" | "on" | Severity;

/** What decides which rules look at a file and how loud they are; the configuration, resolved for that file. */
export interface RuleSettings {
  readonly preset: Preset;
  /** By rule id; goes before the preset. */
  readonly rules: Readonly<Record<string, RuleSwitch>>;
  /** Whether rules that are off in `_test.go` files look at them, too. */
  readonly tests: boolean;
  /** Whether findings are kept for which only names matched. */
  readonly likely: boolean;
  readonly options: RuleOptions;
}

export const DEFAULT_RULE_SETTINGS: RuleSettings = {
  preset: "recommended",
  rules: {},
  tests: false,
  likely: true,
  options: DEFAULT_RULE_OPTIONS,
};
