/** A known finding: the rule, the file and the fingerprint, never the line. */
export interface BaselineEntry {
  readonly rule: string;
  /** Relative to the folder of the baseline, with `/`. */
  readonly path: string;
  readonly fingerprint: string;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** What a baseline leaves of the findings. */
export interface BaselineResult<T> {
  /** Findings that are not in it. */
  readonly fresh: readonly T[];
  readonly known: readonly T[];
  /** Entries that no finding matches any more. */
  readonly stale: readonly BaselineEntry[];
}

/**
 * Splits findings into new and known ones. An entry whose file is gone also stands for the same finding in another file:
 * the file was renamed.
 */
export function applyBaseline<T extends BaselineEntry>(
  findings: readonly T[],
  baseline: Baseline,
  exists: (path: string) => boolean,
): BaselineResult<T> {
  const open = new Set(baseline.entries.map(keyOf));
  const fresh: T[] = [];
  const known: T[] = [];
  for (const finding of findings) (open.delete(keyOf(finding)) ? known : fresh).push(finding);
  const left = baseline.entries.filter((entry) => open.has(keyOf(entry)));
  const gone = left.filter((entry) => !exists(entry.path));
  const moved = new Map(gone.map((entry) => [`${entry.rule} ${entry.fingerprint}`, entry]));
  const matched = new Set<BaselineEntry>();
  const still = fresh.filter((finding) => {
    const entry = moved.get(`${finding.rule} ${finding.fingerprint}`);
    if (entry === undefined || matched.has(entry)) return true;
    matched.add(entry);
    known.push(finding);
    return false;
  });
  return { fresh: still, known, stale: left.filter((entry) => !matched.has(entry)) };
}

function keyOf({ rule, path, fingerprint }: BaselineEntry): string {
  return `${path}\0${rule}\0${fingerprint}`;
}

/** The text of a baseline file: one entry a line, sorted, so that two of them merge. */
export function writeBaseline(findings: readonly BaselineEntry[]): string {
  const lines = findings
    .map(({ path, rule, fingerprint }) => JSON.stringify({ path, rule, fingerprint }))
    .sort()
    .map((line) => `    ${line}`);
  const entries = [...new Set(lines)].join(",\n");
  return `{\n  "version": 1,\n  "entries": [${entries === "" ? "" : `\n${entries}\n  `}]\n}\n`;
}

/** Reads a baseline file; a sentence says what is wrong with it. */
export function readBaseline(text: string): Baseline | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : "not JSON";
  }
  if (!isRecord(value) || value.version !== 1 || !Array.isArray(value.entries)) {
    return 'it must be {"version": 1, "entries": […]}';
  }
  const entries: readonly unknown[] = value.entries;
  const read = entries.map(readEntry);
  const bad = read.findIndex((entry) => entry === undefined);
  if (bad >= 0) return `entry ${bad + 1} has no rule, path and fingerprint`;
  return { entries: read.filter((entry) => entry !== undefined) };
}

function readEntry(value: unknown): BaselineEntry | undefined {
  if (!isRecord(value)) return undefined;
  const { rule, path, fingerprint } = value;
  if (typeof rule !== "string" || typeof path !== "string" || typeof fingerprint !== "string") return undefined;
  return { rule, path, fingerprint };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
