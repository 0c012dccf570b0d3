import type { BadExpr, BadStmt, BlockStmt, Ident } from "./ast.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import type { Grammar } from "./grammar.ts";

/** No node. */
export const NONE = -1;

/** Code nested deeper than this becomes Bad nodes: the call stack is finite, and no person wrote it. */
const MAX_DEPTH = 330;

/** One text with its flat tree, ready to be lowered to the AST. */
export interface Source {
  readonly text: string;
  readonly tree: FlatTree;
  readonly grammar: Grammar;
  /** How deep the recursion is now. */
  depth: number;
  /** Gives the body of a function that was left out of this tree, by the offset of its brace. Undefined: it is in the tree. */
  readonly leftOut: ((start: number) => BlockStmt | undefined) | undefined;
}

export function typeName(source: Source, node: number): string {
  return source.grammar.typeNames[source.tree.symbol(node)] ?? "ERROR";
}

export function slice(source: Source, node: number): string {
  return source.text.slice(source.tree.start(node), source.tree.end(node));
}

export function spanAt(source: Source, node: number): { start: number; end: number } {
  return { start: source.tree.start(node), end: source.tree.end(node) };
}

/** The first child that fills a field, or {@link NONE}. */
export function fieldOf(source: Source, node: number, field: number): number {
  const { tree } = source;
  const after = tree.after(node);
  for (let child = node + 1; child < after; child = tree.after(child)) {
    if (tree.field(child) === field) return child;
  }
  return NONE;
}

/** The named children that fill a field. */
export function fieldsOf(source: Source, node: number, field: number): number[] {
  return childNodes(source, node).filter((child) => source.tree.field(child) === field);
}

/** The named children without comments. */
export function childNodes(source: Source, node: number): number[] {
  const { tree } = source;
  const { comment } = source.grammar;
  const found: number[] = [];
  const after = tree.after(node);
  for (let child = node + 1; child < after; child = tree.after(child)) {
    if (tree.has(child, NodeFlag.Named) && tree.symbol(child) !== comment) found.push(child);
  }
  return found;
}

/** The first anonymous child whose text is `token`, or {@link NONE}. */
export function tokenOf(source: Source, node: number, token: string): number {
  const { tree } = source;
  const after = tree.after(node);
  for (let child = node + 1; child < after; child = tree.after(child)) {
    if (!tree.has(child, NodeFlag.Named) && typeName(source, child) === token) return child;
  }
  return NONE;
}

export function ident(source: Source, node: number): Ident {
  const start = source.tree.start(node);
  const end = source.tree.end(node);
  return { kind: "Ident", start, end, name: source.text.slice(start, end) };
}

/** An identifier for a child that may be missing after error recovery. */
export function identOrEmpty(source: Source, node: number, around: number): Ident {
  if (node !== NONE) return ident(source, node);
  const end = source.tree.end(around);
  return { kind: "Ident", start: end, end, name: "" };
}

export function badExpr(source: Source, node: number): BadExpr {
  return { kind: "BadExpr", ...spanAt(source, node) };
}

export function badStmt(source: Source, node: number): BadStmt {
  return { kind: "BadStmt", ...spanAt(source, node) };
}

/** Runs `lower` unless the recursion is too deep; then answers `otherwise`. */
export function nested<T>(source: Source, lower: () => T, otherwise: () => T): T {
  if (source.depth >= MAX_DEPTH) return otherwise();
  source.depth++;
  try {
    return lower();
  } finally {
    source.depth--;
  }
}
