import {
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  lm,
  Uri,
  workspace,
  type CancellationToken,
  type Disposable,
  type LanguageModelTool,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  AGENT_REPORT_REQUEST,
  RULE_PAGE_REQUEST,
  RULES_REQUEST,
  type AgentReportParams,
  type AgentReportResult,
  type RuleInfo,
} from "../../shared/protocol.ts";
import { changedGoFiles } from "./git.ts";

interface FindingsInput {
  readonly paths?: readonly string[];
  readonly changed?: boolean;
}

interface RuleInput {
  readonly rule: string;
}

/** The tools of the manifest, for the coding agents of the editor. What they answer is for models, and in English. */
export function registerAgentTools(client: BaseLanguageClient): Disposable[] {
  if (languageModels()?.registerTool === undefined) return [];
  return [
    lm.registerTool("gostable_findings", findingsTool(client)),
    lm.registerTool("gostable_rule", ruleTool(client)),
  ];
}

/** Editors that are built on VS Code may have no such interface. */
function languageModels(): Partial<typeof lm> | undefined {
  return lm;
}

function findingsTool(client: BaseLanguageClient): LanguageModelTool<FindingsInput> {
  return {
    prepareInvocation: () => ({ invocationMessage: l10n.t("Looking for Go stability problems") }),
    invoke: async ({ input }, token) => {
      const params = await paramsOf(input);
      const { text, problem } = await client.sendRequest<AgentReportResult>(AGENT_REPORT_REQUEST, params, token);
      return answer(text ?? problem ?? "");
    },
  };
}

async function paramsOf({ paths = [], changed = false }: FindingsInput): Promise<AgentReportParams> {
  if (changed) {
    const files = await changedGoFiles();
    return { what: "changed", ...(files === undefined ? {} : { uris: files }) };
  }
  if (paths.length === 0) return { what: "workspace" };
  const uris = await Promise.all(paths.map(placeOf));
  return { what: "named", uris: uris.map((uri) => uri.toString()) };
}

/** A file or folder of the workspace: by its whole path, or by that from a folder, with the folder's name before it or not. */
async function placeOf(path: string): Promise<Uri> {
  const folders = workspace.workspaceFolders ?? [];
  const candidates = folders.flatMap(({ uri, name }) => {
    const below = path.startsWith(`${name}/`) ? [Uri.joinPath(uri, path.slice(name.length + 1))] : [];
    return [uri.with({ path: Uri.file(path).path }), Uri.joinPath(uri, path), ...below];
  });
  for (const uri of candidates) {
    if (workspace.getWorkspaceFolder(uri) !== undefined && (await exists(uri))) return uri;
  }
  throw new Error(`${path} is no file or folder of the workspace`);
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

function ruleTool(client: BaseLanguageClient): LanguageModelTool<RuleInput> {
  return {
    invoke: async ({ input: { rule } }, token) => answer(await pageOf(client, rule, token)),
  };
}

async function pageOf(client: BaseLanguageClient, rule: string, token: CancellationToken): Promise<string> {
  const page = await client.sendRequest<string | null>(RULE_PAGE_REQUEST, { rule }, token);
  if (page !== null) return page;
  const rules = await client.sendRequest<RuleInfo[]>(RULES_REQUEST, token);
  return `There is no rule ${rule}. The rules: ${rules.map(({ id }) => id).join(", ")}`;
}

function answer(text: string): LanguageModelToolResult {
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}
