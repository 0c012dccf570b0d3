import type { File } from "../syntax/ast.ts";
import type { GoParser, OpenDocument, ParseFailure } from "../syntax/parser.ts";

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
    const failure = known.update(text, this.#budget);
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
