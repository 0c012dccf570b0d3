import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import { applyEdits, type TextEdit } from "../text/edit.ts";
import { LineIndex } from "../text/line-index.ts";
import { spanOfRange } from "./positions.ts";

/** A document that is open in the editor. A new object for each version. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
  /** Edited since it was opened or saved. */
  readonly dirty: boolean;
}

/** The open documents by URI, kept in step with the editor. */
export class OpenDocuments {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #answers = new Map<string, string>();

  /** The last result that the client was told for a document since it opened it. */
  lastAnswer(uri: string): string | undefined {
    return this.#answers.get(uri);
  }

  answered(uri: string, resultId: string): void {
    this.#answers.set(uri, resultId);
  }

  get(uri: string): OpenDocument | undefined {
    return this.#documents.get(uri);
  }

  all(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  open(uri: string, languageId: string, version: number, text: string): OpenDocument {
    this.#answers.delete(uri);
    return this.#put({ uri, languageId, version, text, lines: new LineIndex(text), dirty: false });
  }

  /** The changed document; undefined if it is not open. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): OpenDocument | undefined {
    const before = this.#documents.get(uri);
    if (before === undefined) return undefined;
    let { text, lines } = before;
    for (const change of changes) {
      text = applyEdits(text, [editOf(change, text, lines)]);
      lines = new LineIndex(text);
    }
    return this.#put({ ...before, version, text, lines, dirty: true });
  }

  saved(uri: string): void {
    const document = this.#documents.get(uri);
    if (document !== undefined) this.#put({ ...document, dirty: false });
  }

  close(uri: string): void {
    this.#documents.delete(uri);
    this.#answers.delete(uri);
  }

  #put(document: OpenDocument): OpenDocument {
    this.#documents.set(document.uri, document);
    return document;
  }
}

function editOf(change: TextDocumentContentChangeEvent, text: string, lines: LineIndex): TextEdit {
  if (!("range" in change)) return { span: { start: 0, end: text.length }, newText: change.text };
  return { span: spanOfRange(lines, change.range), newText: change.text };
}
