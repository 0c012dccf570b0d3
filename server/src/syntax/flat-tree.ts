import type { Tree, TreeCursor } from "web-tree-sitter";

/** Words per node in {@link FlatTree.data}. */
export const NODE_WORDS = 5;

/** Bits of a node's flags. */
export const enum NodeFlag {
  Named = 1,
  /** Inserted by error recovery; it has no text. */
  Missing = 2,
  /** May stand anywhere: a comment. */
  Extra = 4,
  /** It, or something below it, did not parse. */
  HasError = 8,
}

/** The symbol of an ERROR node, as the low 16 bits of the word show it. */
export const ERROR_SYMBOL = 0xffff;

/**
 * A syntax tree as one array, in preorder; a node is its index. Five words a node:
 * `symbol | field << 16 | flags << 24`, start, end, the index behind its last descendant, the parent's index (-1 for the root).
 * Offsets are UTF-16 code units. Plain memory: nothing in it points into the parser's.
 */
export class FlatTree {
  readonly data: Int32Array;
  readonly count: number;
  /** How far from the offsets in {@link data} the text stands. */
  readonly #distance: number;

  constructor(data: Int32Array, count: number, distance = 0) {
    this.data = data;
    this.count = count;
    this.#distance = distance;
  }

  symbol(node: number): number {
    return word(this.data, node, 0) & 0xffff;
  }

  /** The field of its parent that the node fills; 0 for none. */
  field(node: number): number {
    return (word(this.data, node, 0) >>> 16) & 0xff;
  }

  has(node: number, flag: NodeFlag): boolean {
    return ((word(this.data, node, 0) >>> 24) & flag) !== 0;
  }

  start(node: number): number {
    return word(this.data, node, 1) + this.#distance;
  }

  end(node: number): number {
    return word(this.data, node, 2) + this.#distance;
  }

  /** The index behind the node's last descendant: its next sibling, if it has one. */
  after(node: number): number {
    return word(this.data, node, 3);
  }

  parent(node: number): number {
    return word(this.data, node, 4);
  }

  /** The same tree with every offset moved by `distance`: for a tree of a part of a text. */
  shifted(distance: number): FlatTree {
    return distance === 0 ? this : new FlatTree(this.data, this.count, this.#distance + distance);
  }
}

function word(data: Int32Array, node: number, at: number): number {
  return data[node * NODE_WORDS + at] ?? 0;
}

export function packHead(symbol: number, field: number, flags: number): number {
  return (symbol & 0xffff) | (field << 16) | (flags << 24);
}

/** Builds the flat tree by a cursor walk: slow, but relies on the parser's public interface alone. */
export function flattenByCursor(tree: Tree): FlatTree {
  const cursor = tree.walk();
  const out: number[] = [];
  const open: number[] = [];
  try {
    walkCursor(cursor, out, open);
  } finally {
    cursor.delete();
  }
  return new FlatTree(Int32Array.from(out), out.length / NODE_WORDS);
}

function walkCursor(cursor: TreeCursor, out: number[], open: number[]): void {
  for (;;) {
    const index = out.length / NODE_WORDS;
    appendCurrent(cursor, out, open[open.length - 1] ?? -1);
    if (cursor.gotoFirstChild()) {
      open.push(index);
      continue;
    }
    out[index * NODE_WORDS + 3] = index + 1;
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) return;
      out[parent * NODE_WORDS + 3] = out.length / NODE_WORDS;
      cursor.gotoParent();
    }
  }
}

function appendCurrent(cursor: TreeCursor, out: number[], parent: number): void {
  const node = cursor.currentNode;
  const flags =
    (node.isNamed ? NodeFlag.Named : 0) |
    (node.isMissing ? NodeFlag.Missing : 0) |
    (node.isExtra ? NodeFlag.Extra : 0) |
    (node.hasError ? NodeFlag.HasError : 0);
  out.push(packHead(node.typeId, cursor.currentFieldId, flags), node.startIndex, node.endIndex, 0, parent);
}
