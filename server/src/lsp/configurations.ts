import type { Finding } from "../analyze/finding.ts";
import { parseConfiguration, readEditorSettings } from "../config/parse-configuration.ts";
import type { BaselineEntry } from "../engine/baseline.ts";
import type { KnownRule } from "../config/value-type.ts";
import { ConfigurationFiles, type FileSettings } from "../project/configuration-files.ts";
import type { FileSystem } from "../project/file-system.ts";
import { Baselines } from "./baselines.ts";
import type { ConfigurationInUse, ConfigurationProblem, FolderSettings } from "./engine-port.ts";
import { folderOf } from "./server-state.ts";

/** Which settings hold for which file: those of the nearest gostable.jsonc and those of the editor. */
export class Configurations {
  readonly #fs: FileSystem;
  readonly #rules: readonly KnownRule[];
  readonly #baselines: Baselines;
  readonly #settings = new Map<string, Promise<FileSettings>>();
  #folders: readonly string[] = [];
  #byFolder = new Map<string, ConfigurationFiles>();
  #elsewhere: ConfigurationFiles;

  constructor(fs: FileSystem, rules: readonly KnownRule[]) {
    this.#fs = fs;
    this.#rules = rules;
    this.#baselines = new Baselines(fs);
    this.#elsewhere = new ConfigurationFiles({ fs, rules });
  }

  /** The workspace's folders with the editor's settings in each, and those outside of all. Files are read anew. */
  configure(folders: readonly FolderSettings[], elsewhere: unknown): void {
    this.#folders = folders.map(({ uri }) => uri);
    this.#byFolder = new Map(folders.map(({ uri, section }) => [uri, this.#files(section)]));
    this.#elsewhere = this.#files(elsewhere);
    this.forget();
  }

  /** Configuration files and baselines may have changed. */
  forget(): void {
    this.#settings.clear();
    this.#baselines.forget();
    for (const files of [...this.#byFolder.values(), this.#elsewhere]) files.forget();
  }

  /** The settings for a file; the same object until something changes. */
  settingsOf(uri: string): Promise<FileSettings> {
    const known = this.#settings.get(uri);
    if (known !== undefined) return known;
    const settings = this.#filesFor(uri).settingsOf(uri);
    this.#settings.set(uri, settings);
    return settings;
  }

  /** What of a file's findings is to be shown: nothing where the configuration passes over it, nothing the baseline knows. */
  async shown(uri: string, findings: readonly Finding[]): Promise<readonly Finding[]> {
    const { excluded, baseline } = await this.settingsOf(uri);
    if (excluded) return [];
    return baseline === undefined ? findings : this.#baselines.fresh(baseline, findings);
  }

  /** The entries of a baseline file; none where it cannot be read. */
  baselineEntries(uri: string): Promise<readonly BaselineEntry[]> {
    return this.#baselines.entries(uri);
  }

  async inUse(uri: string): Promise<ConfigurationInUse> {
    const { preset, source } = await this.settingsOf(uri);
    return { uri: source?.uri, preset };
  }

  check(text: string): readonly ConfigurationProblem[] {
    return parseConfiguration(text, this.#rules).problems;
  }

  #filesFor(uri: string): ConfigurationFiles {
    const folder = folderOf(uri, this.#folders);
    return (folder === undefined ? undefined : this.#byFolder.get(folder)) ?? this.#elsewhere;
  }

  #files(section: unknown): ConfigurationFiles {
    const editor = readEditorSettings(section, this.#rules);
    return new ConfigurationFiles({ fs: this.#fs, rules: this.#rules, folders: this.#folders, editor });
  }
}
