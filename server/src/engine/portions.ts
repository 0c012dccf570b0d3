import type { ScanUnit } from "./scan-here.ts";

/**
 * Files that are looked at together: each is parsed whole and once, be it that another of them asks for it first. Of files
 * outside only the declarations that are asked for are parsed, since they may be let go of before their turn comes.
 */
export const FILES_TOGETHER = 400;

/** Takes directories from the front of a queue until they have as many files as wanted: neighbours import the same packages. */
export function takePortion(queue: ScanUnit[], wanted: number): ScanUnit[] {
  const taken: ScanUnit[] = [];
  let files = 0;
  while (files < wanted) {
    const unit = queue.shift();
    if (unit === undefined) break;
    taken.push(unit);
    files += unit.files.length;
  }
  return taken;
}

/** All directories, in portions of {@link FILES_TOGETHER}. */
export function* portionsOf(units: readonly ScanUnit[]): Generator<ScanUnit[]> {
  const queue = [...units];
  while (queue.length > 0) yield takePortion(queue, FILES_TOGETHER);
}
