import type { FileInfo } from "../semantic/info.ts";
import type { Expr, Node } from "../syntax/ast.ts";
import { walk } from "../syntax/visit.ts";
import type { Block, Cfg } from "./cfg/cfg.ts";
import { conditionKey, equalsKey, nilKey, type VariableNumbers } from "./condition-facts.ts";
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
  const own = cfg.blocks.map((block) => keysOf(block, info, numbers, always));
  const live = own.map((keys) => new Set([...keys, ...always]));
  const order = [...reversePostorder(cfg)].reverse();
  for (let changed = true; changed;) {
    changed = false;
    for (const id of order) changed = absorb(cfg.blocks[id], live) || changed;
  }
  const nothing: ReadonlySet<string> = new Set();
  const loops = new Map<number, ReadonlySet<string>>();
  return {
    from: (block) => live[block] ?? nothing,
    inLoop(head) {
      const known = loops.get(head);
      if (known !== undefined) return known;
      const asked = new Set([...always, ...loopOf(cfg, head).flatMap((block) => [...(own[block] ?? nothing)])]);
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

function absorb(block: Block | undefined, live: readonly Set<string>[]): boolean {
  const mine = block === undefined ? undefined : live[block.id];
  if (block === undefined || mine === undefined) return false;
  const before = mine.size;
  for (const edge of block.succs) for (const key of live[edge.to] ?? []) mine.add(key);
  return mine.size > before;
}

function keysOf(block: Block, info: FileInfo, numbers: VariableNumbers, always: Set<string>): ReadonlySet<string> {
  const keys = new Set<string>();
  const note = (into: Set<string>, expr: Expr): void => {
    const key = conditionKey(expr, info, numbers);
    if (key === undefined) return;
    into.add(key.key);
    // A variable that is returned or assigned passes on that it is nil.
    const [variable] = key.vars;
    if (expr.kind === "Ident" && variable !== undefined) into.add(nilKey(variable, numbers));
  };
  for (const { condition } of block.succs) {
    if (condition?.kind === "truth") note(keys, condition.expr);
    if (condition?.kind !== "equals") continue;
    for (const value of condition.values) {
      const key = equalsKey(condition.tag, value, info, numbers);
      if (key !== undefined) keys.add(key.key);
    }
  }
  for (const node of block.nodes) {
    if (node.kind === "stmt") noteStatement(node.stmt, keys, always, note);
  }
  return keys;
}

/** Conditions kept in variables, and those inside literals, which may run later. */
function noteStatement(
  stmt: Node,
  keys: Set<string>,
  always: Set<string>,
  note: (into: Set<string>, expr: Expr) => void,
): void {
  walk(stmt, (node) => {
    if (node.kind === "FuncLit") {
      walk(node.body, (inner) => {
        if (inner.kind === "BinaryExpr" || inner.kind === "Ident") note(always, inner);
      });
      return false;
    }
    if (node.kind === "BinaryExpr" || node.kind === "UnaryExpr") note(keys, node);
    const values = node.kind === "ReturnStmt" ? node.results : node.kind === "AssignStmt" ? node.rhs : [];
    for (const value of values) if (value.kind === "Ident") note(keys, value);
    return undefined;
  });
}
