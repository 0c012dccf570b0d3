import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { RuleTimes } from "../analyze/rule-timer.ts";
import { createCatalog } from "../catalog/create-catalog.ts";
import { Engine } from "../engine/engine.ts";
import type { WorkerSettings } from "../engine/worker-protocol.ts";
import { ConfigurationFiles } from "../project/configuration-files.ts";
import { findGoEnvironment, type GoEnvironment } from "../project/go-environment.ts";
import { nodeFileSystem, uriOfPath } from "../project/node-file-system.ts";
import { ReadLog } from "../project/read-log.ts";
import { rules } from "../rules/registry.ts";
import { loadGoParser, type ParserBinaries } from "../syntax/parser.ts";

/** An engine over this machine's files, and the configurations it follows. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly configurations: ConfigurationFiles;
  readonly times: RuleTimes | undefined;
  readonly environment: GoEnvironment;
  /** Where what is read is noted, if the settings want it. */
  readonly log: ReadLog | undefined;
}

/** Opens the engine of the command line; a scan worker opens the same. */
export async function openEngine(
  settings: WorkerSettings,
  env: Readonly<Record<string, string | undefined>>,
  binaries: ParserBinaries,
): Promise<OpenedEngine> {
  const files = nodeFileSystem({ blocking: true });
  const log = settings.notesReads ? new ReadLog(files, sha256) : undefined;
  const fs = log?.fs ?? files;
  const { commandLine, only } = settings;
  const configurations = new ConfigurationFiles({ fs, rules, commandLine, only });
  const times: RuleTimes | undefined = settings.measuresRules ? new Map<string, number>() : undefined;
  const machine = { env, home: homedir(), platform: process.platform, uriOfPath };
  const environment = await findGoEnvironment(files, machine);
  const engine = new Engine({
    fs,
    environment,
    observer: log,
    parser: await loadGoParser(binaries),
    catalog: createCatalog(),
    rules,
    settingsOf: (uri) => configurations.settingsOf(uri),
    times,
    collectGarbage: garbageCollector(),
  });
  return { engine, configurations, times, environment, log };
}

/**
 * V8 lets garbage grow to several times what lives, and what a scan lets go of would be kept beside what it reads next. To
 * collect it right then is cheap, since little lives.
 */
function garbageCollector(): (() => void) | undefined {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  return isProcedure(collect) ? collect : undefined;
}

function isProcedure(value: unknown): value is () => void {
  return typeof value === "function";
}

export function sha256(data: Uint8Array | string): string {
  return createHash("sha256").update(data).digest("base64url");
}

/** The parser's binaries beside the bundled program. */
export function binariesIn(folder: string): ParserBinaries {
  return {
    runtime: readFileSync(join(folder, "web-tree-sitter.wasm")),
    grammar: readFileSync(join(folder, "tree-sitter-go.wasm")),
  };
}
