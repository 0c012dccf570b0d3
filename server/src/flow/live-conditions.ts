import type { FileInfo, VarObj } from "../semantic/info.ts";
import type { Expr, Node, Stmt } from "../syntax/ast.ts";
import { walk } from "../syntax/visit.ts";
import type { Block, Cfg, CfgNode } from "./cfg/cfg.ts";
import { conditionKey, equalsKey, nilKey, type ConditionKey, type VariableNumbers } from "./condition-facts.ts";
import { reversePostorder } from "./cfg/dominators.ts";
import { blocksFrom, blocksTo } from "./cfg/reachability.ts";

/** Which conditions are asked where in a function, by their keys; those inside literals everywhere. */
export interface LiveConditions {
  /** Those that may be asked on a path from a block. A fact about any other condition decides nothing any more. */
  from(block: number): ReadonlySet<string>;
  /** Those that are asked in the loop that begins with a block: what is asked again in each turn is there to change. */
  inLoop(head: number): ReadonlySet<string>;
}

export function liveConditions(cfg: Cfg, info: FileInfo, numbers: VariableNumbers): LiveConditions {
  const always = new Set<string>();
  const reader: ConditionReader = { info, numbers, always, readBy: new Map() };
  const blocks = cfg.blocks.map((block) => new BlockConditions(block, reader));
  const live = blocks.map(({ exposed }) => new Set([...exposed, ...always]));
  const order = [...reversePostorder(cfg)].reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const id of order) changed = absorb(cfg.blocks[id], live, blocks) || changed;
  }
  const nothing: ReadonlySet<string> = new Set();
  const loops = new Map<number, ReadonlySet<string>>();
  return {
    from: (block) => live[block] ?? nothing,
    inLoop(head) {
      const known = loops.get(head);
      if (known !== undefined) return known;
      const asked = new Set([
        ...always,
        ...loopOf(cfg, head).flatMap((block) => [...(blocks[block]?.asked ?? nothing)]),
      ]);
      loops.set(head, asked);
      return asked;
    },
  };
}

/** The blocks between a loop's head and itself. */
function loopOf(cfg: Cfg, head: number): number[] {
  const [reached, leading] = [blocksFrom(cfg, [head]), blocksTo(cfg, head)];
  return cfg.blocks.map(({ id }) => id).filter((id) => reached[id] === true && leading[id] === true);
}

function absorb(block: Block | undefined, live: readonly Set<string>[], blocks: readonly BlockConditions[]): boolean {
  const mine = block === undefined ? undefined : live[block.id];
  if (block === undefined || mine === undefined) return false;
  const before = mine.size;
  for (const edge of block.succs) {
    for (const key of live[edge.to] ?? []) if (blocks[block.id]?.ends(key) !== true) mine.add(key);
  }
  return mine.size > before;
}

/** How the conditions of one function are read. */
interface ConditionReader {
  readonly info: FileInfo;
  readonly numbers: VariableNumbers;
  /** The keys of those inside literals, which may run later. Grows. */
  readonly always: Set<string>;
  /** The variables that each condition reads, by its key. Grows. */
  readonly readBy: Map<string, readonly VarObj[]>;
}

/** The conditions that one block asks, by their keys. */
class BlockConditions {
  readonly asked = new Set<string>();
  /** Those that are asked before the block gives one of their variables another value. */
  readonly exposed = new Set<string>();
  readonly #reader: ConditionReader;
  readonly #assigned = new Set<VarObj>();

  constructor({ nodes, succs }: Block, reader: ConditionReader) {
    this.#reader = reader;
    for (const node of nodes) {
      if (node.kind === "stmt") this.#statement(node.stmt);
      for (const target of assignedBy(node)) this.#assign(target);
    }
    for (const { condition } of succs) {
      if (condition?.kind === "truth") this.#ask(condition.expr);
      if (condition?.kind !== "equals") continue;
      for (const value of condition.values) this.#add(equalsKey(condition.tag, value, reader.info, reader.numbers));
    }
  }

  /** True if what was known of the condition before the block says nothing behind it. */
  ends(key: string): boolean {
    return this.#readBy(key).some((variable) => this.#assigned.has(variable));
  }

  #readBy(key: string): readonly VarObj[] {
    return this.#reader.always.has(key) ? [] : (this.#reader.readBy.get(key) ?? []);
  }

  /** Conditions kept in variables, and those inside literals. */
  #statement(stmt: Node): void {
    walk(stmt, (node) => {
      if (node.kind === "FuncLit") {
        walk(node.body, (inner) => {
          if (inner.kind === "BinaryExpr" || inner.kind === "Ident") this.#askLater(inner);
        });
        return false;
      }
      if (node.kind === "BinaryExpr" || node.kind === "UnaryExpr") this.#ask(node);
      const values = node.kind === "ReturnStmt" ? node.results : node.kind === "AssignStmt" ? node.rhs : [];
      for (const value of values) if (value.kind === "Ident") this.#ask(value);
      return undefined;
    });
  }

  #ask(expr: Expr): void {
    for (const key of keysOf(expr, this.#reader)) this.#add(key);
  }

  #askLater(expr: Expr): void {
    for (const { key } of keysOf(expr, this.#reader)) this.#reader.always.add(key);
  }

  #add(condition: Pick<ConditionKey, "key" | "vars"> | undefined): void {
    if (condition === undefined) return;
    const { key, vars } = condition;
    this.#reader.readBy.set(key, vars);
    this.asked.add(key);
    if (!vars.some((variable) => this.#assigned.has(variable))) this.exposed.add(key);
  }

  #assign(target: Expr): void {
    const variable = target.kind === "Ident" ? this.#reader.info.objectOf(target) : undefined;
    if (variable?.kind === "var") this.#assigned.add(variable);
  }
}

function keysOf(expr: Expr, { info, numbers }: ConditionReader): readonly Pick<ConditionKey, "key" | "vars">[] {
  const condition = conditionKey(expr, info, numbers);
  if (condition === undefined) return [];
  const [variable] = condition.vars;
  // A variable that is returned or assigned passes on that it is nil.
  if (expr.kind !== "Ident" || variable === undefined) return [condition];
  return [condition, { key: nilKey(variable, numbers), vars: [variable] }];
}

/** What a node gives another value. */
function assignedBy(node: CfgNode): readonly Expr[] {
  switch (node.kind) {
    case "range":
      return [node.key, node.value].filter((each) => each !== undefined);
    case "bind":
      return [node.ident];
    case "expr":
      return [];
    case "stmt":
      return assignedByStatement(node.stmt);
  }
}

function assignedByStatement(stmt: Stmt): readonly Expr[] {
  if (stmt.kind === "AssignStmt") return stmt.lhs;
  if (stmt.kind !== "DeclStmt") return [];
  return stmt.decl.specs.flatMap((spec) => (spec.kind === "ValueSpec" ? spec.names : []));
}
