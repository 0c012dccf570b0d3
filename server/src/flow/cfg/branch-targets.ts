import type { BranchStmt } from "../../syntax/ast.ts";

/** Where `break` and `continue` lead inside one breakable statement. */
export interface Target {
  readonly label: string | undefined;
  readonly breakTo: number;
  /** Undefined for switch and select. */
  readonly continueTo: number | undefined;
}

/** Where branches lead from the place that is being built. */
export class BranchTargets {
  readonly #targets: Target[] = [];
  readonly #labels = new Map<string, number>();
  readonly #newBlock: () => number;
  #fallthroughTo: number | undefined;

  constructor(newBlock: () => number) {
    this.#newBlock = newBlock;
  }

  /** Builds the inside of a breakable statement. */
  within(target: Target, build: () => void): void {
    this.#targets.push(target);
    build();
    this.#targets.pop();
  }

  /** Builds a clause of which `fallthrough` leads to that block. */
  fallingThroughTo(block: number | undefined, build: () => void): void {
    const outer = this.#fallthroughTo;
    this.#fallthroughTo = block;
    build();
    this.#fallthroughTo = outer;
  }

  /** The block of a label, also before the label itself is met. */
  labelBlock(name: string): number {
    const known = this.#labels.get(name);
    if (known !== undefined) return known;
    const block = this.#newBlock();
    this.#labels.set(name, block);
    return block;
  }

  /** The block a branch leads to; undefined for one that does not compile. */
  of(stmt: BranchStmt): number | undefined {
    const label = stmt.label?.name;
    switch (stmt.tok) {
      case "goto":
        return label === undefined ? undefined : this.labelBlock(label);
      case "fallthrough":
        return this.#fallthroughTo;
      case "break":
        return this.#targets.findLast((target) => label === undefined || target.label === label)?.breakTo;
      case "continue":
        return this.#targets.findLast(
          (target) => target.continueTo !== undefined && (label === undefined || target.label === label),
        )?.continueTo;
    }
  }
}
