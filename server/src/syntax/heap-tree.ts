import type { Tree } from "web-tree-sitter";
import { ERROR_SYMBOL, FlatTree, NODE_WORDS, NodeFlag, packHead } from "./flat-tree.ts";

/*
 * Reads a tree out of the parser's memory. The layouts are those of tree-sitter's C structs for a 32-bit target, as
 * compiled into the pinned web-tree-sitter (lib/src/subtree.h, tree.h, parser.h of 0.27.1). Whoever loads the parser must
 * check this reader against a cursor walk before relying on it.
 */

// struct TSTree
const TREE_ROOT = 0;
const TREE_LANGUAGE = 8;

// struct TSLanguage
const LANGUAGE_MAX_ALIASES = 36;
const LANGUAGE_FIELD_SLICES = 64;
const LANGUAGE_FIELD_ENTRIES = 68;
const LANGUAGE_SYMBOL_METADATA = 72;
const LANGUAGE_PUBLIC_SYMBOLS = 76;
const LANGUAGE_ALIAS_SEQUENCES = 84;

// struct SubtreeHeapData
const HEAP_PADDING = 4;
const HEAP_SIZE = 16;
const HEAP_ERROR_COST = 32;
const HEAP_CHILD_COUNT = 36;
const HEAP_SYMBOL = 40;
const HEAP_FLAGS = 44;
const HEAP_VISIBLE_DESCENDANTS = 56;
const HEAP_PRODUCTION = 66;
const HEAP_FLAG_VISIBLE = 1;
const HEAP_FLAG_NAMED = 2;
const HEAP_FLAG_EXTRA = 4;
const HEAP_FLAG_MISSING = 0x200;

// struct SubtreeInlineData: flags, symbol, parse state (2), padding columns, rows and lookahead, padding bytes, size bytes
const INLINE_IS_INLINE = 1;
const INLINE_VISIBLE = 2;
const INLINE_NAMED = 4;
const INLINE_EXTRA = 8;
const INLINE_MISSING = 32;

const SUBTREE_BYTES = 8;

/** The words of one stack frame while walking: an open node with children. */
interface Frame {
  /** Address of the SubtreeHeapData. */
  node: number;
  child: number;
  structuralChild: number;
  /** Byte offset where the next child's padding begins. */
  position: number;
  /** Index in the output of the nearest visible node at or above this one. */
  owner: number;
  /** True if this node itself stands in the output. */
  visible: boolean;
  /** For a hidden node: the field it fills, which its first-level visible children inherit. */
  field: number;
}

interface LanguageTables {
  readonly maxAliases: number;
  readonly fieldSlices: number;
  readonly fieldEntries: number;
  readonly symbolMetadata: number;
  readonly publicSymbols: number;
  readonly aliasSequences: number;
}

/** Views of the memory; made anew for each tree, because growth detaches them. */
interface Heap {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
}

/** Builds the flat tree from the parser's memory. The tree must come from a parser that works in `memory` and reads UTF-16. */
export function flattenFromHeap(tree: Tree, memory: WebAssembly.Memory): FlatTree {
  const heap: Heap = {
    u8: new Uint8Array(memory.buffer),
    u16: new Uint16Array(memory.buffer),
    u32: new Uint32Array(memory.buffer),
  };
  const address = (tree as unknown as { readonly 0: number })[0];
  const root = u32(heap, address + TREE_ROOT);
  const tables = languageTables(heap, u32(heap, address + TREE_LANGUAGE));
  return new HeapWalk(heap, tables).run(address + TREE_ROOT, root);
}

function u32(heap: Heap, address: number): number {
  return heap.u32[address >> 2] ?? 0;
}

function u16(heap: Heap, address: number): number {
  return heap.u16[address >> 1] ?? 0;
}

function u8(heap: Heap, address: number): number {
  return heap.u8[address] ?? 0;
}

function languageTables(heap: Heap, language: number): LanguageTables {
  return {
    maxAliases: u16(heap, language + LANGUAGE_MAX_ALIASES),
    fieldSlices: u32(heap, language + LANGUAGE_FIELD_SLICES),
    fieldEntries: u32(heap, language + LANGUAGE_FIELD_ENTRIES),
    symbolMetadata: u32(heap, language + LANGUAGE_SYMBOL_METADATA),
    publicSymbols: u32(heap, language + LANGUAGE_PUBLIC_SYMBOLS),
    aliasSequences: u32(heap, language + LANGUAGE_ALIAS_SEQUENCES),
  };
}

class HeapWalk {
  readonly #heap: Heap;
  readonly #tables: LanguageTables;
  readonly #frames: Frame[] = [];
  #out = new Int32Array(0);
  #count = 0;
  #depth = 0;

  constructor(heap: Heap, tables: LanguageTables) {
    this.#heap = heap;
    this.#tables = tables;
  }

  /** `slot` is the address of the root's Subtree, `root` its first word. */
  run(slot: number, root: number): FlatTree {
    const isInline = (root & INLINE_IS_INLINE) !== 0;
    const descendants = isInline ? 0 : u32(this.#heap, root + HEAP_VISIBLE_DESCENDANTS);
    this.#out = new Int32Array((descendants + 2) * NODE_WORDS);
    this.#enter(slot, 0, -1, 0, 0);
    while (this.#depth > 0) this.#step();
    return new FlatTree(this.#out.subarray(0, this.#count * NODE_WORDS), this.#count);
  }

  #step(): void {
    const frame = this.#frames[this.#depth - 1];
    if (frame === undefined) return;
    const { node } = frame;
    const childCount = u32(this.#heap, node + HEAP_CHILD_COUNT);
    if (frame.child >= childCount) {
      if (frame.visible) this.#out[frame.owner * NODE_WORDS + 3] = this.#count;
      this.#depth--;
      return;
    }
    const slot = node - (childCount - frame.child) * SUBTREE_BYTES;
    const production = u16(this.#heap, node + HEAP_PRODUCTION);
    const extra = this.#isExtra(slot);
    const alias = extra ? 0 : this.#alias(production, frame.structuralChild);
    const own = extra ? 0 : this.#field(production, frame.structuralChild);
    const field = own !== 0 || extra ? own : frame.visible ? 0 : frame.field;
    // The first child's padding is its parent's own and lies before the parent's start.
    const start = frame.child === 0 ? frame.position : frame.position + this.#padding(slot);
    frame.position = start + this.#size(slot);
    frame.child++;
    if (!extra) frame.structuralChild++;
    this.#enter(slot, start, frame.owner, alias, field);
  }

  /** Appends a subtree to the output if it is visible, and opens it if it has children. `start` is its offset in bytes, padding excluded, save for the root. */
  #enter(slot: number, start: number, owner: number, alias: number, field: number): void {
    const head = u32(this.#heap, slot);
    if ((head & INLINE_IS_INLINE) !== 0) {
      this.#enterInline(slot, head, start, owner, alias, field);
      return;
    }
    const from = owner < 0 ? u32(this.#heap, head + HEAP_PADDING) : start;
    const flags = u16(this.#heap, head + HEAP_FLAGS);
    const visible = alias !== 0 || (flags & HEAP_FLAG_VISIBLE) !== 0;
    const index = visible ? this.#appendHeap(head, flags, from, owner, alias, field) : owner;
    if (u32(this.#heap, head + HEAP_CHILD_COUNT) > 0) this.#push(head, from, index, visible, field);
    else if (visible) this.#out[index * NODE_WORDS + 3] = this.#count;
  }

  #enterInline(slot: number, head: number, start: number, owner: number, alias: number, field: number): void {
    if (alias === 0 && (head & INLINE_VISIBLE) === 0) return;
    const named = alias === 0 ? (head & INLINE_NAMED) !== 0 : this.#isNamed(alias);
    const missing = (head & INLINE_MISSING) !== 0;
    const flags =
      (named ? NodeFlag.Named : 0) |
      (missing ? NodeFlag.Missing | NodeFlag.HasError : 0) |
      ((head & INLINE_EXTRA) !== 0 ? NodeFlag.Extra : 0);
    const symbol = this.#publicSymbol(alias !== 0 ? alias : u8(this.#heap, slot + 1));
    const index = this.#append(packHead(symbol, field, flags), start, start + u8(this.#heap, slot + 7), owner);
    this.#out[index * NODE_WORDS + 3] = this.#count;
  }

  #appendHeap(node: number, bits: number, start: number, owner: number, alias: number, field: number): number {
    const named = alias === 0 ? (bits & HEAP_FLAG_NAMED) !== 0 : this.#isNamed(alias);
    const missing = (bits & HEAP_FLAG_MISSING) !== 0;
    const flags =
      (named ? NodeFlag.Named : 0) |
      (missing ? NodeFlag.Missing : 0) |
      ((bits & HEAP_FLAG_EXTRA) !== 0 ? NodeFlag.Extra : 0) |
      (missing || u32(this.#heap, node + HEAP_ERROR_COST) > 0 ? NodeFlag.HasError : 0);
    const symbol = this.#publicSymbol(alias !== 0 ? alias : u16(this.#heap, node + HEAP_SYMBOL));
    return this.#append(packHead(symbol, field, flags), start, start + u32(this.#heap, node + HEAP_SIZE), owner);
  }

  #append(head: number, startByte: number, endByte: number, parent: number): number {
    const index = this.#count++;
    const at = index * NODE_WORDS;
    if (at + NODE_WORDS > this.#out.length) this.#grow();
    const out = this.#out;
    out[at] = head;
    out[at + 1] = startByte >> 1;
    out[at + 2] = endByte >> 1;
    out[at + 4] = parent;
    return index;
  }

  #grow(): void {
    const larger = new Int32Array(this.#out.length * 2 + NODE_WORDS);
    larger.set(this.#out);
    this.#out = larger;
  }

  #push(node: number, position: number, owner: number, visible: boolean, field: number): void {
    const frame = this.#frames[this.#depth];
    this.#depth++;
    if (frame === undefined) {
      this.#frames.push({ node, child: 0, structuralChild: 0, position, owner, visible, field });
      return;
    }
    frame.node = node;
    frame.child = 0;
    frame.structuralChild = 0;
    frame.position = position;
    frame.owner = owner;
    frame.visible = visible;
    frame.field = field;
  }

  #isExtra(slot: number): boolean {
    const head = u32(this.#heap, slot);
    if ((head & INLINE_IS_INLINE) !== 0) return (head & INLINE_EXTRA) !== 0;
    return (u16(this.#heap, head + HEAP_FLAGS) & HEAP_FLAG_EXTRA) !== 0;
  }

  #padding(slot: number): number {
    const head = u32(this.#heap, slot);
    return (head & INLINE_IS_INLINE) !== 0 ? u8(this.#heap, slot + 6) : u32(this.#heap, head + HEAP_PADDING);
  }

  #size(slot: number): number {
    const head = u32(this.#heap, slot);
    return (head & INLINE_IS_INLINE) !== 0 ? u8(this.#heap, slot + 7) : u32(this.#heap, head + HEAP_SIZE);
  }

  #alias(production: number, structuralChild: number): number {
    if (production === 0) return 0;
    const { aliasSequences, maxAliases } = this.#tables;
    return u16(this.#heap, aliasSequences + (production * maxAliases + structuralChild) * 2);
  }

  #field(production: number, structuralChild: number): number {
    const slice = this.#tables.fieldSlices + production * 4;
    const first = u16(this.#heap, slice);
    const length = u16(this.#heap, slice + 2);
    for (let entry = first; entry < first + length; entry++) {
      const at = this.#tables.fieldEntries + entry * 4;
      if (u8(this.#heap, at + 2) === structuralChild && u8(this.#heap, at + 3) === 0) return u16(this.#heap, at);
    }
    return 0;
  }

  #isNamed(symbol: number): boolean {
    return u8(this.#heap, this.#tables.symbolMetadata + symbol * 3 + 1) !== 0;
  }

  #publicSymbol(symbol: number): number {
    return symbol >= ERROR_SYMBOL - 1 ? symbol : u16(this.#heap, this.#tables.publicSymbols + symbol * 2);
  }
}
