import type { FuncNode } from "../../syntax/ast.ts";
import type { Block, Cfg, CfgNode, Condition, Edge } from "./cfg.ts";

interface DraftBlock {
  readonly id: number;
  readonly nodes: CfgNode[];
  readonly succs: Edge[];
  readonly loopDepth: number;
}

/** A control-flow graph while it is built: blocks are made, filled and joined in any order. */
export class CfgDraft {
  readonly exit: number;
  readonly dead: number;
  readonly entry: number;
  readonly #blocks: DraftBlock[] = [];

  constructor() {
    this.entry = this.addBlock(0);
    this.exit = this.addBlock(0);
    this.dead = this.addBlock(0);
  }

  addBlock(loopDepth: number): number {
    const id = this.#blocks.length;
    this.#blocks.push({ id, nodes: [], succs: [], loopDepth });
    return id;
  }

  addNode(block: number, node: CfgNode): void {
    this.#blocks[block]?.nodes.push(node);
  }

  addEdge(from: number, to: number, kind: Edge["kind"], condition?: Condition): void {
    this.#blocks[from]?.succs.push({ to, kind, condition });
  }

  finish(func: FuncNode): Cfg {
    const preds: number[][] = this.#blocks.map(() => []);
    for (const block of this.#blocks) {
      for (const edge of block.succs) preds[edge.to]?.push(block.id);
    }
    const blocks: Block[] = this.#blocks.map((block) => ({ ...block, preds: preds[block.id] ?? [] }));
    return { func, blocks, exit: this.exit, dead: this.dead };
  }
}
