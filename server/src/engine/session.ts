import type { RuleTimes } from "../analyze/rule-timer.ts";
import type { Rule } from "../analyze/rule.ts";
import type { RunResult } from "../analyze/run-rules.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { FileSystem } from "../project/file-system.ts";
import type { DependencyIndex } from "../project/dependency-index.ts";
import { type GoEnvironment, NO_GO } from "../project/go-environment.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import type { MethodPlace } from "../project/method-index.ts";
import { PackageStore } from "../project/package-store.ts";
import type { PackageObserver } from "../project/read-log.ts";
import { parentUri, trimSlash } from "../project/uri.ts";
import { bundledStandardLibrary } from "../semantic/facts/standard-library.ts";
import { isGenerated } from "../syntax/generated.ts";
import type { File } from "../syntax/ast.ts";
import { hasBrokenDeclarations } from "../syntax/broken-declarations.ts";
import type { GoParser, ParseFailure } from "../syntax/parser.ts";
import { affectedByBodies, affectedByDeclarations, type FileChange } from "./affected.ts";
import { declarationChange } from "./declaration-change.ts";
import { type ChangedFile, type Reach, reachOf } from "./declaration-reach.ts";
import { KeptResults, type ReuseCounters } from "./kept-results.ts";
import { OpenDocuments } from "./open-documents.ts";
import { OverlayFileSystem } from "./overlay-file-system.ts";
import { Revision } from "./revision.ts";
import type { SettingsInUse } from "./settings-pool.ts";
import { visibleHash } from "./visible-hash.ts";

/** Milliseconds after which the parse of a file is given up. */
const PARSE_BUDGET = 10_000;

/**
 * Code units parsed during a scan after which everything is let go of: through their types packages hold each other, and
 * what was looked at takes some 50 bytes of memory for each. To parse again what is used again costs little beside that.
 */
const MOST_PARSED = 6 * 1024 * 1024;
/** As {@link MOST_PARSED}, while directories that are looked at together are not all done: twice as much took 1.8 GB of Go's own sources. */
const MOST_PARSED_AT_ONCE = 1.25 * MOST_PARSED;

export interface SessionParts {
  readonly fs: FileSystem;
  readonly parser: GoParser;
  readonly catalog: Catalog;
  readonly rules: readonly Rule[];
  readonly environment?: GoEnvironment;
  readonly times?: RuleTimes | undefined;
  readonly observer?: PackageObserver | undefined;
  /** What earlier runs knew of dependencies. */
  readonly dependencies?: DependencyIndex | undefined;
  /** Called where a scan has let go of most of the memory it held. */
  readonly collectGarbage?: (() => void) | undefined;
}

/** A file and the package it belongs to, as they are now. */
export interface FoundFile {
  readonly pkg: GoPackage;
  readonly file: GoFile;
}

/** The sources as they change: open documents over files, revision after revision, and what still holds from before. */
export class Session {
  readonly fs: OverlayFileSystem;
  readonly #parts: SessionParts;
  readonly #documents: OpenDocuments;
  readonly #store: PackageStore;
  readonly #kept = new KeptResults();
  #revision: Revision | undefined;
  /** Stands in for the revision while a declaration is half typed. */
  #passing: Revision | undefined;
  /** Files that have changed since the revision began or was last brought up to date, as they were then. */
  #changed = new Map<string, GoFile | undefined>();
  /** The packages of the workspace that were loaded in this era, by their paths. */
  readonly #loaded = new Map<string, GoPackage>();
  /** What files declared, by their URIs, when all of it was last seen to parse: a body that does not parse may hide that. */
  readonly #whole = new Map<string, string>();
  /** Whether all changes have been looked at. */
  #isJudged = true;
  /** Directories that a scan has still to look at. */
  readonly #expected = new Set<string>();
  /** What the parser had parsed when everything was last let go of. */
  #parsedBefore: number;
  /** Counts the times when anything may have become otherwise. */
  #era = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#parsedBefore = parts.parser.parsed;
    this.fs = new OverlayFileSystem(parts.fs);
    this.#documents = new OpenDocuments(parts.parser, PARSE_BUDGET);
    this.#store = new PackageStore({
      fs: this.fs,
      parse: (uri, text) => this.#parse(uri, text),
      environment: parts.environment ?? NO_GO,
      standard: bundledStandardLibrary(),
      observer: parts.observer,
      dependencies: parts.dependencies,
    });
  }

  get counters(): Readonly<ReuseCounters> {
    return this.#kept.counters;
  }

  setText(uri: string, text: string): void {
    const before = this.fs.textOf(uri);
    if (before === text) return;
    this.#note([uri]);
    this.fs.set(uri, text);
    if (before === undefined) this.#store.filesChanged([uri]);
    else this.#store.textChanged(uri);
  }

  dropText(uri: string): void {
    this.#note([uri]);
    if (this.fs.remove(uri)) this.#store.filesChanged([uri]);
    this.#documents.close(uri);
    this.#kept.forget(uri);
  }

  filesChanged(uris: readonly string[]): void {
    // An open document stands in for its file, whatever that holds.
    const seen = uris.filter((uri) => this.fs.textOf(uri) === undefined);
    if (seen.length === 0) return;
    // What changes behind the editor's back is not judged finely.
    this.#startAnew();
    this.#store.filesChanged(seen);
  }

  /** Directories whose files will be looked at: their bodies will be read. */
  expect(directories: Iterable<string>): void {
    for (const directory of directories) this.#expected.add(trimSlash(directory));
  }

  /** A scan is over, be it before its end. */
  expectNothing(): void {
    this.#expected.clear();
  }

  /**
   * A directory was scanned: lets go of everything once too much was parsed; what is asked for again is parsed again. That
   * waits, if it can, until all directories are done that were to be looked at together.
   */
  scanned(directory: string): void {
    this.#expected.delete(trimSlash(directory));
    const { parsed } = this.#parts.parser;
    const limit = this.#expected.size === 0 ? MOST_PARSED : MOST_PARSED_AT_ONCE;
    if (parsed - this.#parsedBefore < limit) return;
    this.#parsedBefore = parsed;
    this.#store.releaseAll();
    this.#startAnew();
    this.#parts.collectGarbage?.();
  }

  #parse(uri: string, text: string): File | ParseFailure {
    if (this.fs.textOf(uri) !== undefined) return this.#documents.parse(uri, text);
    return this.#parts.parser.parse(text, { budget: PARSE_BUDGET, readsBodies: this.#readsBodiesOf(uri, text) });
  }

  #readsBodiesOf(uri: string, text: string): boolean {
    return this.#expected.has(trimSlash(parentUri(uri) ?? "")) && !isGenerated(text);
  }

  skipReasonOf(uri: string): string | undefined {
    return this.#store.skippedFiles().get(uri);
  }

  /** The file as it is now, and all changes up to now judged. */
  async find(uri: string, signal: AbortSignal): Promise<FoundFile | undefined> {
    for (;;) {
      await this.#judgeChanges(signal);
      const found = await this.#lookUp(uri, signal);
      if (this.#isJudged || signal.aborted) return found;
    }
  }

  /**
   * The findings of a file that {@link find} has just found. Once `isDue`, those found so far; another look goes on where it
   * ended, so that this holds for files only of which results are kept.
   */
  run({ pkg, file }: FoundFile, inUse: SettingsInUse, isDue: () => boolean): RunResult {
    if (this.fs.textOf(file.uri) === undefined) return this.#now().run(pkg, file, inUse, {});
    const isPassing = this.#passing !== undefined;
    const reuse = this.#kept.cacheFor({ pkg, file, settings: inUse.settings, era: this.#era, isPassing });
    return this.#now().run(pkg, file, inUse, isPassing ? { reuse } : { reuse, isDue });
  }

  async #lookUp(uri: string, signal: AbortSignal): Promise<FoundFile | undefined> {
    for (const pkg of await this.#store.packagesIn(parentUri(uri) ?? uri, signal)) {
      const file = pkg.files.find((each) => each.uri === uri);
      if (file !== undefined) return { pkg, file };
    }
    return undefined;
  }

  /** Remembers files as they are before they change. */
  #note(uris: readonly string[]): void {
    this.#isJudged = false;
    for (const pkg of this.#store.workspacePackages) this.#loaded.set(pkg.path, pkg);
    for (const uri of uris) {
      if (this.#changed.has(uri)) continue;
      this.#changed.set(uri, this.#revision?.fileAt(uri));
    }
  }

  /** Finds out what of all that was worked out so far the latest changes have made stale. */
  async #judgeChanges(signal: AbortSignal): Promise<void> {
    if (this.#isJudged) return;
    this.#isJudged = true;
    this.#passing = undefined;
    const changed = this.#changed;
    this.#changed = new Map();
    const before = this.#revision;
    const changes = before?.remembers === true ? await this.#changedFiles(changed, signal) : undefined;
    if (before === undefined || changes === undefined) this.#startAnew();
    else if (this.#isHalfTyped(changes)) this.#pass(changed);
    else if (changes.some(isVisible)) await this.#followDeclarations(changes, before, signal);
    else if (changes.length > 0) this.#kept.drop(affectedByBodies(changes, before));
  }

  /**
   * True while a declaration of the only file that changes does not parse: others then see it as it was. A second file that
   * changes meanwhile wants to be seen.
   */
  #isHalfTyped(changes: readonly FileChange[]): boolean {
    for (const { before, after } of changes) {
      for (const file of [before, after]) {
        if (!hasBrokenDeclarations(file.ast)) this.#whole.set(file.uri, visibleHash(file));
      }
    }
    const [change, ...others] = changes;
    if (change === undefined || others.length > 0 || !isVisible(change)) return false;
    const { before, after } = change;
    return hasBrokenDeclarations(after.ast) && this.#whole.get(before.uri) === visibleHash(before);
  }

  /** Puts the judgement off: once it is whole, what is half typed is compared with what it was before. */
  #pass(changed: ReadonlyMap<string, GoFile | undefined>): void {
    this.#changed = new Map([...this.#changed, ...changed]);
    this.#passing = this.#newRevision();
  }

  /** Undefined if a file has come or gone of which nothing was known. */
  async #changedFiles(
    changed: ReadonlyMap<string, GoFile | undefined>,
    signal: AbortSignal,
  ): Promise<readonly FileChange[] | undefined> {
    const changes: FileChange[] = [];
    for (const [uri, before] of changed) {
      const now = await this.#lookUp(uri, signal);
      if (before === undefined && now !== undefined && (await this.fs.isUnchanged(uri))) continue;
      if (before === undefined || now === undefined) return undefined;
      if (before.text !== now.file.text) changes.push({ before, after: now.file, pkg: now.pkg });
    }
    return changes;
  }

  /** Keeps what cannot see the changed declarations. */
  async #followDeclarations(changes: readonly FileChange[], before: Revision, signal: AbortSignal): Promise<void> {
    const reach = this.#reachOf(changes);
    const packages = reach && (await this.#asNow(before.packages, signal));
    if (reach === undefined || packages === undefined) {
      this.#startAnew();
      return;
    }
    const after = this.#newRevision();
    this.#kept.drop(affectedByDeclarations(reach, before, after, packages));
    this.#revision = after;
  }

  #reachOf(changes: readonly FileChange[]): Reach | undefined {
    const changed: ChangedFile[] = [];
    for (const { before, after, pkg } of changes) {
      const change = declarationChange(before, after);
      if (change === undefined) return undefined;
      changed.push({ file: after, pkg, change });
    }
    return reachOf(changed, [...this.#loaded.values()]);
  }

  /** The packages as they are now. Undefined if one is gone. */
  async #asNow(packages: readonly GoPackage[], signal: AbortSignal): Promise<readonly GoPackage[] | undefined> {
    const found: GoPackage[] = [];
    for (const { directory, path } of packages) {
      const now = (await this.#store.packagesIn(directory, signal)).find((pkg) => pkg.path === path);
      if (now === undefined) return undefined;
      found.push(now);
    }
    return found;
  }

  /** Nothing is as it was. */
  #startAnew(): void {
    this.#era++;
    this.#revision = undefined;
    this.#passing = undefined;
    this.#changed = new Map();
    this.#loaded.clear();
  }

  #now(): Revision {
    return this.#passing ?? (this.#revision ??= this.#newRevision());
  }

  #newRevision(): Revision {
    const { catalog, rules, times } = this.#parts;
    const workspacePackage = (path: string): GoPackage | undefined => this.#store.workspacePackage(path);
    const methodsNamed = (pkg: string, name: string, from: string): readonly MethodPlace[] | undefined =>
      this.#store.methodsNamed(pkg, name, from);
    const keepsResults = this.fs.openUris.length > 0;
    const remembers = keepsResults && this.#expected.size === 0;
    const parts = { catalog, rules, remembers, keepsResults, times, workspacePackage, methodsNamed };
    return new Revision(parts);
  }
}

/** Whether declarations, and not only bodies, are otherwise. */
function isVisible({ before, after }: FileChange): boolean {
  return visibleHash(before) !== visibleHash(after);
}
