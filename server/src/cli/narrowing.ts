import type { Finding } from "../analyze/finding.ts";
import { gitChanges, type GitChanges, type LineRange } from "../project/git-changes.ts";
import type { LineIndex } from "../text/line-index.ts";
import { UsageError } from "./host.ts";
import type { ScanOptions } from "./scan-options.ts";

/** What of the scan `--changed` and `--new-from-rev` leave. */
export interface Narrowing {
  /** The files to scan; undefined: all. */
  readonly files: readonly string[] | undefined;
  /** Whether a finding lies on something that was changed. */
  keeps(finding: Finding, lines: LineIndex | undefined): boolean;
}

const EVERYTHING: Narrowing = { files: undefined, keeps: () => true };

export async function narrowingOf(options: ScanOptions, directory: string): Promise<Narrowing> {
  if (!options.changed && options.newFromRev === undefined) return EVERYTHING;
  const changes = await gitChanges(directory, options.newFromRev ?? "HEAD");
  if (typeof changes === "string")
    throw new UsageError(`${options.changed ? "--changed" : "--new-from-rev"}: ${changes}`);
  const files = [...changes.keys()];
  return options.changed
    ? { files, keeps: () => true }
    : { files, keeps: (finding, lines) => isNew(finding, lines, changes) };
}

/** A finding is new if the change touches its own lines or those its story runs through: a release taken away is among them. */
function isNew(finding: Finding, lines: LineIndex | undefined, changes: GitChanges): boolean {
  const changed = changes.get(finding.uri);
  if (changed === undefined || lines === undefined) return false;
  if (changed === "all") return true;
  const story = finding.related.filter((place) => place.uri === finding.uri).map((place) => place.span);
  const spans = [finding.span, ...story];
  const from = lines.lineAt(Math.min(...spans.map((span) => span.start))) + 1;
  const to = lines.lineAt(Math.max(...spans.map((span) => span.end))) + 1;
  return changed.some((range: LineRange) => range.from <= to && from <= range.to);
}
