import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import type { FileSystem } from "../project/file-system.ts";
import { rules } from "../rules/registry.ts";
import { loadGoParser, type ParserBinaries } from "../syntax/parser.ts";
import { NO_CONFIGURATIONS } from "./configurations.ts";
import { editorEngine, type RunScan } from "./editor-engine.ts";
import type { EditorEngine } from "./engine-port.ts";
import { isRecord } from "./settings.ts";

/** What a host gives. */
export interface EditorHost {
  readonly version: string;
  readonly fs: FileSystem;
  readonly binaries: ParserBinaries;
  /** The parsed rule-pages.json. */
  readonly pages: () => Promise<unknown>;
  /** Where left out, a scan runs between answers to the editor. */
  readonly runScan?: RunScan;
  readonly changedFiles?: EditorEngine["changedFiles"];
  readonly dispose?: () => void;
}

/** The engine of a language server, with every rule. */
export async function createEditorEngine(host: EditorHost): Promise<EditorEngine> {
  const configurations = NO_CONFIGURATIONS;
  const engine = new Engine({
    fs: host.fs,
    parser: await loadGoParser(host.binaries),
    catalog: createCatalog(),
    rules,
    settingsOf: (uri) => configurations.settingsOf(uri),
  });
  let pages: Promise<Readonly<Record<string, string>>> | undefined;
  return editorEngine({
    version: host.version,
    fs: host.fs,
    engine,
    rules,
    configurations,
    pages: () => (pages ??= host.pages().then(readPages, () => ({}))),
    runScan: host.runScan ?? ((request, on, signal) => engine.scan(request, on, signal)),
    changedFiles: host.changedFiles ?? (() => Promise.resolve({ problem: "git" })),
    dispose: host.dispose ?? (() => undefined),
  });
}

function readPages(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
