import type { FileUnit } from "../../analyze/unit.ts";
import type { RelatedPlace } from "../../analyze/finding.ts";
import type { LockExit, LockMode } from "../../flow/locks/locks.ts";
import type { Span } from "../../text/span.ts";

/** The lock as the source writes it before `.Lock()`; undefined for helpers and for anything unusual. */
export function operandOf(file: FileUnit, call: Span): string | undefined {
  return /^([\w.*()[\]]+)\.(?:Try)?R?(?:Lock|Unlock)\(\)$/.exec(file.text.slice(call.start, call.end))?.[1];
}

export function lockMethod(mode: LockMode): string {
  return mode === "write" ? "Lock" : "RLock";
}

export function unlockMethod(mode: LockMode): string {
  return mode === "write" ? "Unlock" : "RUnlock";
}

/** The line of an offset as people count. */
export function lineOf(file: FileUnit, offset: number): number {
  return file.lines.lineAt(offset) + 1;
}

/** The path from the Lock to where it leaks, and the other ways out that leak it, too. */
export function leakStory(file: FileUnit, exits: readonly LockExit[]): RelatedPlace[] {
  const [first, ...others] = exits;
  const path = (first?.path ?? []).map(({ span, text }) => ({ uri: file.uri, span, message: text }));
  return [...path, ...others.map(({ span }) => ({ uri: file.uri, span, message: "leaves with it held, too" }))];
}

/** How a path leaves, for a sentence: "at the return on line 12". */
export function exitPlace(file: FileUnit, exit: LockExit): string {
  const line = String(lineOf(file, exit.span.start));
  switch (exit.kind) {
    case "return":
      return `at the return on line ${line}`;
    case "end":
      return `at the end of the function on line ${line}`;
    case "rebound":
    case "again":
      return `when the loop goes on at line ${line}`;
  }
}
