import type { ClientCapabilities, DiagnosticsCapabilities } from "vscode-languageserver";

/** What the editor of a conversation can do. */
export interface Abilities {
  readonly pull: boolean;
  readonly snippets: boolean;
  readonly lazyEdits: boolean;
  readonly versionedEdits: boolean;
  /** Asks again when the server wants it. */
  readonly refreshes: boolean;
  readonly locale: string;
}

/** Reads the words behind the command `client`. */
export function abilitiesFrom(words: readonly string[]): Abilities {
  return {
    pull: !words.includes("push"),
    snippets: words.includes("snippets"),
    lazyEdits: !words.includes("eager"),
    versionedEdits: !words.includes("plain"),
    refreshes: words.includes("refreshes"),
    locale: words.includes("chinese") ? "zh-cn" : "en",
  };
}

export function clientCapabilities({
  pull,
  snippets,
  lazyEdits,
  versionedEdits,
  refreshes,
}: Abilities): ClientCapabilities {
  const shows: DiagnosticsCapabilities = {
    relatedInformation: true,
    codeDescriptionSupport: true,
    tagSupport: { valueSet: [1, 2] },
  };
  return {
    textDocument: {
      ...(pull ? { diagnostic: shows } : {}),
      publishDiagnostics: shows,
      hover: { contentFormat: ["markdown"] },
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source.fixAll"] } },
        isPreferredSupport: true,
        dataSupport: true,
        ...(lazyEdits ? { resolveSupport: { properties: ["edit"] } } : {}),
      },
    },
    workspace: {
      configuration: true,
      didChangeWatchedFiles: { dynamicRegistration: true },
      didChangeConfiguration: { dynamicRegistration: true },
      workspaceFolders: true,
      diagnostics: { refreshSupport: refreshes },
      workspaceEdit: versionedEdits
        ? {
            documentChanges: true,
            resourceOperations: ["create"],
            changeAnnotationSupport: {},
            snippetEditSupport: snippets,
          }
        : {},
    },
  };
}
