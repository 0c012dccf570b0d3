import picomatch from "picomatch";
import type { RuleOptions } from "../analyze/rule-options.ts";
import { DEFAULT_RULE_SETTINGS, type RuleSettings, type RuleSwitch } from "../analyze/settings.ts";
import type { AcquireFact } from "../catalog/schema.ts";
import type { OptionValues } from "./options.ts";
import { type Configuration, EMPTY_CONFIGURATION } from "./parse-configuration.ts";
import type { RuleEntries } from "./rule-entries.ts";

/** What holds for one file. */
export interface EffectiveSettings extends RuleSettings {
  /** True for a file that the configuration passes over. */
  readonly excluded: boolean;
  readonly resources: readonly AcquireFact[];
}

/** Where the settings of a file come from. */
export interface SettingSources {
  /** The gostable.jsonc that holds for the file. */
  readonly file?: Configuration | undefined;
  /** The editor's settings. `configurationPreference` there says who wins. */
  readonly editor?: OptionValues | undefined;
  /** Options of the command line, which win over everything. */
  readonly commandLine?: OptionValues | undefined;
}

/** The settings of a file, by its path relative to the directory of its configuration (`/` between names). */
export function resolveSettings(sources: SettingSources, path: string): EffectiveSettings {
  const file = sources.file ?? EMPTY_CONFIGURATION;
  const matching = file.overrides.filter((override) => matchesAny(override.files, path));
  const fromFile = [file.values, ...matching.map((override) => override.values)];
  const editor = sources.editor ?? {};
  const layers = editor.configurationPreference === "editor" ? [...fromFile, editor] : [editor, ...fromFile];
  const values = [...layers, sources.commandLine ?? {}].reduce(merge, {});
  return {
    preset: values.preset ?? DEFAULT_RULE_SETTINGS.preset,
    rules: switches(values.rules ?? {}),
    tests: values.tests ?? DEFAULT_RULE_SETTINGS.tests,
    likely: values.likely ?? DEFAULT_RULE_SETTINGS.likely,
    options: ruleOptions(values),
    excluded: isExcluded(file, path),
    resources: values.resources ?? [],
  };
}

/** Whether a configuration passes over a file or directory, by its own path or one above it. */
export function isExcluded(configuration: Configuration, path: string): boolean {
  const globs = configuration.values.exclude ?? [];
  if (globs.length === 0) return false;
  const names = path.split("/");
  return names.some((_, index) => matchesAny(globs, names.slice(0, index + 1).join("/")));
}

/** What `over` says goes before what `base` says; rules are joined one by one. */
function merge(base: OptionValues, over: OptionValues): OptionValues {
  const rules = { ...base.rules };
  for (const [id, entry] of Object.entries(over.rules ?? {})) {
    const options = { ...rules[id]?.options, ...entry.options };
    rules[id] = { ...rules[id], ...entry, options };
  }
  return { ...base, ...over, rules };
}

function switches(entries: RuleEntries): Readonly<Record<string, RuleSwitch>> {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([id, { severity }]) => (severity === undefined ? [] : [[id, severity]])),
  );
}

function ruleOptions(values: OptionValues): RuleOptions {
  const { options } = DEFAULT_RULE_SETTINGS;
  const general: RuleOptions = {
    preset: values.preset ?? options.preset,
    recoverBoundaries: values["recover.boundaries"] ?? options.recoverBoundaries,
    launchWrappers: values.launchWrappers ?? options.launchWrappers,
    rollbackStyle: values.rollbackStyle ?? options.rollbackStyle,
    metricIntervalSeconds: values.metricIntervalSeconds ?? options.metricIntervalSeconds,
    panicOwes: values.panicOwes ?? options.panicOwes,
    longLivedResources: values.longLivedResources ?? (values.preset === "strict" || values.preset === "all"),
  };
  return Object.values(values.rules ?? {}).reduce((all, entry) => ({ ...all, ...entry.options }), general);
}

const compiled = new Map<string, (path: string) => boolean>();

function matchesAny(globs: readonly string[], path: string): boolean {
  return globs.some((glob) => matcherOf(glob)(path));
}

function matcherOf(glob: string): (path: string) => boolean {
  const known = compiled.get(glob);
  if (known !== undefined) return known;
  const plain = glob.replace(/^\.?\//, "").replace(/\/$/, "");
  const matcher = picomatch(plain.includes("/") || glob.startsWith("/") ? plain : `**/${plain}`, { dot: true });
  compiled.set(glob, matcher);
  return matcher;
}
