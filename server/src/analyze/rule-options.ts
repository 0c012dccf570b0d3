import type { Preset } from "./finding.ts";

/** What the configuration says to rules, resolved for one file. */
export interface RuleOptions {
  /** The preset in use, for rules that look closer in a stricter one. */
  readonly preset: Preset;
  /** Functions, files and packages designated as recover boundaries: globs over `import/path.Func`, or file paths relative to the configuration. */
  readonly recoverBoundaries: readonly string[];
  /** Functions that start goroutines safely: `example.com/safego.Go`. */
  readonly launchWrappers: readonly string[];
  /** How a missing rollback is written: plain `defer tx.Rollback()`, or with the error dropped on purpose. */
  readonly rollbackStyle: "plain" | "explicit";
  /** Seconds below which an OTel reader's interval is reported. */
  readonly metricIntervalSeconds: number;
  /** Whether a path that ends in a panic still owes its releases. */
  readonly panicOwes: boolean;
  /** Whether things that live as long as the process (pools, clients, exporters) must be released, too. */
  readonly longLivedResources?: boolean;
}

export const DEFAULT_RULE_OPTIONS: RuleOptions = {
  preset: "recommended",
  recoverBoundaries: [],
  launchWrappers: [],
  rollbackStyle: "explicit",
  metricIntervalSeconds: 15,
  panicOwes: false,
};
