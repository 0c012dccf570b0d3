import type { Finding } from "../analyze/finding.ts";
import { applyBaseline, readBaseline, type Baseline, type BaselineEntry } from "../engine/baseline.ts";
import type { FileSystem } from "../project/file-system.ts";
import { parentUri, relativePath, resolveUri } from "../project/uri.ts";

/** Baselines that configurations name, read once. */
export class Baselines {
  readonly #fs: FileSystem;
  readonly #read = new Map<string, Promise<Baseline | undefined>>();

  constructor(fs: FileSystem) {
    this.#fs = fs;
  }

  forget(): void {
    this.#read.clear();
  }

  async entries(uri: string): Promise<readonly BaselineEntry[]> {
    return (await this.#once(uri))?.entries ?? [];
  }

  /** The findings of one file that a baseline does not know. One that cannot be read knows nothing. */
  async fresh(uri: string, findings: readonly Finding[]): Promise<readonly Finding[]> {
    const baseline = findings.length === 0 ? undefined : await this.#once(uri);
    if (baseline === undefined) return findings;
    const folder = parentUri(uri) ?? uri;
    const named = findings.map((finding) => ({
      rule: finding.rule,
      path: relativePath(folder, finding.uri) ?? finding.uri,
      fingerprint: finding.fingerprint,
      finding,
    }));
    const there = await this.#existing(baseline, new Set(named.map(({ fingerprint }) => fingerprint)), folder);
    return applyBaseline(named, baseline, (path) => there.has(path)).fresh.map(({ finding }) => finding);
  }

  /** Which files of entries that may mean these findings are still there: the others were renamed. */
  async #existing(baseline: Baseline, fingerprints: ReadonlySet<string>, folder: string): Promise<ReadonlySet<string>> {
    const paths = new Set(
      baseline.entries.filter(({ fingerprint }) => fingerprints.has(fingerprint)).map(({ path }) => path),
    );
    const there = new Set<string>();
    for (const path of paths) if ((await this.#fs.stat(resolveUri(folder, path))) !== undefined) there.add(path);
    return there;
  }

  #once(uri: string): Promise<Baseline | undefined> {
    const known = this.#read.get(uri);
    if (known !== undefined) return known;
    const baseline = this.#readFile(uri);
    this.#read.set(uri, baseline);
    return baseline;
  }

  async #readFile(uri: string): Promise<Baseline | undefined> {
    const bytes = await this.#fs.readFile(uri);
    const baseline = bytes === undefined ? undefined : readBaseline(new TextDecoder().decode(bytes));
    return typeof baseline === "string" ? undefined : baseline;
  }
}
