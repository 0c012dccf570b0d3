import { needImport } from "../../analyze/edits/add-import.ts";
import { lineBreakOf } from "../../analyze/edits/indentation.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { TextEdit } from "../../text/edit.ts";

/** The names of the packages that log a panic with its stack, and the edits that import them. */
export interface LoggingImports {
  readonly log: string;
  readonly debug: string;
  readonly edits: readonly TextEdit[];
}

export function loggingImports(file: FileUnit, offset: number): LoggingImports | undefined {
  const log = needImport(file, "log", offset);
  const debug = needImport(file, "runtime/debug", offset);
  if (log === undefined || debug === undefined) return undefined;
  return { log: log.name, debug: debug.name, edits: joined([...log.edits, ...debug.edits], lineBreakOf(file.text)) };
}

/** Two imports that go to the same place are one edit. */
function joined(edits: readonly TextEdit[], eol: string): readonly TextEdit[] {
  const [first, second, ...others] = edits;
  if (first === undefined || second === undefined || others.length > 0) return edits;
  if (first.span.start !== second.span.start || first.span.end !== second.span.end) return edits;
  const paths = [first, second].map(({ newText }) => /^\s*import ("[^"]+")\s*$/.exec(newText)?.[1]);
  if (!first.newText.startsWith(eol + eol) || paths.includes(undefined)) {
    return [{ span: first.span, newText: first.newText + second.newText }];
  }
  const lines = [`${eol}${eol}import (`, ...paths.map((path) => `\t${path ?? ""}`), ")"];
  return [{ span: first.span, newText: lines.join(eol) }];
}
