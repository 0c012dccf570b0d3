import type { Cfg } from "./cfg.ts";

/** Which blocks every way from the entry to a block passes. */
export interface Dominators {
  /** The nearest dominator of each block; -1 for the entry and for blocks that are not reachable. */
  readonly idom: readonly number[];
  /** True if every way to `b` passes `a` (each block dominates itself). False where `b` is not reachable. */
  readonly dominates: (a: number, b: number) => boolean;
}

const known = new WeakMap<Cfg, Dominators>();

/** The dominators of a graph, computed once. */
export function dominatorsOf(cfg: Cfg): Dominators {
  const cached = known.get(cfg);
  if (cached !== undefined) return cached;
  const dominators = computeDominators(cfg);
  known.set(cfg, dominators);
  return dominators;
}

/** Dominators by the algorithm of Cooper, Harvey and Kennedy. */
function computeDominators(cfg: Cfg): Dominators {
  const order = reversePostorder(cfg);
  const rank = cfg.blocks.map(() => -1);
  order.forEach((block, index) => (rank[block] = index));
  const idom = cfg.blocks.map(() => -1);
  idom[0] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (const block of order.slice(1)) {
      const next = nearestCommon(cfg, block, idom, rank);
      if (next !== idom[block]) {
        idom[block] = next;
        changed = true;
      }
    }
  }
  idom[0] = -1;
  return { idom, dominates: (a, b) => isAbove(idom, rank, a, b) };
}

function nearestCommon(cfg: Cfg, block: number, idom: readonly number[], rank: readonly number[]): number {
  let common = -1;
  for (const pred of cfg.blocks[block]?.preds ?? []) {
    if ((idom[pred] ?? -1) < 0) continue;
    common = common < 0 ? pred : meet(common, pred, idom, rank);
  }
  return common;
}

function meet(a: number, b: number, idom: readonly number[], rank: readonly number[]): number {
  let left = a;
  let right = b;
  while (left !== right) {
    if ((rank[left] ?? 0) > (rank[right] ?? 0)) left = idom[left] ?? 0;
    else right = idom[right] ?? 0;
  }
  return left;
}

function isAbove(idom: readonly number[], rank: readonly number[], a: number, b: number): boolean {
  if ((rank[b] ?? -1) < 0) return false;
  for (let at = b; at >= 0; at = idom[at] ?? -1) if (at === a) return true;
  return false;
}

/** The reachable blocks, each before those it leads to, loops aside. */
export function reversePostorder(cfg: Cfg): readonly number[] {
  const seen = cfg.blocks.map(() => false);
  const postorder: number[] = [];
  const stack: { block: number; next: number }[] = [{ block: 0, next: 0 }];
  seen[0] = true;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const edge = cfg.blocks[top.block]?.succs[top.next++];
    if (edge === undefined) {
      postorder.push(top.block);
      stack.pop();
    } else if (seen[edge.to] !== true) {
      seen[edge.to] = true;
      stack.push({ block: edge.to, next: 0 });
    }
  }
  return postorder.reverse();
}
