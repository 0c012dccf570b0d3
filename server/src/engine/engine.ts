import { applyFixesToFixedPoint, type FixOutcome } from "../analyze/fix-all.ts";
import type { Finding, Fix } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { Rule } from "../analyze/rule.ts";
import type { RuleSettings } from "../analyze/settings.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { FileSystem } from "../project/file-system.ts";
import { type GoEnvironment, NO_GO } from "../project/go-environment.ts";
import { PackageStore } from "../project/package-store.ts";
import { decodeSource, LARGEST_SCANNED } from "../project/read-source.ts";
import { parentUri } from "../project/uri.ts";
import { bundledStandardLibrary } from "../semantic/facts/standard-library.ts";
import type { GoParser } from "../syntax/parser.ts";
import { LineIndex } from "../text/line-index.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { OverlayFileSystem } from "./overlay-file-system.ts";
import { Revision } from "./revision.ts";
import { planScan, runPlan, type ScanUnit } from "./scan-here.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "./scan-types.ts";

/** What an engine is made of. */
export interface EngineParts {
  readonly fs: FileSystem;
  readonly parser: GoParser;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly settingsOf: (uri: string) => Promise<RuleSettings>;
  /** Where dependencies lie; without it only the workspace and the bundled facts are known. */
  readonly environment?: GoEnvironment;
}

/** What one look at a file gave. */
export interface FileReport {
  readonly text: string;
  readonly lines: LineIndex;
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** Milliseconds. */
  readonly elapsed: number;
  /** Why it was not looked at, or not wholly. */
  readonly skipped?: string;
}

/** The one way from files to findings, for the command line, editors and tests. */
export class Engine {
  readonly #parts: EngineParts;
  readonly #fs: OverlayFileSystem;
  readonly #source: PackageStore;
  #revision: Revision | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#fs = new OverlayFileSystem(parts.fs);
    this.#source = new PackageStore({
      fs: this.#fs,
      parse: (_uri, text) => parts.parser.parse(text, { budget: 10_000 }),
      environment: parts.environment ?? NO_GO,
      standard: bundledStandardLibrary(),
    });
  }

  /** From now on the text stands in for what the file system holds. */
  setText(uri: string, text: string): void {
    this.#fs.set(uri, text);
    this.#changed([uri]);
  }

  /** From now on the file itself is seen. */
  dropText(uri: string): void {
    if (this.#fs.remove(uri)) this.#changed([uri]);
  }

  /** Files were created, changed or deleted. */
  filesChanged(uris: readonly string[]): void {
    this.#changed(uris);
  }

  async text(uri: string): Promise<{ readonly text: string; readonly lines: LineIndex } | undefined> {
    const bytes = await this.#fs.readFile(uri);
    const source = bytes === undefined ? undefined : decodeSource(bytes, LARGEST_SCANNED);
    return source?.kind === "text" ? { text: source.text, lines: new LineIndex(source.text) } : undefined;
  }

  /** The findings of one file as its text is now. */
  async analyze(uri: string, signal: AbortSignal): Promise<FileReport> {
    const begin = performance.now();
    const settings = await this.#parts.settingsOf(uri);
    const found = await this.#find(uri, signal);
    if (found === undefined) {
      const text = (await this.text(uri))?.text ?? "";
      const skipped = this.#source.skippedFiles().get(uri) ?? "it does not exist or may not be read";
      return {
        text,
        lines: new LineIndex(text),
        findings: [],
        failures: [],
        elapsed: performance.now() - begin,
        skipped,
      };
    }
    const { pkg, file } = found;
    const result = this.#now().run(pkg, file, settings);
    return { text: file.text, lines: new LineIndex(file.text), ...result, elapsed: performance.now() - begin };
  }

  /** The text after the chosen fixes, by default all safe ones, to a fixed point. The file itself stays as it is. */
  async fixAll(uri: string, choose: (finding: Finding) => Fix | undefined, signal: AbortSignal): Promise<FixOutcome> {
    const before = this.#fs.textOf(uri);
    const { text } = await this.analyze(uri, signal);
    try {
      return await applyFixesToFixedPoint({
        text,
        choose,
        look: async (now) => {
          this.setText(uri, now);
          const report = await this.analyze(uri, signal);
          const found = await this.#find(uri, signal);
          return { findings: report.findings, syntaxErrors: found?.file.ast.errors.length ?? Infinity };
        },
      });
    } finally {
      if (before === undefined) this.dropText(uri);
      else this.setText(uri, before);
    }
  }

  /** Scans in this thread. Findings arrive file by file; an abort keeps what has arrived. */
  async scan(request: ScanRequest, on: ScanEvents, signal: AbortSignal): Promise<ScanSummary> {
    const plan = await planScan(this.#fs, request, signal);
    return runPlan(plan, (unit) => this.scanDirectory(unit, signal), on, signal);
  }

  async scanDirectory(unit: ScanUnit, signal: AbortSignal): Promise<readonly ScannedFile[]> {
    const reports: ScannedFile[] = [];
    for (const uri of unit.files) {
      if (signal.aborted) break;
      const { findings, failures, elapsed, skipped } = await this.analyze(uri, signal);
      reports.push({ uri, findings, failures, elapsed, skipped });
    }
    return reports;
  }

  async #find(uri: string, signal: AbortSignal): Promise<{ pkg: GoPackage; file: GoFile } | undefined> {
    for (const pkg of await this.#source.packagesIn(parentUri(uri) ?? uri, signal)) {
      const file = pkg.files.find((each) => each.uri === uri);
      if (file !== undefined) return { pkg, file };
    }
    return undefined;
  }

  #now(): Revision {
    const { catalog, rules } = this.#parts;
    return (this.#revision ??= new Revision({
      catalog,
      rules,
      workspacePackage: (path) => this.#source.workspacePackage(path),
    }));
  }

  #changed(uris: readonly string[]): void {
    this.#source.invalidate(uris);
    this.#revision = undefined;
  }
}
