import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import type { ScanEvents, ScanSummary } from "../engine/scan-types.ts";
import type { DependencyIndex } from "../project/dependency-index.ts";
import type { FileSystem } from "../project/file-system.ts";
import { NO_GO, type GoEnvironment } from "../project/go-environment.ts";
import { rules } from "../rules/registry.ts";
import { loadGoParser, type ParserBinaries } from "../syntax/parser.ts";
import { Configurations } from "./configurations.ts";
import { editorEngine } from "./editor-engine.ts";
import type { EditorEngine } from "./engine-port.ts";
import { runScanJob, type ScanJob } from "./scan-job.ts";
import { isRecord } from "./settings.ts";

/** What a host gives. */
export interface EditorHost {
  readonly version: string;
  readonly fs: FileSystem;
  readonly binaries: ParserBinaries;
  /** Where Go and its modules lie; without it the bundled facts serve. */
  readonly environment?: GoEnvironment;
  /** The parsed rule-pages.json. */
  readonly pages: () => Promise<unknown>;
  /** A scan of files of this machine in another thread. Without it, a scan runs between answers to the editor. */
  readonly scanElsewhere?: (job: ScanJob, on: ScanEvents, signal: AbortSignal) => Promise<ScanSummary>;
  readonly changedFiles?: EditorEngine["changedFiles"];
  /** What earlier runs knew of dependencies. */
  readonly dependencies?: DependencyIndex;
}

/** The engine of a language server, with every rule. */
export async function createEditorEngine(host: EditorHost): Promise<EditorEngine> {
  const { fs, environment = NO_GO, dependencies } = host;
  const configurations = new Configurations(fs, rules);
  const parser = await loadGoParser(host.binaries);
  const settingsOf = (uri: string) => configurations.settingsOf(uri);
  const engine = new Engine({ fs, parser, environment, catalog: createCatalog(), rules, settingsOf, dependencies });
  let pages: Promise<Readonly<Record<string, string>>> | undefined;
  return editorEngine({
    ...{ version: host.version, fs, engine, rules, configurations },
    pages: () => (pages ??= host.pages().then(readPages, () => ({}))),
    runScan: (job, on, signal) => {
      const here = job.request.roots.every((root) => root.startsWith("file:"));
      if (here && host.scanElsewhere !== undefined) return host.scanElsewhere(job, on, signal);
      return runScanJob(job, { fs, parser, environment }, on, signal);
    },
    changedFiles: host.changedFiles ?? (() => Promise.resolve({ problem: "there is no git here" })),
  });
}

function readPages(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
