import {
  CodeActionKind,
  TextDocumentSyncKind,
  type ClientCapabilities,
  type CodeActionKindDocumentation,
  type InitializeParams,
  type ServerCapabilities,
} from "vscode-languageserver";
import { ABOUT_ACTIONS_COMMAND } from "../../../shared/protocol.ts";
import { speaker } from "./messages.ts";
import { isRecord } from "./settings.ts";
import { isGostableClient } from "./start-options.ts";

/** What this client can do, as far as the server's answers depend on it. */
export interface ClientAbilities {
  /** It asks for diagnostics itself; else they are published. */
  readonly pull: boolean;
  readonly refresh: boolean;
  readonly related: boolean;
  readonly codeDescription: boolean;
  readonly tags: boolean;
  /** It carries `data` of a diagnostic and of a code action. */
  readonly codeActionData: boolean;
  /** Code actions are objects, not only commands. */
  readonly codeActions: boolean;
  readonly lazyEdits: boolean;
  readonly preferred: boolean;
  /** It shows a command for learning more below the menu of actions. */
  readonly actionDocumentation: boolean;
  readonly versionedEdits: boolean;
  readonly createFiles: boolean;
  readonly annotations: boolean;
  readonly snippets: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly folders: boolean;
  readonly progress: boolean;
  readonly showDocument: boolean;
  readonly markdownHover: boolean;
}

export function abilitiesOf(capabilities: ClientCapabilities): ClientAbilities {
  const document = capabilities.textDocument ?? {};
  return {
    ...diagnosticAbilities(capabilities),
    ...editAbilities(capabilities),
    ...hostAbilities(capabilities),
    markdownHover: document.hover?.contentFormat?.includes("markdown") ?? false,
  };
}

function diagnosticAbilities(capabilities: ClientCapabilities) {
  const document = capabilities.textDocument ?? {};
  const features = document.diagnostic ?? document.publishDiagnostics;
  return {
    pull: document.diagnostic !== undefined,
    refresh: canRefresh(capabilities.workspace),
    related: features?.relatedInformation === true,
    codeDescription: features?.codeDescriptionSupport === true,
    tags: features?.tagSupport !== undefined,
  };
}

/** The protocol's name is `diagnostics`; editors that go by the types of Rust's `lsp-types`, as Helix, say `diagnostic`. */
function canRefresh(workspace: unknown): boolean {
  const { diagnostics, diagnostic } = isRecord(workspace) ? workspace : {};
  return [diagnostics, diagnostic].some((ability) => isRecord(ability) && ability.refreshSupport === true);
}

function editAbilities(capabilities: ClientCapabilities) {
  const action = capabilities.textDocument?.codeAction;
  const edit = capabilities.workspace?.workspaceEdit;
  return {
    codeActionData: action?.dataSupport === true,
    codeActions: action?.codeActionLiteralSupport !== undefined,
    lazyEdits: action?.dataSupport === true && (action.resolveSupport?.properties.includes("edit") ?? false),
    preferred: action?.isPreferredSupport === true,
    actionDocumentation: action?.documentationSupport === true,
    versionedEdits: edit?.documentChanges === true,
    createFiles: edit?.documentChanges === true && (edit.resourceOperations?.includes("create") ?? false),
    annotations: edit?.documentChanges === true && edit.changeAnnotationSupport !== undefined,
    snippets: edit?.documentChanges === true && edit.snippetEditSupport === true,
  };
}

function hostAbilities(capabilities: ClientCapabilities) {
  const workspace = capabilities.workspace;
  return {
    configuration: workspace?.configuration === true,
    watchConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    folders: workspace?.workspaceFolders === true,
    progress: capabilities.window?.workDoneProgress === true,
    showDocument: capabilities.window?.showDocument?.support === true,
  };
}

/** The kind of the fix-all action; `source.fixAll` in an editor's settings covers it. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.gostable`;

/** Commands for clients that have none of their own. */
export const SERVER_COMMANDS = {
  scan: "gostable.server.scan",
  clearScan: "gostable.server.clearScan",
  showRule: "gostable.server.showRule",
};

/** What stands below the menu of actions: a way to the words about what is safe and what is not. */
function aboutActions({ locale }: InitializeParams): CodeActionKindDocumentation {
  const command = { title: speaker(locale)("aboutActions"), command: ABOUT_ACTIONS_COMMAND };
  return { kind: CodeActionKind.QuickFix, command };
}

export function serverCapabilities(params: InitializeParams): ServerCapabilities {
  const can = abilitiesOf(params.capabilities);
  return {
    positionEncoding: "utf-16",
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    ...(can.pull
      ? { diagnosticProvider: { identifier: "gostable", interFileDependencies: false, workspaceDiagnostics: true } }
      : {}),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND],
      resolveProvider: can.lazyEdits,
      ...(can.actionDocumentation && isGostableClient(params) ? { documentation: [aboutActions(params)] } : {}),
    },
    hoverProvider: true,
    completionProvider: { triggerCharacters: [":", " ", ",", '"'] },
    executeCommandProvider: { commands: Object.values(SERVER_COMMANDS) },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
