import { Language, Parser, type Edit, type Tree } from "web-tree-sitter";
import type { Span } from "../text/span.ts";
import type { BlockStmt, File } from "./ast.ts";
import { flattenByCursor, NodeFlag, type FlatTree } from "./flat-tree.ts";
import { readGrammar, type Grammar } from "./grammar.ts";
import { heapReaderFits } from "./heap-probe.ts";
import { flattenFromHeap } from "./heap-tree.ts";
import { errorSpans, lowerFile } from "./lower-file.ts";
import { lowerBlock } from "./lower-stmt.ts";
import { childNodes, typeName, type Source } from "./lowering.ts";
import { scanText, type TextScan } from "./scan-text.ts";

/** The two WebAssembly binaries, as the packages web-tree-sitter and tree-sitter-go ship them. */
export interface ParserBinaries {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

export interface ParseOptions {
  /** Milliseconds after which a parse is given up. Each body that is parsed later has the same budget of its own. */
  readonly budget?: number;
}

/** Why there is no tree. `dead`: the parser's memory is exhausted for good; the worker or process must be replaced. */
export type ParseFailure = "budget" | "nul" | "dead";

/** The text of an open editor: parsed whole, and parsed again from the last tree when it changes. */
export interface OpenDocument {
  readonly ast: File;
  readonly text: string;
  /** Milliseconds the last parse and the reading of its tree took. */
  readonly timing: { readonly parse: number; readonly flatten: number };
  /**
   * Replaces `span` of the present text; `newText` may be anything. Several edits may be made before the next {@link update}.
   */
  edit(span: Span, newText: string): void;
  /** Parses what was edited. False if the budget ran out: the last good AST then stays, of an older text. */
  update(budget?: number): boolean;
  /** Frees the tree. Nothing else may be called afterwards. */
  dispose(): void;
}

/** Parses Go. One instance is shared; parses do not interleave. */
export interface GoParser {
  /**
   * Parses the declarations of a text; each function's body is parsed when it is first read. Where brackets do not pair up
   * or the declarations have errors, the whole text is parsed at once, so that the answer does not depend on the way.
   */
  parse(text: string, options?: ParseOptions): File | ParseFailure;
  /** Parses all of a text at once. */
  parseWhole(text: string, options?: ParseOptions): File | ParseFailure;
  /** Opens a text for incremental parsing. */
  open(text: string, options?: ParseOptions): OpenDocument | ParseFailure;
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
    parse: (text, parseOptions) => parseLazily(machine, text, parseOptions?.budget),
    parseWhole: (text, parseOptions) => parseAll(machine, text, scanText(text), parseOptions?.budget),
    open: (text, parseOptions) => openDocument(machine, text, parseOptions?.budget),
  };
}

/** The one parser with what it needs to turn text into flat trees. */
class ParseMachine {
  readonly grammar: Grammar;
  readonly flatten: (tree: Tree) => FlatTree;
  readonly #parser: Parser;
  #dead = false;

  constructor(parser: Parser, grammar: Grammar, flatten: (tree: Tree) => FlatTree) {
    this.#parser = parser;
    this.grammar = grammar;
    this.flatten = flatten;
  }

  /** Parses `text`, of it only `ranges` where they are given. The caller owns the tree. */
  tree(text: string, budget: number | undefined, old?: Tree, ranges?: readonly Span[]): Tree | ParseFailure {
    if (this.#dead) return "dead";
    const deadline = budget === undefined ? Infinity : performance.now() + budget;
    const options = {
      progressCallback: () => performance.now() > deadline,
      ...(ranges === undefined ? {} : { includedRanges: ranges.map(rangeOf) }),
    };
    try {
      const tree = this.#parser.parse(text, old ?? null, options);
      // After a cancelled parse the parser would go on with the old text.
      if (tree === null) this.#parser.reset();
      return tree ?? "budget";
    } catch {
      // An abort of the WebAssembly instance: every later call would throw, too.
      this.#dead = true;
      return "dead";
    }
  }

  /** As {@link tree}, flattened; the parser's tree is freed. */
  flat(text: string, budget: number | undefined, ranges?: readonly Span[]): FlatTree | ParseFailure {
    const tree = this.tree(text, budget, undefined, ranges);
    if (typeof tree === "string") return tree;
    try {
      return this.flatten(tree);
    } finally {
      tree.delete();
    }
  }
}

/** The parser only looks at the offsets of an included range. */
function rangeOf(span: Span): {
  startIndex: number;
  endIndex: number;
  startPosition: { row: number; column: number };
  endPosition: { row: number; column: number };
} {
  const origin = { row: 0, column: 0 };
  return { startIndex: span.start, endIndex: span.end, startPosition: origin, endPosition: origin };
}

function parseAll(
  machine: ParseMachine,
  text: string,
  scan: TextScan,
  budget: number | undefined,
): File | ParseFailure {
  if (text.includes("\0")) return "nul";
  const flat = machine.flat(text, budget);
  return typeof flat === "string" ? flat : lowerFile(text, flat, machine.grammar, scan.comments);
}

function parseLazily(machine: ParseMachine, text: string, budget: number | undefined): File | ParseFailure {
  if (text.includes("\0")) return "nul";
  const scan = scanText(text);
  if (!scan.balanced || scan.bodies.length === 0) return parseAll(machine, text, scan, budget);
  const flat = machine.flat(text, budget, around(scan.bodies, text.length));
  if (typeof flat === "string") return flat;
  if (flat.has(0, NodeFlag.HasError)) return parseAll(machine, text, scan, budget);
  const errors: Span[] = [];
  const bodies = new Bodies(machine, text, scan, budget, errors);
  const file = lowerFile(text, flat, machine.grammar, scan.comments, (start) => bodies.at(start));
  return { ...file, errors };
}

/** The spans of a text that lie outside the insides of `bodies`; their braces are kept. */
function around(bodies: readonly Span[], length: number): Span[] {
  const kept: Span[] = [];
  let start = 0;
  for (const body of bodies) {
    kept.push({ start, end: body.start + 1 });
    start = body.end - 1;
  }
  kept.push({ start, end: length });
  return kept;
}

/** Once this part of the bodies' text was asked for, one parse of the whole text is cheaper than the rest one by one. */
const WHOLE_SHARE = 1 / 3;

/** The bodies that a lazily parsed file has left out, parsed one by one. */
class Bodies {
  readonly #machine: ParseMachine;
  readonly #text: string;
  readonly #budget: number | undefined;
  readonly #errors: Span[];
  readonly #spans: ReadonlyMap<number, Span>;
  /** Code units that may still be parsed body by body. */
  #allowance: number;
  #whole: FlatTree | undefined;

  constructor(machine: ParseMachine, text: string, scan: TextScan, budget: number | undefined, errors: Span[]) {
    this.#machine = machine;
    this.#text = text;
    this.#allowance = scan.bodies.reduce((sum, span) => sum + span.end - span.start, 0) * WHOLE_SHARE;
    this.#budget = budget;
    this.#errors = errors;
    this.#spans = new Map(scan.bodies.map((span) => [span.start, span]));
  }

  at(start: number): BlockStmt | undefined {
    const span = this.#spans.get(start);
    if (span === undefined) return undefined;
    this.#allowance -= span.end - span.start;
    const alone = this.#whole === undefined && this.#allowance >= 0 ? this.#alone(span) : undefined;
    return alone ?? this.#inContext(span);
  }

  /** The body parsed by itself: the grammar takes a block as a file. Undefined if it has an error. */
  #alone(span: Span): BlockStmt | undefined {
    const flat = this.#machine.flat(this.#text.slice(span.start, span.end), this.#budget);
    if (typeof flat === "string" || flat.has(0, NodeFlag.HasError)) return undefined;
    flat.shift(span.start);
    const source = this.#source(flat);
    const [block, more] = childNodes(source, 0);
    if (block === undefined || more !== undefined || typeName(source, block) !== "block") return undefined;
    return lowerBlock(source, block, 0);
  }

  /** The body as error recovery sees it in the whole text. */
  #inContext(span: Span): BlockStmt {
    const flat = (this.#whole ??= this.#parseWhole());
    const block = flat === undefined ? undefined : blockAt(flat, this.#machine.grammar, span.start);
    if (flat === undefined || block === undefined) {
      this.#errors.push(span);
      return { kind: "BlockStmt", ...span, stmts: [{ kind: "BadStmt", ...span }] };
    }
    this.#errors.push(...errorSpans(flat, this.#machine.grammar, block));
    return lowerBlock(this.#source(flat), block, block);
  }

  #parseWhole(): FlatTree | undefined {
    const flat = this.#machine.flat(this.#text, this.#budget);
    return typeof flat === "string" ? undefined : flat;
  }

  #source(tree: FlatTree): Source {
    return { text: this.#text, tree, grammar: this.#machine.grammar, depth: 0, leftOut: undefined };
  }
}

function blockAt(tree: FlatTree, grammar: Grammar, start: number): number | undefined {
  for (let node = 0; node < tree.count; node++) {
    if (tree.start(node) === start && grammar.typeNames[tree.symbol(node)] === "block") return node;
  }
  return undefined;
}

function openDocument(machine: ParseMachine, text: string, budget: number | undefined): OpenDocument | ParseFailure {
  if (text.includes("\0")) return "nul";
  const tree = machine.tree(text, budget);
  return typeof tree === "string" ? tree : new IncrementalDocument(machine, text, tree);
}

class IncrementalDocument implements OpenDocument {
  ast: File;
  text: string;
  timing = { parse: 0, flatten: 0 };
  readonly #machine: ParseMachine;
  #tree: Tree;

  constructor(machine: ParseMachine, text: string, tree: Tree) {
    this.#machine = machine;
    this.text = text;
    this.#tree = tree;
    this.ast = this.#lower(tree);
  }

  edit(span: Span, newText: string): void {
    this.#tree.edit(editOf(span, newText.length));
    this.text = this.text.slice(0, span.start) + newText + this.text.slice(span.end);
  }

  update(budget?: number): boolean {
    if (this.text.includes("\0")) return false;
    const begin = performance.now();
    const tree = this.#machine.tree(this.text, budget, this.#tree);
    if (typeof tree === "string") return false;
    const parsed = performance.now();
    this.#tree.delete();
    this.#tree = tree;
    this.ast = this.#lower(tree);
    this.timing = { parse: parsed - begin, flatten: performance.now() - parsed };
    return true;
  }

  dispose(): void {
    this.#tree.delete();
  }

  #lower(tree: Tree): File {
    return lowerFile(this.text, this.#machine.flatten(tree), this.#machine.grammar, scanText(this.text).comments);
  }
}

/** The parser only looks at the offsets of an edit, as long as no one asks it for lines and columns. */
function editOf(span: Span, inserted: number): Edit {
  const origin = { row: 0, column: 0 };
  return {
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: span.start + inserted,
    startPosition: origin,
    oldEndPosition: origin,
    newEndPosition: origin,
  } as Edit;
}
