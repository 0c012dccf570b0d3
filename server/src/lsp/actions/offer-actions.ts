import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic } from "vscode-languageserver";
import type { Finding } from "../../analyze/finding.ts";
import {
  REPORT_WRONG_COMMAND,
  SAVE_CONFIGURATION_COMMAND,
  SHOW_RULE_COMMAND,
  type WrongFindingParams,
} from "../../../../shared/protocol.ts";
import { FIX_ALL_KIND, SERVER_COMMANDS } from "../capabilities.ts";
import { diagnosticsOf } from "../diagnostics.ts";
import type { OpenDocument } from "../documents.ts";
import type { FileReport } from "../engine-port.ts";
import { meets } from "../positions.ts";
import { settingsFor, type ServerState } from "../server-state.ts";
import { actionData, type ActionData } from "./action-data.ts";
import { actionEdit } from "./action-edit.ts";
import { CONFIGURATION_FILE, configurationTarget } from "./configuration-target.ts";

interface Marked {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

/** The actions for a range of a Go file. Edits are computed when one is chosen, where the client can wait for them. */
export async function offerActions(
  params: CodeActionParams,
  state: ServerState,
  signal: AbortSignal,
): Promise<CodeAction[]> {
  const document = state.documents.get(params.textDocument.uri);
  if (document === undefined || !state.can.codeActions || !settingsFor(document.uri, state).enable) return [];
  const report = await state.engine.analyze(document.uri, signal);
  if (report?.text !== document.text) return [];
  const actions: CodeAction[] = [];
  if (wanted(params.context.only, CodeActionKind.QuickFix))
    actions.push(...(await quickFixes(params, document, report, state)));
  if (offersFixAll(params, actions.length > 0, state)) actions.push(...fixAllAction(document, report, state));
  return completeEdits(actions, state, signal);
}

/**
 * Where all kinds are asked for at once, the fix for all findings is offered on a finding alone: some editors (Helix, Zed)
 * know no other menu than this one, and show a light bulb for whatever is in it. gostable's own has a command for it.
 */
function offersFixAll({ context }: CodeActionParams, onFinding: boolean, { gostableClient }: ServerState): boolean {
  const all = context.only === undefined || context.only.includes("");
  return all ? onFinding && !gostableClient : wanted(context.only, FIX_ALL_KIND);
}

/** Whether a kind is asked for: `source` and `source.fixAll` ask for `source.fixAll.gostable`, too. */
export function wanted(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some((asked) => asked === "" || kind === asked || kind.startsWith(`${asked}.`));
}

async function quickFixes(params: CodeActionParams, document: OpenDocument, report: FileReport, state: ServerState) {
  const diagnostics = await diagnosticsOf(report, state);
  const marked = report.findings.flatMap((finding, index): Marked[] => {
    const diagnostic = diagnostics[index];
    return diagnostic && meets(diagnostic.range, params.range) ? [{ finding, diagnostic }] : [];
  });
  const actions = marked.flatMap((mark) => fixActions(mark, document, state));
  for (const mark of firstOfEachRule(marked)) actions.push(...(await ruleActions(mark, document, report, state)));
  return actions;
}

function firstOfEachRule(marked: readonly Marked[]): Marked[] {
  return marked.filter(
    (mark, index) => marked.findIndex(({ finding }) => finding.rule === mark.finding.rule) === index,
  );
}

function fixActions({ finding, diagnostic }: Marked, document: OpenDocument, state: ServerState): CodeAction[] {
  const { uri, version } = document;
  const onlySafe = finding.fixes.filter(({ safe }) => safe).length === 1;
  return state.translation.finding(finding).fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(state.can.preferred && fix.safe && onlySafe ? { isPreferred: true } : {}),
    data: { do: "fix", uri, version, fingerprint: finding.fingerprint, fix: index } satisfies ActionData,
  }));
}

async function ruleActions(mark: Marked, document: OpenDocument, report: FileReport, state: ServerState) {
  const { rule, span } = mark.finding;
  const { uri, version } = document;
  const quick = (title: string, data: ActionData): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [mark.diagnostic],
    data,
  });
  const fixable = report.findings.filter((finding) => finding.rule === rule && finding.fixes.some(({ safe }) => safe));
  const facts = state.engine.rules.find(({ id }) => id === rule);
  if (facts === undefined) return [];
  const ignores =
    facts.family === "ignores"
      ? []
      : [
          quick(state.say("ignoreLine", rule), { do: "ignoreLine", uri, version, rule, offset: span.start }),
          quick(state.say("ignoreFile", rule), { do: "ignoreFile", uri, version, rule }),
        ];
  return [
    ...(fixable.length > 1 ? [quick(state.say("fixRule", rule), { do: "fixRule", uri, version, rule })] : []),
    ...ignores,
    ...(await disableAction(rule, document, state, quick)),
    showRuleAction(rule, mark.diagnostic, state),
    ...(state.gostableClient && facts.family !== "ignores" ? [reportAction(mark, document, state)] : []),
  ];
}

async function disableAction(
  rule: string,
  document: OpenDocument,
  state: ServerState,
  quick: (title: string, data: ActionData) => CodeAction,
) {
  const target = await configurationTarget(document.uri, state);
  if (target === undefined) return [];
  const title = state.say(target.exists ? "disableRule" : "createConfiguration", rule, CONFIGURATION_FILE);
  const action = quick(title, { do: "disableRule", uri: document.uri, version: document.version, rule });
  if (!state.gostableClient) return [action];
  const save = { title, command: SAVE_CONFIGURATION_COMMAND, arguments: [state.uris.outgoing(target.uri)] };
  return [{ ...action, command: save }];
}

function showRuleAction(rule: string, diagnostic: Diagnostic, state: ServerState): CodeAction {
  const title = state.say("showRule", rule);
  const command = state.gostableClient ? SHOW_RULE_COMMAND : SERVER_COMMANDS.showRule;
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command, arguments: [rule] },
  };
}

function reportAction({ finding, diagnostic }: Marked, { uri }: OpenDocument, state: ServerState): CodeAction {
  const title = state.say("reportWrong", finding.rule);
  const asked: WrongFindingParams = { uri: state.uris.outgoing(uri), fingerprint: finding.fingerprint };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: REPORT_WRONG_COMMAND, arguments: [asked] },
  };
}

function fixAllAction({ uri, version }: OpenDocument, report: FileReport, state: ServerState): CodeAction[] {
  if (!report.findings.some(({ fixes }) => fixes.some(({ safe }) => safe))) return [];
  return [
    { title: state.say("fixAll"), kind: FIX_ALL_KIND, data: { do: "fixAll", uri, version } satisfies ActionData },
  ];
}

/** Gives every action its edit at once, for a client that cannot ask for it later. */
async function completeEdits(actions: CodeAction[], state: ServerState, signal: AbortSignal): Promise<CodeAction[]> {
  if (state.can.lazyEdits) return actions;
  const complete = actions.map(async ({ data, ...action }) => {
    if (data === undefined) return [action];
    const known = actionData(data);
    const edit = known && (await actionEdit(known, state, signal));
    return edit === undefined ? [] : [{ ...action, edit }];
  });
  return (await Promise.all(complete)).flat();
}
