import { createTwoFilesPatch } from "diff";
import { readFileSync } from "node:fs";
import type { Finding, Fix } from "../analyze/finding.ts";
import { safeFix } from "../analyze/fix-all.ts";
import type { Engine } from "../engine/engine.ts";
import { pathOfUri } from "../project/node-file-system.ts";
import { encodeSource } from "../project/read-source.ts";
import type { Paths } from "./paths.ts";
import { writeFile } from "./write-file.ts";

/** A file as it was and as its safe fixes leave it. */
export interface FixedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  readonly applied: number;
}

/** Works out the safe fixes of some files; nothing is written. */
export async function fixFiles(
  engine: Engine,
  uris: readonly string[],
  wanted: (finding: Finding) => boolean,
  signal: AbortSignal,
): Promise<FixedFile[]> {
  const fixed: FixedFile[] = [];
  const choose = (finding: Finding): Fix | undefined => (wanted(finding) ? safeFix(finding) : undefined);
  for (const uri of uris) {
    if (signal.aborted) break;
    const source = await engine.text(uri);
    if (source === undefined) continue;
    const { text, applied } = await engine.fixAll(uri, choose, signal);
    if (text !== source.text) fixed.push({ uri, before: source.text, after: text, applied });
  }
  return fixed;
}

/** Writes a fixed file back; a byte order mark stays where it was. */
export function writeFixed({ uri, after }: FixedFile): void {
  const path = pathOfUri(uri);
  const bytes = readFileSync(path);
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  writeFile(path, encodeSource(after, bom));
}

/** The changes as one unified diff, which `git apply` and `patch -p1` take. */
export function diffOf(fixed: readonly FixedFile[], paths: Paths): string {
  return fixed
    .map(({ uri, before, after }) => {
      const path = paths.shown(uri);
      const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
      return patch.replace(/^=+\n/, "");
    })
    .join("");
}
