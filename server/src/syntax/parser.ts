import { Language, Parser, type Tree } from "web-tree-sitter";
import type { File } from "./ast.ts";
import { flattenByCursor, type FlatTree } from "./flat-tree.ts";
import { readGrammar, type Grammar } from "./grammar.ts";
import { lowerFile } from "./lower-file.ts";

/** The two WebAssembly binaries, as the packages web-tree-sitter and tree-sitter-go ship them. */
export interface ParserBinaries {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export interface ParseOptions {
  /** Milliseconds after which the parse is given up. */
  readonly budget?: number;
}

export interface ParsedFile {
  readonly text: string;
  readonly tree: FlatTree;
  readonly ast: File;
}

/** Parses Go. One instance is shared; parses do not interleave. */
export interface GoParser {
  /** Undefined if the budget ran out. */
  parse(text: string, options?: ParseOptions): ParsedFile | undefined;
}

/** Loads the parser. Throws if the binaries do not fit each other or are not the ones this layer was written for. */
export async function loadGoParser(binaries: ParserBinaries): Promise<GoParser> {
  await Parser.init({ wasmBinary: binaries.runtime, locateFile: (file: string) => file });
  const language = await Language.load(binaries.grammar);
  const grammar = readGrammar(language);
  const parser = new Parser();
  parser.setLanguage(language);
  return { parse: (text, options) => parseOnce(parser, grammar, text, options) };
}

function parseOnce(parser: Parser, grammar: Grammar, text: string, options: ParseOptions = {}): ParsedFile | undefined {
  const tree = parseWithin(parser, text, options.budget);
  if (tree === undefined) return undefined;
  try {
    const flat = flattenByCursor(tree);
    return { text, tree: flat, ast: lowerFile(text, flat, grammar) };
  } finally {
    tree.delete();
  }
}

function parseWithin(parser: Parser, text: string, budget: number | undefined): Tree | undefined {
  if (budget === undefined) return parser.parse(text) ?? undefined;
  const deadline = performance.now() + budget;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  // After a cancelled parse the parser would go on with the old text.
  if (tree === null) parser.reset();
  return tree ?? undefined;
}
