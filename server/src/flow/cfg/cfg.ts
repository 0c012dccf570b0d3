import type { Expr, FuncNode, Ident, Stmt } from "../../syntax/ast.ts";

/**
 * The control-flow graph of one function body. Function literals inside it are values here; each has a graph of its own.
 * Blocks are indexed by `id`; block 0 is the entry.
 */
export interface Cfg {
  readonly func: FuncNode;
  readonly blocks: readonly Block[];
  /** The block every return, and the end of the body, leads to. It has no nodes; deferred calls run on the way into it. */
  readonly exit: number;
  /** The block that ends a path that never comes back: a panic, `os.Exit`, a call that never returns. */
  readonly dead: number;
}

export interface Block {
  readonly id: number;
  /** Simple statements and, for conditions and tags, the expressions evaluated, in the order of evaluation. */
  readonly nodes: readonly CfgNode[];
  readonly succs: readonly Edge[];
  readonly preds: readonly number[];
  /** How many loops of this function are around it. */
  readonly loopDepth: number;
}

/**
 * What a block evaluates: a statement without control flow of its own (expression, send, inc/dec, assignment, declaration,
 * go, defer, return), a condition or tag, or the per-iteration assignment of a range loop.
 */
export type CfgNode =
  | { readonly kind: "stmt"; readonly stmt: Stmt }
  | { readonly kind: "expr"; readonly expr: Expr }
  | {
      readonly kind: "range";
      readonly key: Expr | undefined;
      readonly value: Expr | undefined;
      readonly define: boolean;
      readonly x: Expr;
    }
  | {
      readonly kind: "bind";
      readonly ident: Ident;
      readonly x: Expr;
      readonly types: readonly Expr[];
      readonly body: readonly Stmt[];
    };

export interface Edge {
  readonly to: number;
  readonly kind: "next" | "true" | "false" | "case" | "default" | "loop" | "return" | "panic" | "never-returns";
  /** What is known to hold on this edge. Short-circuit operators are taken apart, so it never is `&&`, `||` or `!`. */
  readonly condition: Condition | undefined;
}

export type Condition =
  /** `expr` was evaluated to `value`. */
  | { readonly kind: "truth"; readonly expr: Expr; readonly value: boolean }
  /** A switch: `tag` equals one of `values` (`holds`), or none of them. */
  | { readonly kind: "equals"; readonly tag: Expr; readonly values: readonly Expr[]; readonly holds: boolean }
  /** A type switch: the operand's dynamic type is one of `types`, or none of them. */
  | { readonly kind: "type"; readonly x: Expr; readonly types: readonly Expr[]; readonly holds: boolean }
  /** A range loop or receive: another element (`more`), or the end. */
  | { readonly kind: "range"; readonly x: Expr; readonly more: boolean };
