import { applyFixesToFixedPoint, type FixOutcome } from "../analyze/fix-all.ts";
import type { Finding, Fix } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Rule } from "../analyze/rule.ts";
import type { RunResult } from "../analyze/run-rules.ts";
import { unreadParts } from "../analyze/unread-parts.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { DependencyIndex } from "../project/dependency-index.ts";
import type { FileSystem } from "../project/file-system.ts";
import type { GoEnvironment } from "../project/go-environment.ts";
import type { PackageObserver } from "../project/read-log.ts";
import { decodeSource, LARGEST_SCANNED } from "../project/read-source.ts";
import type { GoParser } from "../syntax/parser.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { ReuseCounters } from "./kept-results.ts";
import { Pause } from "./pause.ts";
import { planScan, runPlan, type ScanPlan, type ScanUnit } from "./scan-here.ts";
import type { ScannedFile, ScanEvents, ScanRequest, ScanSummary } from "./scan-types.ts";
import { SettingsPool, type FileSettings } from "./settings-pool.ts";
import { type FoundFile, Session } from "./session.ts";

/** What an engine is made of. */
export interface EngineParts {
  readonly fs: FileSystem;
  readonly parser: GoParser;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly settingsOf: (uri: string) => Promise<FileSettings>;
  /** Where dependencies lie; without it only the workspace and the bundled facts are known. */
  readonly environment?: GoEnvironment;
  /** Where the time of each rule is added up, if anybody wants to know. */
  readonly times?: RuleTimes | undefined;
  /** Told which packages ask for which, if anybody wants to know. */
  readonly observer?: PackageObserver | undefined;
  /** What earlier runs knew of dependencies. */
  readonly dependencies?: DependencyIndex | undefined;
  /** Called where a scan has let go of most of the memory it held. */
  readonly collectGarbage?: (() => void) | undefined;
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
  /** Parts of an open document that do not parse right now: nothing is found in them. */
  readonly unread?: readonly Span[];
  /** True if there was no time for all of it. */
  readonly unfinished?: boolean;
}

interface Look {
  readonly found: FoundFile;
  readonly settings: FileSettings;
  readonly isDue: () => boolean;
}

/**
 * Milliseconds of work on an open document after which requests and edits that came meanwhile, and other looks, have their turn.
 * Each turn is twice as long as the one before: what is not kept, each repeats.
 */
const FIRST_TURN = 60;

/** Whether a moment of {@link performance.now} has come. Never at once: each turn gets on. */
function dueAt(end: number): () => boolean {
  let asked = 0;
  return () => asked++ > 0 && performance.now() > end;
}

const NOTHING: RunResult = { findings: [], failures: [] };

/** The one way from files to findings, for the command line, editors and tests. */
export class Engine {
  readonly #session: Session;
  readonly #settings: SettingsPool;
  readonly #settingsOf: EngineParts["settingsOf"];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: EngineParts) {
    this.#session = new Session(parts);
    this.#settings = new SettingsPool(parts.catalog);
    this.#settingsOf = parts.settingsOf;
  }

  /** How many declarations of open documents were looked at, and how many were known from before. */
  get counters(): Readonly<ReuseCounters> {
    return this.#session.counters;
  }

  /** From now on the text stands in for what the file system holds. */
  setText(uri: string, text: string): void {
    this.#session.setText(uri, text);
  }

  /** From now on the file itself is seen. */
  dropText(uri: string): void {
    this.#session.dropText(uri);
  }

  /** Files were created, changed or deleted. */
  filesChanged(uris: readonly string[]): void {
    this.#session.filesChanged(uris);
  }

  async text(uri: string): Promise<{ readonly text: string; readonly lines: LineIndex } | undefined> {
    const bytes = await this.#session.fs.readFile(uri);
    const source = bytes === undefined ? undefined : decodeSource(bytes, LARGEST_SCANNED);
    return source?.kind === "text" ? { text: source.text, lines: new LineIndex(source.text) } : undefined;
  }

  /**
   * The findings of one file as its text is now. With `within`, those that are found in about so many milliseconds once it has been
   * read; the next look goes on from there.
   */
  async analyze(uri: string, signal: AbortSignal, within = Infinity): Promise<FileReport> {
    const begin = performance.now();
    const settings = await this.#settingsOf(uri);
    const pause = new Pause();
    let end: number | undefined;
    for (let turn = FIRST_TURN; ; turn *= 2) {
      const report = await this.#inTurn(async () => {
        const found = await this.#session.find(uri, signal);
        if (found === undefined) return this.#notFound(uri, begin);
        const now = performance.now();
        end ??= now + within;
        return this.#look({ found, settings, isDue: dueAt(Math.min(now + turn, end)) }, begin);
      });
      if (report.unfinished !== true || performance.now() > (end ?? 0) || signal.aborted) return report;
      await pause.pass();
    }
  }

  #look({ found, settings, isDue }: Look, begin: number): FileReport {
    const { text, ast, uri } = found.file;
    const result =
      settings.excluded === true ? NOTHING : this.#session.run(found, this.#settings.inUse(settings), isDue);
    const unread = this.#session.fs.textOf(uri) === undefined ? [] : unreadParts(ast);
    return { text, lines: new LineIndex(text), ...result, elapsed: performance.now() - begin, unread };
  }

  /** The text after the chosen fixes to a fixed point. The file itself, or its open document, stays as it is. */
  async fixAll(uri: string, choose: (finding: Finding) => Fix | undefined, signal: AbortSignal): Promise<FixOutcome> {
    const before = this.#session.fs.textOf(uri);
    const { text } = await this.analyze(uri, signal);
    try {
      return await applyFixesToFixedPoint({
        text,
        choose,
        look: async (now) => {
          this.setText(uri, now);
          const { findings } = await this.analyze(uri, signal);
          const found = await this.#inTurn(() => this.#session.find(uri, signal));
          return { findings, syntaxErrors: found?.file.ast.errors.length ?? Infinity };
        },
      });
    } finally {
      if (before === undefined) this.dropText(uri);
      else this.setText(uri, before);
    }
  }

  /** Scans in this thread. Findings arrive file by file; an abort keeps what has arrived. */
  async scan(request: ScanRequest, on: ScanEvents, signal: AbortSignal): Promise<ScanSummary> {
    return this.runPlan(await this.plan(request, signal), on, signal);
  }

  /** Finds out what a scan has to look at. */
  plan(request: ScanRequest, signal: AbortSignal): Promise<ScanPlan> {
    return planScan(this.#session.fs, request, (uri) => this.#isExcluded(uri), signal);
  }

  async runPlan(plan: ScanPlan, on: ScanEvents, signal: AbortSignal): Promise<ScanSummary> {
    try {
      return await runPlan(plan, this, on, signal);
    } finally {
      this.#session.expectNothing();
    }
  }

  /** These directories will be looked at next: all of their files are read. */
  expect(units: readonly ScanUnit[]): void {
    this.#session.expect(units.map((unit) => unit.directory));
  }

  /** Looks at some files of one directory, and lets go of their syntax afterwards. */
  async scanDirectory(unit: ScanUnit, signal: AbortSignal): Promise<readonly ScannedFile[]> {
    const reports: ScannedFile[] = [];
    this.expect([unit]);
    for (const uri of unit.files) {
      if (signal.aborted) break;
      const { findings, failures, elapsed, skipped, unfinished } = await this.analyze(uri, signal);
      if (unfinished === true) break;
      reports.push({ uri, findings, failures, elapsed, skipped });
    }
    this.#session.scanned(unit.directory);
    return reports;
  }

  /**
   * One look after the other: where files are read with waiting, a second look in between would see a package of which only
   * a part is there yet.
   */
  #inTurn<Result>(look: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(look);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #isExcluded(uri: string): Promise<boolean> {
    return (await this.#settingsOf(uri)).excluded === true;
  }

  async #notFound(uri: string, begin: number): Promise<FileReport> {
    const text = (await this.text(uri))?.text ?? "";
    const skipped = this.#session.skipReasonOf(uri) ?? "it does not exist or may not be read";
    const elapsed = performance.now() - begin;
    return { text, lines: new LineIndex(text), findings: [], failures: [], elapsed, skipped };
  }
}
