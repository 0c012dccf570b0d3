/** An entry of grammars/grammar.json. */
export interface GrammarFile {
  /** `grammar` or `runtime`. */
  readonly role: string;
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  /** Where it is installed. */
  readonly path: string;
}

export function grammarFiles(): GrammarFile[];
export function grammarProblems(): string[];
