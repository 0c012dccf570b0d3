import type { Cfg } from "./cfg.ts";

/** For each block whether it can be reached from the entry. */
export function reachableBlocks(cfg: Cfg): readonly boolean[] {
  return blocksFrom(cfg, [0]);
}

/** For each block whether it is one of `starts` or can be reached from one of them. `through` may forbid entering a block. */
export function blocksFrom(
  cfg: Cfg,
  starts: readonly number[],
  through: (block: number) => boolean = () => true,
): readonly boolean[] {
  const seen = cfg.blocks.map(() => false);
  const work = [...starts];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (seen[at] === true) continue;
    seen[at] = true;
    for (const edge of cfg.blocks[at]?.succs ?? []) if (through(edge.to)) work.push(edge.to);
  }
  return seen;
}

/** For each block whether it is `goal` or leads to it. */
export function blocksTo(cfg: Cfg, goal: number): readonly boolean[] {
  const seen = cfg.blocks.map(() => false);
  const work = [goal];
  for (let at = work.pop(); at !== undefined; at = work.pop()) {
    if (seen[at] === true) continue;
    seen[at] = true;
    work.push(...(cfg.blocks[at]?.preds ?? []));
  }
  return seen;
}

/** True if control can leave the block and come back to it: it stands in a loop, `goto` loops included. */
export function canRepeat(cfg: Cfg, block: number): boolean {
  const next = (cfg.blocks[block]?.succs ?? []).map((edge) => edge.to);
  return blocksFrom(cfg, next)[block] === true;
}

/** True if the function can come back to its caller. */
export function canReturn(cfg: Cfg): boolean {
  return reachableBlocks(cfg)[cfg.exit] === true;
}
