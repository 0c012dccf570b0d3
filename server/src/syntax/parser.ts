import { Language, Parser, type Tree } from "web-tree-sitter";
import type { File } from "./ast.ts";
import { flattenByCursor } from "./flat-tree.ts";
import { readGrammar } from "./grammar.ts";
import { heapReaderFits } from "./heap-probe.ts";
import { flattenFromHeap } from "./heap-tree.ts";
import { openDocument, type OpenDocument } from "./open-document.ts";
import { parseFile, parseWhole } from "./parse-file.ts";
import { ParseMachine, type ParseFailure } from "./parse-machine.ts";

export type { OpenDocument } from "./open-document.ts";
export type { ParseFailure } from "./parse-machine.ts";

/** The two WebAssembly binaries, as the packages web-tree-sitter and tree-sitter-go ship them. */
export interface ParserBinaries {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export interface ParseOptions {
  /** Milliseconds after which a parse is given up. Each body that is parsed later has the same budget of its own. */
  readonly budget?: number;
  /**
   * True: most bodies will be read, and the whole text is parsed at once. False: few declarations will be read, and each is
   * parsed when that happens; whether there are errors is found out when somebody asks. The answer is the same.
   */
  readonly readsBodies?: boolean;
}

/** Parses Go. One instance is shared; parses do not interleave. */
export interface GoParser {
  /** Parses the declarations of a text; each function's body is parsed when it is first read. */
  parse(text: string, options?: ParseOptions): File | ParseFailure;
  /** Parses all of a text at once. For text without errors the answer is the same; error recovery sees further. */
  parseWhole(text: string, options?: ParseOptions): File | ParseFailure;
  /** Opens a text for incremental parsing. */
  open(text: string, options?: ParseOptions): OpenDocument | ParseFailure;
  /** Code units of all texts that were parsed so far, apart from those that an older tree was there for. */
  readonly parsed: number;
  /** Whether trees are read out of the parser's memory, or (slowly) through its public interface. */
  readonly readsHeap: boolean;
}

export interface LoadOptions {
  /** Upper limit of the parser's memory in MiB; 1024 where not given. */
  readonly memoryLimit?: number;
  /** False: read trees through the parser's public interface only. */
  readonly readHeap?: boolean;
}

/** The memory of the WebAssembly instance: web-tree-sitter makes one instance for each thread and keeps it. */
let instanceMemory: WebAssembly.Memory | undefined;

/** Loads the parser. Throws if the binaries do not fit each other or are not the ones this layer was written for. */
export async function loadGoParser(binaries: ParserBinaries, options: LoadOptions = {}): Promise<GoParser> {
  const memory = (instanceMemory ??= new WebAssembly.Memory({
    initial: 512,
    maximum: (options.memoryLimit ?? 1024) * 16,
  }));
  await Parser.init({ wasmBinary: binaries.runtime, wasmMemory: memory, locateFile: (file: string) => file });
  const language = await Language.load(binaries.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const readsHeap = options.readHeap !== false && heapReaderFits(parser, memory);
  const flatten = readsHeap ? (tree: Tree) => flattenFromHeap(tree, memory) : flattenByCursor;
  const machine = new ParseMachine(parser, readGrammar(language), flatten);
  return {
    readsHeap,
    get parsed() {
      return machine.parsed;
    },
    parse: (text, parseOptions) => parseFile(machine, text, parseOptions?.budget, parseOptions?.readsBodies),
    parseWhole: (text, parseOptions) => parseWhole(machine, text, parseOptions?.budget),
    open: (text, parseOptions) => openDocument(machine, text, parseOptions?.budget),
  };
}
