import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LineIndex } from "../server/src/text/line-index.ts";
import { applyEdits } from "../server/src/text/edit.ts";
import type { GoCopy } from "./go-copy.ts";
import type { ScannedFinding, ScannedFix } from "./scan-result.ts";

interface Tried {
  readonly finding: ScannedFinding;
  readonly fix: ScannedFix;
}

/** What {@link tryUnsafeFixes} has seen. */
export interface UnsafeOutcome {
  readonly tried: number;
  /** What is wrong, each with its fix. */
  readonly problems: readonly string[];
}

/**
 * Applies each fix that is not safe alone in its file, that of one file beside that of another, and asks gofmt and
 * `go vet` about them, at most `rounds` times. Every rule gets its turn.
 */
export function tryUnsafeFixes(
  copy: GoCopy,
  findings: readonly ScannedFinding[],
  before: readonly string[],
  rounds: number,
): UnsafeOutcome {
  const waiting = inTurns(findings.flatMap((finding) => finding.fixes.map((fix) => ({ finding, fix }))));
  const problems: string[] = [];
  let tried = 0;
  for (let round = 0; round < rounds && waiting.length > 0; round++) {
    const batch = takeBatch(waiting);
    tried += batch.length;
    problems.push(...tryBatch(copy, batch, before));
  }
  return { tried, problems };
}

/** The fixes that are not safe, the first of each title's first word and rule, then the second, and so on. */
function inTurns(all: readonly Tried[]): Tried[] {
  const turns = new Map<string, number>();
  return all
    .filter(({ fix }) => !fix.safe)
    .map((tried) => {
      const key = `${tried.finding.rule} ${tried.fix.title.split(" ", 1)[0] ?? ""}`;
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      return { tried, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ tried }) => tried);
}

/** Takes the next fix of each file out of the list. */
function takeBatch(waiting: Tried[]): Tried[] {
  const batch = new Map<string, Tried>();
  for (const tried of [...waiting]) {
    const path = tried.fix.edits[0]?.path;
    if (path !== undefined && batch.has(path)) continue;
    waiting.splice(waiting.indexOf(tried), 1);
    if (path !== undefined) batch.set(path, tried);
  }
  return [...batch.values()];
}

function tryBatch(copy: GoCopy, batch: readonly Tried[], before: readonly string[]): string[] {
  const originals = new Map<string, string>();
  for (const { finding, fix } of batch) {
    const path = join(copy.folder, finding.path);
    const text = readFileSync(path, "utf8");
    originals.set(path, text);
    writeFileSync(path, withFix(text, fix));
  }
  const unformatted = spawnSync("gofmt", ["-l", ...originals.keys()], { encoding: "utf8" });
  const said = [...`${unformatted.stdout}${unformatted.stderr}`.split("\n"), ...copy.complaints()];
  const problems = batch.flatMap(({ finding, fix }) =>
    said
      .filter((line) => line.includes(finding.path) && !before.includes(line.replace(/:\d+(:\d+)?/g, "")))
      .map((line) => `${line} ← ${finding.rule} at ${finding.path}:${finding.range.start.line}: ${fix.title}`),
  );
  for (const [path, text] of originals) writeFileSync(path, text);
  return problems;
}

function withFix(text: string, { edits }: ScannedFix): string {
  const lines = new LineIndex(text);
  const offset = ({ line, column }: { line: number; column: number }) => lines.lineStart(line - 1) + column - 1;
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: offset(range.start), end: offset(range.end) }, newText })),
  );
}
