import type { Confidence, Preset, Severity } from "./finding.ts";
import type { Rule } from "./rule.ts";
import type { RuleSettings, RuleSwitch } from "./settings.ts";

/** From the least to the most severe. */
export const SEVERITIES: readonly Severity[] = ["hint", "info", "warning", "error"];

const PRESETS: readonly Preset[] = ["off", "recommended", "strict", "all"];

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True if `severity` is at least as severe as `limit`. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severityRank(severity) >= severityRank(limit);
}

/** Whether a rule looks at a file at all. */
export function isEnabled(rule: Rule, settings: RuleSettings, isTest: boolean): boolean {
  const said = switchOf(rule, settings);
  if (said === "off") return false;
  if (said === undefined && !isInPreset(rule, settings)) return false;
  return !isTest || rule.inTests || settings.tests;
}

function isInPreset(rule: Rule, { preset, options }: RuleSettings): boolean {
  if (preset === "off") return false;
  return PRESETS.indexOf(rule.preset) <= PRESETS.indexOf(preset) || rule.enabledBy?.(options) === true;
}

/**
 * The severity of one finding. `own` is what the rule says of this very problem: it stands unless the user wants the rule
 * quieter. What was matched by name alone is one step lower.
 */
export function severityOf(
  rule: Rule,
  settings: RuleSettings,
  own: Severity | undefined,
  confidence: Confidence,
): Severity {
  const said = switchOf(rule, settings);
  const wanted = said === "on" || said === "off" ? undefined : said;
  const base = own === undefined ? (wanted ?? rule.severity) : quieter(own, wanted ?? own);
  return confidence === "likely" ? lowered(base) : base;
}

export function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, severityRank(severity) - 1)] ?? "hint";
}

function quieter(a: Severity, b: Severity): Severity {
  return severityRank(a) <= severityRank(b) ? a : b;
}

function switchOf(rule: Rule, settings: RuleSettings): RuleSwitch | undefined {
  return Object.hasOwn(settings.rules, rule.id) ? settings.rules[rule.id] : undefined;
}
