import { env, l10n, Uri, window, workspace, type Disposable, type ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  REPORT_WRONG_COMMAND,
  WRONG_FINDING_REQUEST,
  type WrongFindingParams,
  type WrongFindingResult,
} from "../../shared/protocol.ts";
import { registerServerCommand } from "./server-life.ts";

/**
 * *Report as wrong*: writes what the developers of gostable need to know into a new document. Nothing leaves the editor: what is
 * sent, and where, is the user's to say.
 */
export function registerWrongFindingCommand(client: BaseLanguageClient, context: ExtensionContext): Disposable {
  return registerServerCommand(client, REPORT_WRONG_COMMAND, async (asked: unknown) => {
    const params = asked as WrongFindingParams;
    const found = await client.sendRequest<WrongFindingResult | null>(WRONG_FINDING_REQUEST, params);
    if (found === null) {
      await window.showInformationMessage(l10n.t("gostable: this finding is no longer there."));
      return;
    }
    const document = await workspace.openTextDocument({ language: "markdown", content: found.text });
    await window.showTextDocument(document);
    void offerToSend(() => document.getText(), issuesOf(context));
  });
}

async function offerToSend(text: () => string, issues: string | undefined): Promise<void> {
  const open = l10n.t("Copy and Open an Issue");
  const copy = l10n.t("Copy");
  const said = l10n.t("gostable: nothing was sent. Say why the finding is wrong, and take out what nobody may see.");
  const chosen = await window.showInformationMessage(said, ...(issues === undefined ? [copy] : [open, copy]));
  if (chosen === undefined) return;
  await env.clipboard.writeText(text());
  if (chosen === open && issues !== undefined) await env.openExternal(Uri.parse(issues));
}

/** Where issues are opened, by the manifest. */
function issuesOf({ extension }: ExtensionContext): string | undefined {
  const { repository } = extension.packageJSON as { readonly repository?: { readonly url?: string } };
  const url = repository?.url?.replace(/\.git$/, "");
  return url === undefined ? undefined : `${url}/issues/new`;
}
