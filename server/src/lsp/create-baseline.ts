import { modify } from "jsonc-parser";
import { writeBaseline, type BaselineEntry } from "../engine/baseline.ts";
import { applyEdits } from "../text/edit.ts";
import type { FileSystem } from "../project/file-system.ts";
import { isWithin, joinUri, parentUri, relativePath, trimSlash } from "../project/uri.ts";
import { CONFIGURATION_FILE } from "./actions/configuration-target.ts";
import type { Configurations } from "./configurations.ts";
import type { FileReport, WrittenFile } from "./engine-port.ts";

const BASELINE_FILE = "gostable-baseline.json";

interface BaselineParts {
  readonly fs: FileSystem;
  readonly configurations: Configurations;
}

/** The files that make everything a scan found known: a baseline for each folder, and the configuration that names it. */
export async function createBaseline(
  reports: ReadonlyMap<string, FileReport>,
  folders: readonly string[],
  parts: BaselineParts,
): Promise<readonly WrittenFile[]> {
  const written = folders.map((folder) => baselineOf(folder, reports, parts));
  return (await Promise.all(written)).flat();
}

async function baselineOf(
  folder: string,
  reports: ReadonlyMap<string, FileReport>,
  parts: BaselineParts,
): Promise<WrittenFile[]> {
  const { source, baseline } = await parts.configurations.settingsOf(joinUri(folder, CONFIGURATION_FILE));
  const directory = source?.directory ?? folder;
  const uri = baseline ?? joinUri(directory, BASELINE_FILE);
  const home = trimSlash(parentUri(uri) ?? directory);
  const fresh = [...reports.values()]
    .flatMap(({ findings }) => findings)
    .filter((finding) => isWithin(finding.uri, folder));
  const entries = fresh.map(({ rule, uri: file, fingerprint }) => ({
    rule,
    path: relativePath(home, file) ?? file,
    fingerprint,
  }));
  const known = await parts.configurations.baselineEntries(uri);
  const written = { uri, text: writeBaseline(distinct([...known, ...entries])) };
  if (baseline !== undefined) return [written];
  const configuration = source?.uri ?? joinUri(folder, CONFIGURATION_FILE);
  return [written, { uri: configuration, text: withBaseline(await textOf(configuration, parts.fs)) }];
}

function withBaseline(text: string): string {
  const whole = text.trim() === "" ? "{}\n" : text;
  const edits = modify(whole, ["baseline"], BASELINE_FILE, { formattingOptions: { insertSpaces: true, tabSize: 2 } });
  return applyEdits(
    whole,
    edits.map(({ offset, length, content }) => ({ span: { start: offset, end: offset + length }, newText: content })),
  );
}

async function textOf(uri: string, fs: FileSystem): Promise<string> {
  return new TextDecoder().decode((await fs.readFile(uri)) ?? new Uint8Array());
}

function distinct(entries: readonly BaselineEntry[]): BaselineEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.path}\0${entry.rule}\0${entry.fingerprint}`, entry])).values()];
}
