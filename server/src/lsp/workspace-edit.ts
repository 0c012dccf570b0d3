import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { ServerState } from "./server-state.ts";

/** The changes of one file, for the version they were computed for; null: the file on disk. */
export interface FileChangeSet {
  readonly uri: string;
  readonly version: number | null;
  readonly edits: readonly (TextEdit | SnippetTextEdit)[];
  /** The file is to be made first. */
  readonly create?: boolean;
}

const ANNOTATION = "gostable.unsafe";

/** An edit as this client understands it: versioned, annotated, or the plain form. */
export function workspaceEdit(
  changes: readonly FileChangeSet[],
  { can, uris }: Pick<ServerState, "can" | "uris">,
  annotation?: ChangeAnnotation,
): WorkspaceEdit {
  const files = changes.map((file) => ({ ...file, uri: uris.outgoing(file.uri) }));
  if (!can.versionedEdits)
    return { changes: Object.fromEntries(files.map(({ uri, edits }) => [uri, edits.map(plain)])) };
  const annotated = can.annotations ? annotation : undefined;
  const creations = files
    .filter(({ create }) => create === true)
    .map(({ uri }) => ({ kind: "create" as const, uri, options: { ignoreIfExists: true } }));
  const edits = files.map(({ uri, version, edits: own }): TextDocumentEdit => ({
    textDocument: { uri, version },
    edits: own.map((edit) => (annotated === undefined ? edit : annotate(edit))),
  }));
  return {
    documentChanges: [...creations, ...edits],
    ...(annotated === undefined ? {} : { changeAnnotations: { [ANNOTATION]: annotated } }),
  };
}

function annotate(edit: TextEdit | SnippetTextEdit): AnnotatedTextEdit | SnippetTextEdit {
  return { ...edit, annotationId: ANNOTATION };
}

function plain(edit: TextEdit | SnippetTextEdit): TextEdit {
  return "newText" in edit ? edit : { range: edit.range, newText: edit.snippet.value };
}

/** Text as a snippet writes it, so that `$`, `}` and `\` mean themselves. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}
