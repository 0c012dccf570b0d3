import { commands, l10n, Uri, window, workspace, type Disposable } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  ABOUT_ACTIONS_COMMAND,
  RULE_PAGE_REQUEST,
  RULES_REQUEST,
  SHOW_RULE_COMMAND,
  type RuleInfo,
} from "../../shared/protocol.ts";
import { registerServerCommand } from "./server-life.ts";

const SCHEME = "gostable-rule";
/** The editor for pages; the manifest associates it with their scheme, for links that lead to them. */
const RENDERED = "vscode.markdown.preview.editor";

const WALKTHROUGH = "gostable.gostable#start";

/** Rule pages inside the editor: virtual Markdown documents, shown rendered. */
export function registerRulePages(client: BaseLanguageClient): Disposable[] {
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      const rule = uri.path.slice(1).replace(/\.md$/, "");
      const page = await client.sendRequest<string | null>(RULE_PAGE_REQUEST, { rule });
      return page ?? l10n.t("There is no page for {0}.", rule);
    },
  });
  return [
    provider,
    registerServerCommand(client, SHOW_RULE_COMMAND, (rule: unknown) => showRule(client, rule)),
    commands.registerCommand(ABOUT_ACTIONS_COMMAND, () =>
      commands.executeCommand("workbench.action.openWalkthrough", { category: WALKTHROUGH, step: "fix" }, false),
    ),
  ];
}

async function showRule(client: BaseLanguageClient, asked: unknown): Promise<void> {
  const rule = typeof asked === "string" ? asked : await chooseRule(client);
  if (rule === undefined) return;
  const uri = Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
  try {
    await commands.executeCommand("vscode.openWith", uri, RENDERED);
  } catch {
    await window.showTextDocument(uri, { preview: true });
  }
}

async function chooseRule(client: BaseLanguageClient): Promise<string | undefined> {
  const rules = await client.sendRequest<RuleInfo[]>(RULES_REQUEST);
  const items = rules.map(({ id, family, summary }) => ({ label: id, description: family, detail: summary }));
  const chosen = await window.showQuickPick(items, { matchOnDetail: true, placeHolder: l10n.t("Which rule?") });
  return chosen?.label;
}
