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

/**
 * Words of a stack frame: address of the open node's SubtreeHeapData, child count, next child, next structural child (extras
 * do not count), byte offset where the next child's padding begins, index in the output of the nearest visible node at or
 * above it, whether it is itself visible, and for a hidden node the field it fills, which its visible children inherit.
 */
const FRAME_WORDS = 8;

/** Builds the flat tree from the parser's memory. The tree must come from a parser that works in `memory` and reads UTF-16. */
export function flattenFromHeap(tree: Tree, memory: WebAssembly.Memory): FlatTree {
  const address = (tree as unknown as { readonly 0: number })[0];
  return readSubtrees(memory.buffer, address);
}

/*
 * One loop over local typed arrays, without calls: at a few dozen nanoseconds a node, every call and every check for a missing
 * index shows. All indices lie inside the memory by the layouts above, hence the casts.
 */
function readSubtrees(buffer: ArrayBuffer, tree: number): FlatTree {
  const u8 = new Uint8Array(buffer);
  const u16 = new Uint16Array(buffer);
  const u32 = new Int32Array(buffer);
  const language = u32[(tree + TREE_LANGUAGE) >> 2] as number;
  const maxAliases = u16[(language + LANGUAGE_MAX_ALIASES) >> 1] as number;
  const fieldSlices = (u32[(language + LANGUAGE_FIELD_SLICES) >> 2] as number) >> 1;
  const fieldEntries = u32[(language + LANGUAGE_FIELD_ENTRIES) >> 2] as number;
  const symbolMetadata = u32[(language + LANGUAGE_SYMBOL_METADATA) >> 2] as number;
  const publicSymbols = (u32[(language + LANGUAGE_PUBLIC_SYMBOLS) >> 2] as number) >> 1;
  const aliasSequences = (u32[(language + LANGUAGE_ALIAS_SEQUENCES) >> 2] as number) >> 1;

  const root = u32[(tree + TREE_ROOT) >> 2] as number;
  const descendants = (root & INLINE_IS_INLINE) !== 0 ? 0 : (u32[(root + HEAP_VISIBLE_DESCENDANTS) >> 2] as number);
  let out = new Int32Array((descendants + 2) * NODE_WORDS);
  let frames = new Int32Array(64 * FRAME_WORDS);
  let count = 0;
  let top = -FRAME_WORDS;

  let slot = tree + TREE_ROOT;
  let start = (root & INLINE_IS_INLINE) !== 0 ? (u8[slot + 6] as number) : (u32[(root + HEAP_PADDING) >> 2] as number);
  let owner = -1;
  let alias = 0;
  let field = 0;
  for (;;) {
    // Here `slot` is a subtree that begins at byte `start`; it is appended if it is visible and opened if it has children.
    const head = u32[slot >> 2] as number;
    const isInline = (head & INLINE_IS_INLINE) !== 0;
    const bits = isInline ? head & 0xff : (u16[(head + HEAP_FLAGS) >> 1] as number);
    const visible = alias !== 0 || (bits & (isInline ? INLINE_VISIBLE : HEAP_FLAG_VISIBLE)) !== 0;
    const size = isInline ? (u8[slot + 7] as number) : (u32[(head + HEAP_SIZE) >> 2] as number);
    let index = owner;
    if (visible) {
      const named =
        alias === 0
          ? (bits & (isInline ? INLINE_NAMED : HEAP_FLAG_NAMED)) !== 0
          : (u8[symbolMetadata + alias * 3 + 1] as number) !== 0;
      const missing = (bits & (isInline ? INLINE_MISSING : HEAP_FLAG_MISSING)) !== 0;
      const extra = (bits & (isInline ? INLINE_EXTRA : HEAP_FLAG_EXTRA)) !== 0;
      const wrong = missing || (!isInline && (u32[(head + HEAP_ERROR_COST) >> 2] as number) !== 0);
      const symbol =
        alias !== 0 ? alias : isInline ? (u8[slot + 1] as number) : (u16[(head + HEAP_SYMBOL) >> 1] as number);
      const flags =
        (named ? NodeFlag.Named : 0) |
        (missing ? NodeFlag.Missing : 0) |
        (extra ? NodeFlag.Extra : 0) |
        (wrong ? NodeFlag.HasError : 0);
      index = count++;
      let word = index * NODE_WORDS;
      if (word + NODE_WORDS > out.length) out = larger(out);
      out[word++] = packHead(
        symbol >= ERROR_SYMBOL - 1 ? symbol : (u16[publicSymbols + symbol] as number),
        field,
        flags,
      );
      out[word++] = start >> 1;
      out[word++] = (start + size) >> 1;
      out[word++] = count;
      out[word] = owner;
    }
    const children = isInline ? 0 : (u32[(head + HEAP_CHILD_COUNT) >> 2] as number);
    if (children > 0) {
      top += FRAME_WORDS;
      if (top + FRAME_WORDS > frames.length) frames = larger(frames);
      frames[top] = head;
      frames[top + 1] = children;
      frames[top + 2] = 0;
      frames[top + 3] = 0;
      frames[top + 4] = start;
      frames[top + 5] = index;
      frames[top + 6] = visible ? 1 : 0;
      frames[top + 7] = field;
    }
    // Close what has no more children.
    while (top >= 0 && (frames[top + 2] as number) >= (frames[top + 1] as number)) {
      if ((frames[top + 6] as number) !== 0) out[(frames[top + 5] as number) * NODE_WORDS + 3] = count;
      top -= FRAME_WORDS;
    }
    if (top < 0) return new FlatTree(out.subarray(0, count * NODE_WORDS), count);
    // Step to the next child of the innermost open node.
    const node = frames[top] as number;
    const child = frames[top + 2] as number;
    slot = node - ((frames[top + 1] as number) - child) * SUBTREE_BYTES;
    frames[top + 2] = child + 1;
    owner = frames[top + 5] as number;
    const next = u32[slot >> 2] as number;
    const nextInline = (next & INLINE_IS_INLINE) !== 0;
    const nextExtra = nextInline
      ? (next & INLINE_EXTRA) !== 0
      : ((u16[(next + HEAP_FLAGS) >> 1] as number) & HEAP_FLAG_EXTRA) !== 0;
    // The first child's padding is its parent's own and lies before the parent's start.
    const padding =
      child === 0 ? 0 : nextInline ? (u8[slot + 6] as number) : (u32[(next + HEAP_PADDING) >> 2] as number);
    start = (frames[top + 4] as number) + padding;
    frames[top + 4] = start + (nextInline ? (u8[slot + 7] as number) : (u32[(next + HEAP_SIZE) >> 2] as number));
    alias = 0;
    field = 0;
    if (nextExtra) continue;
    const structural = frames[top + 3] as number;
    frames[top + 3] = structural + 1;
    const production = u16[(node + HEAP_PRODUCTION) >> 1] as number;
    if (production !== 0) alias = u16[aliasSequences + production * maxAliases + structural] as number;
    const first = u16[fieldSlices + production * 2] as number;
    const end = first + (u16[fieldSlices + production * 2 + 1] as number);
    for (let entry = first; entry < end; entry++) {
      const mapped = fieldEntries + entry * 4;
      if ((u8[mapped + 2] as number) === structural && (u8[mapped + 3] as number) === 0) {
        field = u16[mapped >> 1] as number;
        break;
      }
    }
    if (field === 0 && (frames[top + 6] as number) === 0) field = frames[top + 7] as number;
  }
}

function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
