import type { Dependencies } from "./dependencies.ts";
import { functionKey, type FunctionSource } from "./program.ts";

/** A function before and after an edit of its body. */
export interface FunctionEdit {
  /** As it was when somebody last asked for it. */
  readonly before: FunctionSource;
  readonly after: FunctionSource;
}

/** What an edit means for the other functions, by their keys. */
export interface Renewal {
  /** Those that others may see otherwise than before. */
  readonly changed: ReadonlySet<string>;
  /** Those that have asked for one of these. */
  readonly affected: ReadonlySet<string>;
}

export const NO_RENEWAL: Renewal = { changed: new Set(), affected: new Set() };

/** What is remembered of functions, part by part. */
export interface Memory {
  readonly dependencies: Dependencies;
  /** The function of a key as it was when somebody last asked for it. */
  sourceOf(key: string): FunctionSource | undefined;
  /** The parts of its answers that somebody has asked for. */
  partsAskedOf(source: FunctionSource): ReadonlySet<string>;
  noteAsked(source: FunctionSource, part: string): void;
  /** A text that stays equal as long as nobody can tell a difference in that part. */
  partOf(source: FunctionSource, part: string): string;
  forget(key: string): void;
}

/** Functions looked at again at once, to see whether they have changed in turn; more are taken to have changed. */
const MOST_COMPARED = 60;

/** Forgets what does not hold any more after edits of bodies, and tells who must be looked at again. */
export function renew(edits: readonly FunctionEdit[], memory: Memory): Renewal {
  const changed = edits.filter((edit) => hasChanged(edit, memory)).map(({ after }) => functionKey(after));
  return changed.length === 0 ? NO_RENEWAL : spread(changed, memory);
}

function hasChanged({ before, after }: FunctionEdit, memory: Memory): boolean {
  const parts = memory.partsAskedOf(before);
  const old = snapshot(before, parts, memory);
  // Those that asked then will not ask again unless something changes.
  for (const part of parts) memory.noteAsked(after, part);
  // What functions that need each other are known to do may come from the one that is edited.
  for (const key of memory.dependencies.circleOf(functionKey(after))) memory.forget(key);
  return differs(old, after, memory);
}

/** From the changed functions to those that asked for them, as long as these change, too. */
function spread(changed: readonly string[], memory: Memory): Renewal {
  const { dependencies } = memory;
  const snapshots = new Map<string, ReadonlyMap<string, string>>();
  const dependents = dependencies.dependents(changed);
  for (const key of dependents) {
    const source = memory.sourceOf(key);
    if (source !== undefined) snapshots.set(key, snapshot(source, memory.partsAskedOf(source), memory));
  }
  for (const key of dependents) memory.forget(key);
  const seen = new Set(changed);
  const affected = new Set<string>();
  const queue = [...changed];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const caller of dependencies.askedBy(key)) {
      if (affected.has(caller)) continue;
      affected.add(caller);
      if (!looksOtherwise(caller, snapshots, affected.size, memory)) continue;
      seen.add(caller);
      queue.push(caller);
    }
  }
  return { changed: seen, affected };
}

function looksOtherwise(
  key: string,
  snapshots: ReadonlyMap<string, ReadonlyMap<string, string>>,
  count: number,
  memory: Memory,
): boolean {
  const old = snapshots.get(key);
  const source = memory.sourceOf(key);
  if (old === undefined || source === undefined || old.size === 0) return false;
  return count > MOST_COMPARED || differs(old, source, memory);
}

function snapshot(source: FunctionSource, parts: ReadonlySet<string>, memory: Memory): ReadonlyMap<string, string> {
  return new Map([...parts].map((part) => [part, memory.partOf(source, part)]));
}

function differs(old: ReadonlyMap<string, string>, source: FunctionSource, memory: Memory): boolean {
  return [...old].some(([part, value]) => memory.partOf(source, part) !== value);
}

/** What is remembered of functions before and after a change of declarations. */
export interface Succession {
  readonly dependencies: Dependencies;
  /** The parts of a function's answers that somebody had asked for before, each as it was; undefined if nobody did. */
  before(key: string): ReadonlyMap<string, string> | undefined;
  /** A part as it is now; undefined if there is no such function any more. */
  now(key: string, part: string): string | undefined;
}

/** Tells what a change of declarations means for those that looked into functions that may be otherwise because of it. */
export function renewAcross(touched: Iterable<string>, succession: Succession): Renewal {
  const changed = new Set<string>();
  const affected = new Set<string>();
  const compared = new Set<string>();
  const queue: string[] = [];
  const look = (key: string): void => {
    if (compared.has(key)) return;
    compared.add(key);
    if (!isOtherwise(key, compared.size, succession)) return;
    changed.add(key);
    queue.push(key);
  };
  for (const key of touched) look(key);
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const caller of succession.dependencies.askedBy(key)) {
      affected.add(caller);
      look(caller);
    }
  }
  return { changed, affected };
}

function isOtherwise(key: string, count: number, succession: Succession): boolean {
  const old = succession.before(key);
  if (old === undefined) return false;
  return count > MOST_COMPARED || [...old].some(([part, value]) => succession.now(key, part) !== value);
}
