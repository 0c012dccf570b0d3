import type { Finding } from "../analyze/finding.ts";
import type { Rule } from "../analyze/rule.ts";
import { safeFix } from "../analyze/fix-all.ts";
import type { Engine } from "../engine/engine.ts";
import type { ScannedFile, ScanEvents as EngineScanEvents, ScanSummary } from "../engine/scan-types.ts";
import type { FileSystem } from "../project/file-system.ts";
import { skipReasonOf, walkGoFiles } from "../project/walk.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Configurations } from "./configurations.ts";
import { createBaseline } from "./create-baseline.ts";
import { disableRuleIn } from "./disable-rule.ts";
import type { EditorEngine, FileReport, ScanEvents } from "./engine-port.ts";
import { heldFindings, type Look, type Shown } from "./held-findings.ts";
import { engineUri, findingIn } from "./untitled.ts";
import type { ScanJob } from "./scan-job.ts";
import { writeReport } from "./scan-report.ts";

/** Does a scan, where the host can in another thread than the editor's. */
export type RunScan = (job: ScanJob, on: EngineScanEvents, signal: AbortSignal) => Promise<ScanSummary>;

export interface EditorEngineParts {
  readonly version: string;
  readonly fs: FileSystem;
  readonly engine: Engine;
  readonly rules: readonly Rule[];
  readonly configurations: Configurations;
  readonly pages: () => Promise<Readonly<Record<string, string>>>;
  readonly runScan: RunScan;
  readonly changedFiles: EditorEngine["changedFiles"];
}

/** The engine as the language server uses it. */
export function editorEngine(parts: EditorEngineParts): EditorEngine {
  const { engine, rules, configurations } = parts;
  const documents = new ServedDocuments(engine, configurations);
  let workspace: Pick<ScanJob, "folders" | "elsewhere"> = { folders: [], elsewhere: undefined };
  return {
    ...documents.port(),
    text: (uri) => engine.text(uri),
    filesChanged: (changes) => {
      configurations.forget();
      if (changes.every(({ uri }) => uri.endsWith(".go"))) documents.outdate();
      else documents.forget();
      engine.filesChanged(changes.map(({ uri }) => uri));
    },
    configure: (folders, elsewhere) => {
      workspace = { folders, elsewhere };
      configurations.configure(folders, elsewhere);
      documents.forget();
    },
    configurationOf: (uri) => configurations.inUse(uri),
    checkConfiguration: (_uri, text) => Promise.resolve(configurations.check(text)),
    disableRuleIn,
    rules: rules.map(({ id, family, summary, severity, preset, covers = [] }) => ({
      ...{ id, family, summary, severity, preset, covers },
    })),
    rulePage: async (rule) => (await parts.pages())[rule],
    scan: (request, on, signal) => scan(parts, { request, ...workspace, texts: documents.texts() }, on, signal),
    changedFiles: parts.changedFiles,
    isScanned: async (uri, folder) => (await skipReasonOf(parts.fs, uri, folder)) === undefined,
    goFilesIn: (directory) => goFilesIn(directory, parts.fs),
    createBaseline: (reports, folders) => createBaseline(reports, folders, parts),
    writeReport: (format, reports, folders) => writeReport(format, reports, folders, parts),
  };
}

/** A whole look at one state of a document, for all who want to know. */
interface SharedLook {
  readonly report: Promise<FileReport | undefined>;
  isOver: boolean;
}

/** Open documents and what is known of them. Fixing works on other texts than theirs for a while, so that nothing else may look then. */
class ServedDocuments {
  readonly #engine: Engine;
  readonly #configurations: Configurations;
  readonly #texts = new Map<string, string>();
  readonly #looks = new Map<string, SharedLook>();
  /** What was last shown for each open document. */
  readonly #shown = new Map<string, Shown>();
  #fixing: Promise<unknown> = Promise.resolve();
  #fixes = 0;

  constructor(engine: Engine, configurations: Configurations) {
    this.#engine = engine;
    this.#configurations = configurations;
  }

  texts(): readonly (readonly [string, string])[] {
    return [...this.#texts];
  }

  port(): Pick<EditorEngine, "setText" | "close" | "analyze" | "fixAll"> {
    return {
      setText: (uri, text) => {
        this.#setText(uri, text);
      },
      close: (uri) => {
        this.#close(uri);
      },
      analyze: (uri, signal, within) => this.#analyze(uri, signal, within),
      fixAll: (uri, rule, signal) => this.#fixAll(uri, rule, signal),
    };
  }

  /** What was found is no longer sure. */
  outdate(): void {
    this.#looks.clear();
  }

  /** What was found may no longer be wanted. */
  forget(): void {
    this.outdate();
    this.#shown.clear();
  }

  #setText(uri: string, text: string): void {
    this.#texts.set(uri, text);
    this.outdate();
    if (this.#fixes === 0) this.#engine.setText(engineUri(uri), text);
  }

  #close(uri: string): void {
    this.#texts.delete(uri);
    this.#shown.delete(uri);
    this.outdate();
    if (this.#fixes === 0) this.#engine.dropText(engineUri(uri));
  }

  /** Answers for several questions about one state of the files are computed once. */
  async #analyze(uri: string, signal: AbortSignal, within?: number): Promise<FileReport | undefined> {
    await this.#fixing;
    if (signal.aborted) return undefined;
    const known = this.#looks.get(uri);
    // Who is in a hurry does not wait for others.
    if (within !== undefined && known?.isOver !== true) return this.#look(uri, within);
    if (known !== undefined) return known.report;
    const look: SharedLook = { report: this.#look(uri), isOver: false };
    this.#looks.set(uri, look);
    const report = await look.report;
    look.isOver = true;
    return report;
  }

  /** Not ended by whoever asked first: others may wait for the same answer. */
  async #look(uri: string, within?: number): Promise<FileReport | undefined> {
    const report = await this.#engine.analyze(engineUri(uri), new AbortController().signal, within);
    const { text, lines, elapsed, skipped, unread = [], unfinished = false } = report;
    const wanted = await this.#configurations.shown(uri, report.findings);
    const own = wanted.map((finding) => findingIn(uri, finding));
    const findings = unfinished ? own : this.#held(uri, { text, findings: own, unread });
    const gone = skipped !== undefined && text === "" && (await this.#engine.text(engineUri(uri))) === undefined;
    if (gone && !this.#texts.has(uri)) return undefined;
    return { text, lines, findings, elapsed, unfinished, ...(skipped === undefined ? {} : { skipped }) };
  }

  #held(uri: string, look: Look): readonly Finding[] {
    if (!this.#texts.has(uri)) return look.findings;
    const findings = heldFindings(look, this.#shown.get(uri));
    this.#shown.set(uri, { text: look.text, findings });
    return findings;
  }

  #fixAll(uri: string, rule: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const fixed = this.#fixing.then(() => this.#fixNow(uri, rule, signal));
    this.#fixing = fixed.catch(() => undefined);
    return fixed;
  }

  async #fixNow(uri: string, rule: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    this.#fixes++;
    try {
      const choose = (finding: Parameters<typeof safeFix>[0]) =>
        rule === undefined || finding.rule === rule ? safeFix(finding) : undefined;
      const outcome = await this.#engine.fixAll(engineUri(uri), choose, signal);
      return outcome.applied > 0 && !signal.aborted ? outcome.text : undefined;
    } finally {
      this.#fixes--;
      this.#catchUp(uri);
    }
  }

  /** What the editor did meanwhile. */
  #catchUp(fixed: string): void {
    this.outdate();
    if (!this.#texts.has(fixed)) this.#engine.dropText(engineUri(fixed));
    for (const [uri, text] of this.#texts) this.#engine.setText(engineUri(uri), text);
  }
}

async function goFilesIn(directory: string, fs: FileSystem): Promise<string[]> {
  if ((await fs.stat(directory))?.type !== "directory") return [];
  const files: string[] = [];
  for await (const step of walkGoFiles(fs, [directory])) if (step.kind === "file") files.push(step.uri);
  return files;
}

async function scan(
  { engine, runScan }: EditorEngineParts,
  job: ScanJob,
  on: ScanEvents,
  signal: AbortSignal,
): Promise<ScanSummary> {
  const shown: Promise<void>[] = [];
  const file = (scanned: ScannedFile) => {
    shown.push(show(scanned, engine, on));
  };
  const summary = await runScan(job, { progress: on.progress, file }, signal);
  await Promise.all(shown);
  return summary;
}

/** Findings come without their text, which is read only for files that have some. */
async function show({ uri, findings, elapsed, skipped }: ScannedFile, engine: Engine, on: ScanEvents): Promise<void> {
  const content = findings.length === 0 ? undefined : await engine.text(uri);
  const text = content?.text ?? "";
  const report = { text, lines: content?.lines ?? new LineIndex(text), findings, elapsed };
  on.file(uri, skipped === undefined ? report : { ...report, skipped });
}
