import {
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type Disposable,
  type TreeDataProvider,
} from "vscode";
import { State, type BaseLanguageClient } from "vscode-languageclient";
import { rulesText } from "./counts.ts";
import { RULES_REQUEST, SHOW_RULE_COMMAND, type RuleInfo } from "../../shared/protocol.ts";

type Node = { readonly family: string; readonly rules: readonly RuleInfo[] } | { readonly rule: RuleInfo };

const icons: Readonly<Record<string, string>> = { error: "error", warning: "warning", info: "info", hint: "lightbulb" };

/** The view of all rules by family; a click opens a rule's page. */
export function registerRulesView(client: BaseLanguageClient): Disposable {
  const changed = new EventEmitter<undefined>();
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) changed.fire(undefined);
  });
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => {
      if (node !== undefined) return "rules" in node ? node.rules.map((rule) => ({ rule })) : [];
      return client.isRunning() ? families(await client.sendRequest<RuleInfo[]>(RULES_REQUEST)) : [];
    },
    getTreeItem: (node) => ("rule" in node ? ruleItem(node.rule) : familyItem(node.family, node.rules.length)),
  };
  return window.createTreeView("gostable.rules", { treeDataProvider: provider, showCollapseAll: true });
}

function families(rules: readonly RuleInfo[]): Node[] {
  const names = [...new Set(rules.map(({ family }) => family))];
  return names.map((family) => ({ family, rules: rules.filter((rule) => rule.family === family) }));
}

function familyItem(family: string, count: number): TreeItem {
  const item = new TreeItem(family, TreeItemCollapsibleState.Expanded);
  item.description = rulesText(count);
  return item;
}

function ruleItem(rule: RuleInfo): TreeItem {
  const item = new TreeItem(rule.id);
  item.description = rule.preset === "recommended" ? "" : rule.preset;
  item.tooltip = new MarkdownString(`**${rule.id}** — ${rule.summary}`);
  item.iconPath = new ThemeIcon(icons[rule.severity] ?? "circle-outline");
  item.command = { command: SHOW_RULE_COMMAND, title: l10n.t("Show the rule's page"), arguments: [rule.id] };
  return item;
}
