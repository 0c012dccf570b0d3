import { DEFAULT_RULE_SETTINGS, type RuleSettings } from "../analyze/settings.ts";
import type { ConfigurationInUse, ConfigurationProblem, EngineSettings } from "./engine-port.ts";

/** Which settings hold for which file: those of the nearest gostable.jsonc and those of the editor. */
export interface Configurations {
  /** The workspace's folders and the editor's settings, from now on. Configuration files are read anew. */
  configure(folders: readonly string[], settings: EngineSettings): void;
  /** Configuration files may have changed. */
  forget(): void;
  settingsOf(uri: string): Promise<RuleSettings>;
  inUse(uri: string): Promise<ConfigurationInUse>;
  check(text: string): readonly ConfigurationProblem[];
}

/** The defaults, for every file. */
export const NO_CONFIGURATIONS: Configurations = {
  configure: () => undefined,
  forget: () => undefined,
  settingsOf: () => Promise.resolve(DEFAULT_RULE_SETTINGS),
  inUse: () => Promise.resolve({ uri: undefined, preset: DEFAULT_RULE_SETTINGS.preset }),
  check: () => [],
};
