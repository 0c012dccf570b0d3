import type { WorkspaceEdit } from "vscode-languageserver";
import type { Finding, Fix } from "../../analyze/finding.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { OpenDocument } from "../documents.ts";
import { ignoreFile, ignoreLine, type IgnoreEdit } from "../ignore-edits.ts";
import { minimalEdits } from "../minimal-edits.ts";
import { rangeOf } from "../positions.ts";
import { settingsFor, type ServerState } from "../server-state.ts";
import { snippetText, workspaceEdit, type FileChangeSet } from "../workspace-edit.ts";
import type { ActionData } from "./action-data.ts";
import { configurationTarget } from "./configuration-target.ts";

/** The edit of an action, for the document as it is now. Undefined if the document has moved on since it was offered. */
export async function actionEdit(
  data: ActionData,
  state: ServerState,
  signal: AbortSignal,
): Promise<WorkspaceEdit | undefined> {
  const document = state.documents.get(data.uri);
  if (document?.version !== data.version) return undefined;
  const edit = await editFor(data, document, state, signal);
  return state.documents.get(data.uri)?.version === data.version ? edit : undefined;
}

function editFor(data: ActionData, document: OpenDocument, state: ServerState, signal: AbortSignal) {
  switch (data.do) {
    case "fix":
      return fixEdit(data.fingerprint, data.fix, document, state, signal);
    case "fixRule":
      return fixAllEdit(data.rule, document, state, signal);
    case "fixAll":
      return fixAllEdit(undefined, document, state, signal);
    case "ignoreLine": {
      const edit = ignoreLine(
        document.text,
        data.offset,
        data.rule,
        settingsFor(data.uri, state).ignoreCommentPosition,
      );
      return Promise.resolve(edit && ignoreEdit(edit, document, state));
    }
    case "ignoreFile":
      return Promise.resolve(ignoreEdit(ignoreFile(document.text, data.rule), document, state));
    case "disableRule":
      return disableRuleEdit(data.uri, data.rule, state);
  }
}

async function fixEdit(
  fingerprint: string,
  index: number,
  document: OpenDocument,
  state: ServerState,
  signal: AbortSignal,
) {
  const report = await state.engine.analyze(document.uri, signal);
  const finding = report?.findings.find((candidate) => candidate.fingerprint === fingerprint);
  const fix = finding?.fixes[index];
  if (finding === undefined || fix === undefined) return undefined;
  const files = await changeSets(finding, fix, document, state);
  const annotation = {
    label: state.say("unsafeFix"),
    description: state.say("unsafeFixWhy"),
    needsConfirmation: false,
  };
  return files && workspaceEdit(files, state, fix.safe ? undefined : annotation);
}

async function changeSets(finding: Finding, fix: Fix, document: OpenDocument, state: ServerState) {
  const files: FileChangeSet[] = [];
  for (const uri of new Set(fix.edits.map((edit) => edit.uri))) {
    const lines = uri === finding.uri ? document.lines : (await state.engine.text(uri))?.lines;
    if (lines === undefined) return undefined;
    const version = state.documents.get(uri)?.version ?? null;
    const edits = fix.edits.filter((edit) => edit.uri === uri).map((edit) => protocolEdit(edit, lines, state));
    files.push({ uri, version, edits });
  }
  return files;
}

/** A fix may leave a reason to its user (`//gostable:boundary reason`); the cursor goes there where the client can. */
function protocolEdit(edit: TextEdit, lines: LineIndex, state: ServerState) {
  const reason = /\/\/gostable:[a-z-]+ (?:.* )?(reason)(?=\s|$)/.exec(edit.newText);
  const at = reason === null ? undefined : reason.index + reason[0].length - "reason".length;
  return editWithReason(
    { ...edit, ...(at === undefined ? {} : { reason: { start: at, end: at + "reason".length } }) },
    lines,
    state,
  );
}

function editWithReason(edit: IgnoreEdit, lines: LineIndex, state: ServerState) {
  const range = rangeOf(lines, edit.span);
  if (edit.reason === undefined || !state.can.snippets) return { range, newText: edit.newText };
  const { start, end } = edit.reason;
  const [before, after] = [edit.newText.slice(0, start), edit.newText.slice(end)].map(snippetText);
  const value = `${before ?? ""}\${1:${state.say("noReasonYet")}}${after ?? ""}`;
  return { range, snippet: { kind: "snippet" as const, value } };
}

function ignoreEdit(edit: IgnoreEdit, document: OpenDocument, state: ServerState): WorkspaceEdit {
  const edits = [editWithReason(edit, document.lines, state)];
  return workspaceEdit([{ uri: document.uri, version: document.version, edits }], state);
}

async function fixAllEdit(rule: string | undefined, document: OpenDocument, state: ServerState, signal: AbortSignal) {
  const fixed = await state.engine.fixAll(document.uri, rule, signal);
  if (fixed === undefined || fixed === document.text) return undefined;
  const edits = minimalEdits(document.text, fixed).map((edit) => ({
    range: rangeOf(document.lines, edit.span),
    newText: edit.newText,
  }));
  return workspaceEdit([{ uri: document.uri, version: document.version, edits }], state);
}

async function disableRuleEdit(uri: string, rule: string, state: ServerState) {
  const target = await configurationTarget(uri, state);
  if (target === undefined) return undefined;
  const lines = new LineIndex(target.text);
  const edits = state.engine
    .disableRuleIn(target.text, rule)
    .map((edit) => ({ range: rangeOf(lines, edit.span), newText: edit.newText }));
  const version = state.documents.get(target.uri)?.version ?? null;
  return workspaceEdit([{ uri: target.uri, version, edits, create: !target.exists }], state);
}
