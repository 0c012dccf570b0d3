import type { RuleSettings } from "../analyze/settings.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import type { AcquireFact } from "../catalog/schema.ts";

/** The settings of a file as the configuration gives them. */
export interface FileSettings extends RuleSettings {
  /** Resources that the project declares itself. */
  readonly resources?: readonly AcquireFact[];
  /** True for a file that the configuration passes over. */
  readonly excluded?: boolean;
}

/** Settings with the catalog they ask for: one object for all files with the same. */
export interface SettingsInUse {
  readonly settings: RuleSettings;
  readonly catalog: Catalog;
}

/** Makes equal settings identical, so that what was worked out under them can be kept by identity. */
export class SettingsPool {
  readonly #standard: Catalog;
  readonly #catalogs = new Map<string, Catalog>();
  readonly #known = new Map<string, SettingsInUse>();

  /** `standard`: the catalog where nothing else is declared. */
  constructor(standard: Catalog) {
    this.#standard = standard;
  }

  inUse({ preset, rules, tests, likely, options, resources = [] }: FileSettings): SettingsInUse {
    const declared = JSON.stringify(resources);
    const key = JSON.stringify([preset, Object.entries(rules).sort(), tests, likely, options, declared]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const catalog = resources.length === 0 ? this.#standard : this.#catalogFor(declared, resources);
    const made = { settings: { preset, rules, tests, likely, options }, catalog };
    this.#known.set(key, made);
    return made;
  }

  #catalogFor(key: string, resources: readonly AcquireFact[]): Catalog {
    const known = this.#catalogs.get(key);
    if (known !== undefined) return known;
    const catalog = createCatalog(resources);
    this.#catalogs.set(key, catalog);
    return catalog;
  }
}
