import { isWithin } from "../project/uri.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { withoutDuplicates } from "./duplicates.ts";
import type { FileReport } from "./engine-port.ts";
import { folderOf, type ServerState } from "./server-state.ts";
import type { WorkspaceReports } from "./workspace-reports.ts";

/** The time a client needs to handle its last answers for a document it has closed. */
const AFTER_CLOSE = 150;

/** Findings of files that are not open: those a scan has found, kept true while files change. */
export class ClosedFiles {
  readonly #state: ServerState;
  readonly #reports: WorkspaceReports;
  /** Files that a scan has looked at; the last report of each, for fixes and reports. */
  #following = false;
  /** Counts the times when everything was taken away. */
  #generation = 0;
  readonly #scanned = new Map<string, FileReport>();

  constructor(state: ServerState, reports: WorkspaceReports) {
    this.#state = state;
    this.#reports = reports;
  }

  /** Whether the results of a scan of the whole workspace are shown. */
  get following(): boolean {
    return this.#following;
  }

  get scanned(): ReadonlyMap<string, FileReport> {
    return this.#scanned;
  }

  async found(uri: string, report: FileReport): Promise<void> {
    const generation = this.#generation;
    this.#scanned.set(uri, report);
    if (this.#isShownElsewhere(uri)) return;
    const diagnostics = await diagnosticsOf(withoutDuplicates(uri, report, this.#state), this.#state);
    if (generation !== this.#generation || this.#isShownElsewhere(uri)) return;
    if (diagnostics.length > 0) this.#reports.set(uri, diagnostics);
    else if (this.#reports.has(uri)) this.#reports.delete(uri);
  }

  /** A whole scan has begun: from now on, files that come and go belong to its results. */
  follow(): void {
    this.#following = true;
  }

  /** Takes all findings of closed files away. */
  clear(): void {
    this.#following = false;
    this.#generation++;
    this.#scanned.clear();
    for (const uri of this.#reports.uris()) this.#reports.delete(uri);
  }

  /** Files that this scan did not meet are no longer there. */
  keepOnly(uris: ReadonlySet<string>): void {
    for (const uri of [...this.#scanned.keys()]) if (!uris.has(uri)) this.deleted(uri);
  }

  opened(uri: string): void {
    if (this.#isShownElsewhere(uri) && this.#reports.has(uri)) this.#reports.delete(uri);
  }

  /** A document was closed: its file's findings stand again if a scan had looked at it, else none. */
  closed(uri: string): void {
    this.#onceHandled(uri, () => {
      this.#reports.repeat(uri);
      void this.refresh(uri);
    });
  }

  /** A client has its answer for a document: while it waited for that, it took no other findings of the file. */
  answered(uri: string): void {
    if (this.#state.documents.get(uri) !== undefined) return;
    this.#onceHandled(uri, () => {
      this.#reports.repeat(uri);
    });
  }

  #onceHandled(uri: string, tell: () => void): void {
    setTimeout(() => {
      if (this.#state.documents.get(uri) === undefined) tell();
    }, AFTER_CLOSE);
  }

  /** Looks again at a file that changed on disk, unless everything is taken away meanwhile. */
  async refresh(uri: string): Promise<void> {
    const generation = this.#generation;
    if (!this.#scanned.has(uri) && !(await this.#belongs(uri))) return;
    const report = await this.#state.engine.analyze(uri, new AbortController().signal);
    if (generation !== this.#generation) return;
    if (report === undefined) this.deleted(uri);
    else await this.found(uri, report);
  }

  /**
   * Whether the findings of a file come with its open document. A client that asks for them asks only for documents with an
   * editor, and itself prefers those answers: it is told about open ones here, too.
   */
  #isShownElsewhere(uri: string): boolean {
    return !this.#state.can.pull && this.#state.documents.get(uri) !== undefined;
  }

  async #belongs(uri: string): Promise<boolean> {
    const folder = this.#following ? folderOf(uri, this.#state.folders) : undefined;
    return folder !== undefined && this.#state.engine.isScanned(uri, folder);
  }

  /** A file, or a directory with everything in it, is gone. */
  deleted(uri: string): void {
    const gone = (candidate: string) => isWithin(candidate, uri);
    for (const candidate of [...this.#scanned.keys()].filter(gone)) this.#scanned.delete(candidate);
    for (const candidate of this.#reports.uris().filter(gone)) this.#reports.delete(candidate);
  }
}
