import type { File } from "../syntax/ast.ts";
import type { GoParser, OpenDocument, ParseFailure } from "../syntax/parser.ts";
import type { TextEdit } from "../text/edit.ts";

/** The open documents' syntax: parsed anew only where their text has changed. */
export class OpenDocuments {
  readonly #parser: GoParser;
  readonly #budget: number;
  readonly #documents = new Map<string, OpenDocument>();

  /** `budget`: milliseconds after which a parse is given up. */
  constructor(parser: GoParser, budget: number) {
    this.#parser = parser;
    this.#budget = budget;
  }

  parse(uri: string, text: string): File | ParseFailure {
    const known = this.#documents.get(uri);
    if (known === undefined) return this.#open(uri, text);
    const edit = differenceOf(known.text, text);
    if (edit === undefined) return known.ast;
    known.edit(edit.span, edit.newText);
    const failure = known.update(this.#budget);
    if (failure === undefined) return known.ast;
    this.close(uri);
    return failure;
  }

  close(uri: string): void {
    this.#documents.get(uri)?.dispose();
    this.#documents.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.#documents.keys()]) this.close(uri);
  }

  #open(uri: string, text: string): File | ParseFailure {
    const document = this.#parser.open(text, { budget: this.#budget });
    if (typeof document === "string") return document;
    this.#documents.set(uri, document);
    return document.ast;
  }
}

/** One edit that turns a text into another: all between what they begin and what they end with. Undefined for equal texts. */
export function differenceOf(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  const shortest = Math.min(before.length, after.length);
  const start = largest(shortest, (size) => before.slice(0, size) === after.slice(0, size));
  const tail = largest(
    shortest - start,
    (size) => before.slice(before.length - size) === after.slice(after.length - size),
  );
  return { span: { start, end: before.length - tail }, newText: after.slice(start, after.length - tail) };
}

/** The largest number up to `most` for which something is true that is true for all smaller ones. */
function largest(most: number, holds: (size: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
