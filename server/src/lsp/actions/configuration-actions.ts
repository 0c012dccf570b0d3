import { CodeActionKind, type CodeAction, type CodeActionParams } from "vscode-languageserver";
import { configurationDiagnostics } from "../diagnostics.ts";
import { meets, rangeOf } from "../positions.ts";
import type { ServerState } from "../server-state.ts";
import { workspaceEdit } from "../workspace-edit.ts";
import { wanted } from "./offer-actions.ts";

/** The actions for mistakes in a configuration file: what may have been meant. */
export async function offerConfigurationActions(params: CodeActionParams, state: ServerState): Promise<CodeAction[]> {
  const document = state.documents.get(params.textDocument.uri);
  if (document === undefined || !state.can.codeActions || !wanted(params.context.only, CodeActionKind.QuickFix))
    return [];
  const problems = await state.engine.checkConfiguration(document.uri, document.text);
  const diagnostics = configurationDiagnostics(problems, document.lines, state.translation);
  return problems.flatMap((problem, index) => {
    const diagnostic = diagnostics[index];
    if (diagnostic === undefined || !meets(diagnostic.range, params.range)) return [];
    return problem.fixes.map(({ title, edits }): CodeAction => {
      const changes = edits.map((edit) => ({ range: rangeOf(document.lines, edit.span), newText: edit.newText }));
      const edit = workspaceEdit([{ uri: document.uri, version: document.version, edits: changes }], state);
      return {
        title: state.translation.configuration(title),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        ...(problem.fixes.length === 1 ? { isPreferred: true } : {}),
        edit,
      };
    });
  });
}
