import type { OptionValues } from "../config/options.ts";
import { type Configuration, parseConfiguration } from "../config/parse-configuration.ts";
import type { ConfigurationProblem } from "../config/problem.ts";
import { type EffectiveSettings, resolveSettings } from "../config/resolve-settings.ts";
import type { KnownRule } from "../config/value-type.ts";
import type { FileSystem } from "./file-system.ts";
import { isWithin, joinUri, parentUri, relativePath, resolveUri, trimSlash } from "./uri.ts";

export const CONFIGURATION_NAME = "gostable.jsonc";

export interface ConfigurationFilesOptions {
  readonly fs: FileSystem;
  readonly rules: readonly KnownRule[];
  /** The editor's folders: the search for a configuration does not leave the folder a file lies in. */
  readonly folders?: readonly string[];
  readonly editor?: OptionValues | undefined;
  readonly commandLine?: OptionValues | undefined;
  /** The configuration for all files, in place of the nearest; false: none. */
  readonly only?: string | false | undefined;
}

/** A gostable.jsonc that was read. */
export interface ConfigurationFile {
  readonly uri: string;
  readonly directory: string;
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

/** What holds for one file, and where that comes from. */
export interface FileSettings extends EffectiveSettings {
  readonly source: ConfigurationFile | undefined;
  /** URI of the baseline its configuration names. */
  readonly baseline: string | undefined;
}

/** Finds and reads the configuration of files, for the command line and for editors alike. */
export class ConfigurationFiles {
  readonly #options: ConfigurationFilesOptions;
  /** By directory, the nearest configuration in it or above. */
  readonly #nearest = new Map<string, Promise<ConfigurationFile | undefined>>();
  readonly #read = new Map<string, Promise<ConfigurationFile | undefined>>();

  constructor(options: ConfigurationFilesOptions) {
    this.#options = options;
  }

  /** Configuration files may have changed. */
  forget(): void {
    this.#nearest.clear();
    this.#read.clear();
  }

  /** The settings that hold for a file or directory. */
  async settingsOf(uri: string): Promise<FileSettings> {
    const source = await this.fileFor(uri);
    const { editor, commandLine } = this.#options;
    const path = source === undefined ? "" : (relativePath(source.directory, uri) ?? "");
    const settings = resolveSettings({ file: source?.configuration, editor, commandLine }, path);
    const baseline = source?.configuration.values.baseline;
    return {
      ...settings,
      options: { ...settings.options, recoverBoundaries: settings.options.recoverBoundaries.map(absoluteIn(source)) },
      source,
      baseline: source === undefined || !baseline ? undefined : resolveUri(source.directory, baseline),
    };
  }

  /**
   * The configuration that holds for a file: the nearest upward, up to the workspace folder around the file and on to the
   * root of its repository.
   */
  async fileFor(uri: string): Promise<ConfigurationFile | undefined> {
    const { only } = this.#options;
    if (only === false) return undefined;
    if (only !== undefined) return this.#readOnce(only);
    const directory = trimSlash(parentUri(uri) ?? "");
    return directory === "" ? undefined : this.#nearestTo(directory);
  }

  #nearestTo(directory: string): Promise<ConfigurationFile | undefined> {
    const known = this.#nearest.get(directory);
    if (known !== undefined) return known;
    const found = this.#search(directory);
    this.#nearest.set(directory, found);
    return found;
  }

  async #search(directory: string): Promise<ConfigurationFile | undefined> {
    const parent = parentUri(directory);
    // All questions at once: where the editor reads the files, each answer takes its time.
    const above = parent !== undefined && this.#isInFolder(directory) ? this.#nearestTo(trimSlash(parent)) : undefined;
    // Where it is not needed, nobody hears of its failure.
    above?.catch(() => undefined);
    const [here, isTop] = await Promise.all([
      this.#readOnce(joinUri(directory, CONFIGURATION_NAME)),
      above === undefined && this.#isTop(directory),
    ]);
    if (here !== undefined) return here;
    if (above !== undefined) return above;
    return parent === undefined || isTop ? undefined : this.#nearestTo(trimSlash(parent));
  }

  /**
   * The root of a repository is the top, but for those inside a workspace folder; so is a workspace folder that lies in no
   * repository. The command line then finds the same file as an editor that has opened a part of the repository.
   */
  async #isTop(directory: string): Promise<boolean> {
    if (!this.#folders().includes(directory)) return this.#hasRepository(directory);
    const around: string[] = [];
    for (let at = parentUri(directory); at !== undefined; at = parentUri(at)) around.push(at);
    const [own, ...above] = await Promise.all([directory, ...around].map((each) => this.#hasRepository(each)));
    return own === true || !above.includes(true);
  }

  /** Whether a directory lies below a workspace folder. */
  #isInFolder(directory: string): boolean {
    return this.#folders().some((folder) => folder !== directory && isWithin(directory, folder));
  }

  #folders(): readonly string[] {
    return (this.#options.folders ?? []).map(trimSlash);
  }

  async #hasRepository(directory: string): Promise<boolean> {
    return (await this.#options.fs.stat(joinUri(directory, ".git"))) !== undefined;
  }

  #readOnce(uri: string): Promise<ConfigurationFile | undefined> {
    const known = this.#read.get(uri);
    if (known !== undefined) return known;
    const file = this.#readFile(uri);
    this.#read.set(uri, file);
    return file;
  }

  async #readFile(uri: string): Promise<ConfigurationFile | undefined> {
    const bytes = await this.#options.fs.readFile(uri);
    if (bytes === undefined) return undefined;
    const text = new TextDecoder().decode(bytes);
    return { uri, directory: trimSlash(parentUri(uri) ?? ""), ...parseConfiguration(text, this.#options.rules) };
  }
}

/** A glob over files is relative to the configuration; rules compare it with the whole path. */
function absoluteIn(source: ConfigurationFile | undefined): (glob: string) => string {
  const base = source?.directory.replace(/^[^:]*:\/\/[^/]*\//, "");
  return (glob) => (base === undefined || !glob.endsWith(".go") ? glob : `${base}/${glob.replace(/^\.?\//, "")}`);
}
