import { CompletionItemKind, type CompletionItem, type CompletionParams } from "vscode-languageserver";
import type { OpenDocument } from "./documents.ts";
import type { RuleFacts } from "./engine-port.ts";
import { rangeOf } from "./positions.ts";
import { directiveAt, wordAt } from "./rule-names.ts";
import { isConfigurationFile, isServed, type ServerState } from "./server-state.ts";

/** Directives in `//gostable:` comments, and the ids of rules there and in a configuration file. */
export async function complete(
  params: CompletionParams,
  state: ServerState,
  signal: AbortSignal,
): Promise<CompletionItem[]> {
  const document = state.documents.get(params.textDocument.uri);
  if (document === undefined) return [];
  const offset = document.lines.offsetAt(params.position);
  const range = rangeOf(document.lines, wordAt(document.lines, document.text, params.position));
  if (isConfigurationFile(document.uri)) return configurationItems(document, offset, range, state);
  const directive = isServed(document, state.folders) ? directiveAt(document.text, offset) : undefined;
  if (directive === undefined) return [];
  const before = document.text.slice(directive.start, offset);
  if (/^\/\/gostable:[a-z-]*$/.test(before)) return verbItems(range);
  if (!/^\/\/gostable:ignore(-file)?[ \t]+(?:(?!\s--\s).)*$/.test(before)) return [];
  const near = await rulesNear(document, params.position.line, state, signal);
  const ignorable = state.engine.rules.filter(({ family }) => family !== "ignores");
  return ignorable.map((rule) => ruleItem(rule, range, state, near.has(rule.id)));
}

type ItemRange = ReturnType<typeof rangeOf>;

function verbItems(range: ItemRange): CompletionItem[] {
  return ["ignore", "ignore-file", "boundary"].map((verb) => ({
    label: verb,
    kind: CompletionItemKind.Keyword,
    textEdit: { range, newText: verb },
  }));
}

/** Rules with a finding on the comment's line or the next stand first: they are what one wants to ignore there. */
function ruleItem(rule: RuleFacts, range: ItemRange, { translation }: ServerState, near: boolean): CompletionItem {
  return {
    label: rule.id,
    kind: CompletionItemKind.EnumMember,
    detail: `${rule.family} · ${rule.severity}`,
    documentation: translation.summary(rule),
    sortText: `${near ? "0" : "1"}${rule.id}`,
    ...(near ? { preselect: true } : {}),
    textEdit: { range, newText: rule.id },
  };
}

async function rulesNear(
  document: OpenDocument,
  line: number,
  state: ServerState,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const report = await state.engine.analyze(document.uri, signal);
  const near = report?.findings.filter(({ span }) => {
    const distance = report.lines.lineAt(span.start) - line;
    return distance === 0 || distance === 1;
  });
  return new Set(near?.map(({ rule }) => rule));
}

/** In our own client, the JSON schema completes rule ids. Elsewhere every string of the file may become one. */
function configurationItems(
  document: OpenDocument,
  offset: number,
  range: ItemRange,
  state: ServerState,
): CompletionItem[] {
  if (state.gostableClient) return [];
  const before = document.text.slice(document.text.lastIndexOf("\n", offset - 1) + 1, offset);
  if (!/"[a-z0-9-]*$/.test(before)) return [];
  return state.engine.rules.map((rule) => ruleItem(rule, range, state, false));
}
