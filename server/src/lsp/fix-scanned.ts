import type { ClosedFiles } from "./closed-files.ts";
import { LineIndex } from "../text/line-index.ts";
import { minimalEdits } from "./minimal-edits.ts";
import { rangeOf } from "./positions.ts";
import type { ServerState } from "./server-state.ts";
import { workspaceEdit, type FileChangeSet } from "./workspace-edit.ts";

/** Applies the safe fixes of every scanned file in one edit. Answers how many files it changes. */
export async function fixScanned(state: ServerState, closed: ClosedFiles, signal: AbortSignal): Promise<number> {
  const files: FileChangeSet[] = [];
  for (const [uri, report] of closed.scanned) {
    if (signal.aborted) return 0;
    if (!report.findings.some(({ fixes }) => fixes.some(({ safe }) => safe))) continue;
    const changes = await changesOf(uri, state, signal);
    if (changes !== undefined) files.push(changes);
  }
  if (files.length === 0) return 0;
  const { applied } = await state.connection.workspace.applyEdit({
    label: state.say("fixAll"),
    edit: workspaceEdit(files, state),
  });
  return applied ? files.length : 0;
}

async function changesOf(uri: string, state: ServerState, signal: AbortSignal): Promise<FileChangeSet | undefined> {
  const before = state.documents.get(uri)?.text ?? (await state.engine.text(uri))?.text;
  const after = await state.engine.fixAll(uri, undefined, signal);
  if (before === undefined || after === undefined || before === after) return undefined;
  const lines = new LineIndex(before);
  const edits = minimalEdits(before, after).map((edit) => ({
    range: rangeOf(lines, edit.span),
    newText: edit.newText,
  }));
  return { uri, version: state.documents.get(uri)?.version ?? null, edits };
}
