import { Edit, type Parser, type Tree } from "web-tree-sitter";
import type { Span } from "../text/span.ts";
import type { FlatTree } from "./flat-tree.ts";
import type { Grammar } from "./grammar.ts";
import { type ReadableText, readableText } from "./value-of-new.ts";

/** Why there is no tree. `dead`: the parser's memory is exhausted for good; the worker or process must be replaced. */
export type ParseFailure = "budget" | "nul" | "dead";

/** The parser only looks at the offsets of edits and ranges, as long as no one asks it for lines and columns. */
const ORIGIN = { row: 0, column: 0 };

/** The one parser of a thread, with what it needs to turn text into flat trees. */
export class ParseMachine {
  readonly grammar: Grammar;
  readonly flatten: (tree: Tree) => FlatTree;
  /** Code units of all texts that were parsed so far, apart from those that an older tree was there for. */
  parsed = 0;
  readonly #parser: Parser;
  #dead = false;
  /** Of the last text: the declarations and bodies of one are parsed one after the other. */
  #readable: ReadableText & { readonly of: string } = { of: "", text: "", changes: "" };
  /** How the texts of trees were changed; of those that were not, nothing. */
  readonly #changes = new WeakMap<Tree, string>();

  constructor(parser: Parser, grammar: Grammar, flatten: (tree: Tree) => FlatTree) {
    this.#parser = parser;
    this.grammar = grammar;
    this.flatten = flatten;
  }

  /**
   * Parses `text`, of it only `ranges` where they are given, within `budget` milliseconds. `old` is the tree of an older
   * text that was told of every edit since. The caller owns the tree.
   */
  tree(text: string, budget: number | undefined, old?: Tree, ranges?: readonly Span[]): Tree | ParseFailure {
    if (this.#dead) return "dead";
    const deadline = budget === undefined ? Infinity : performance.now() + budget;
    const options = {
      progressCallback: () => performance.now() > deadline,
      ...(ranges === undefined ? {} : { includedRanges: ranges.map(rangeOf) }),
    };
    if (this.#readable.of !== text) this.#readable = { of: text, ...readableText(text) };
    const { text: readable, changes } = this.#readable;
    // A tree of a text that was changed elsewhere knows nothing of the difference.
    const usable = old !== undefined && (this.#changes.get(old) ?? "") === changes ? old : null;
    if (usable === null) this.parsed += lengthOf(text, ranges);
    try {
      const tree = this.#parser.parse(readable, usable, options);
      if (tree !== null && changes !== "") this.#changes.set(tree, changes);
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

function lengthOf(text: string, ranges: readonly Span[] | undefined): number {
  return ranges?.reduce((sum, { start, end }) => sum + end - start, 0) ?? text.length;
}

function rangeOf({ start, end }: Span) {
  return { startIndex: start, endIndex: end, startPosition: ORIGIN, endPosition: ORIGIN };
}

/** The edit that replaces `span` by `inserted` code units, as a tree wants to be told. */
export function treeEdit(span: Span, inserted: number): Edit {
  return new Edit({
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: span.start + inserted,
    startPosition: ORIGIN,
    oldEndPosition: ORIGIN,
    newEndPosition: ORIGIN,
  });
}
