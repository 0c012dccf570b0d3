import type { Hover, HoverParams } from "vscode-languageserver";
import { SHOW_RULE_COMMAND } from "../../../shared/protocol.ts";
import { rulePageUrl } from "./diagnostics.ts";
import type { RuleFacts } from "./engine-port.ts";
import { rangeOf } from "./positions.ts";
import { directiveAt, wordAt } from "./rule-names.ts";
import { isConfigurationFile, isServed, type ServerState } from "./server-state.ts";

/** What a rule id means, in a `//gostable:` comment and in a configuration file. */
export async function hover(params: HoverParams, state: ServerState): Promise<Hover | null> {
  const document = state.documents.get(params.textDocument.uri);
  if (document === undefined) return null;
  const span = wordAt(document.lines, document.text, params.position);
  const rule = state.engine.rules.find(({ id }) => id === document.text.slice(span.start, span.end));
  if (rule === undefined) return null;
  const configures = isConfigurationFile(document.uri);
  const speaks =
    configures || (isServed(document, state.folders) && directiveAt(document.text, span.start) !== undefined);
  if (!speaks) return null;
  // There the schema says the summary.
  const withSummary = !(configures && state.gostableClient);
  return { range: rangeOf(document.lines, span), contents: await ruleText(rule, withSummary, state) };
}

async function ruleText(rule: RuleFacts, withSummary: boolean, state: ServerState) {
  const summary = state.translation.summary(rule);
  const facts = state.say("defaultSeverity", rule.family, rule.severity, rule.preset);
  if (!state.can.markdownHover) return { kind: "plaintext" as const, value: `${rule.id}: ${summary}\n${facts}` };
  const page = await state.engine.rulePage(rule.id);
  const why = page === undefined ? "" : `\n\n${section(page, "Why it matters")}`;
  const link = `[${state.say("showRule", rule.id)}](${pageLink(rule, state)})`;
  const head = withSummary ? `**${rule.id}** — ${summary}\n\n` : "";
  return { kind: "markdown" as const, value: `${head}${facts}${why}\n\n${link}` };
}

/** VS Code follows no link of a scheme it does not know from a hover; a command it does, where the client trusts it. */
function pageLink({ id, family }: RuleFacts, { gostableClient }: ServerState): string {
  if (!gostableClient) return rulePageUrl(id, family, false);
  return `command:${SHOW_RULE_COMMAND}?${encodeURIComponent(JSON.stringify([id]))}`;
}

/** The text of one section of a rule page, without its heading. */
function section(page: string, title: string): string {
  const start = page.indexOf(`## ${title}`);
  if (start < 0) return "";
  const body = page.slice(page.indexOf("\n", start) + 1);
  const next = body.search(/^#{1,2} /m);
  return (next < 0 ? body : body.slice(0, next)).trim();
}
