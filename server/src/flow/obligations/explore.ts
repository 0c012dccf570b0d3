import type { Span } from "../../text/span.ts";
import { assume } from "./assume.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { Expr, ReturnStmt } from "../../syntax/ast.ts";
import type { Block, Cfg, CfgNode, Edge } from "../cfg/cfg.ts";
import { assignFact, forgetVolatile, keepLive } from "./facts.ts";
import { SELF } from "./hold.ts";
import { START, stateKey, withoutError, type Ending, type PathState } from "./path-state.ts";
import type { Returned } from "./returned.ts";
import { stepOver } from "./step.ts";
import { returnedBy } from "./step-return.ts";
import type { Step } from "./step-outcome.ts";
import type { Tracking } from "./tracking.ts";

/** A point on a path: the block entered in a state, by an edge from another such point. */
export interface Visit {
  readonly block: number;
  /** The node of the block to go on with. */
  readonly index: number;
  readonly state: PathState;
  readonly parent: Visit | undefined;
  readonly edge: Edge | undefined;
}

/** A place where the resource is still held and cannot be released any more. */
export interface Loss {
  readonly visit: Visit;
  readonly state: PathState;
  /** The assignment that loses it; undefined where the path leaves the function. */
  readonly span: Span | undefined;
}

export interface Exploration {
  readonly endings: ReadonlySet<Ending>;
  /** The first release that is not deferred. */
  readonly release: Span | undefined;
  /** The first `defer` that releases it. */
  readonly deferral: Span | undefined;
  /** The returns that hand it to the caller. */
  readonly returned: readonly Returned[];
  /** True if a path hands it over in another way than by returning it. */
  readonly taken: boolean;
  /** In the order of the number of blocks on the way. */
  readonly losses: readonly Loss[];
  /** True if the limit was reached: what was found may not be all. */
  readonly capped: boolean;
}

export interface ExploreOptions {
  /** How many points may be looked at. */
  readonly limit: number;
  /** Conditions that may still be asked from a block on; facts about others are dropped. */
  readonly live: ((block: number) => ReadonlySet<string>) | undefined;
  /** Whether a panic leaves the function with what it owes. */
  readonly panicsLeave: boolean;
}

/** Follows one resource from a point along all paths, to a fixed point: no state is entered twice in a block. */
export function explore(cfg: Cfg, start: Visit, tracking: Tracking, options: ExploreOptions): Exploration {
  const walk = new Walk(cfg, tracking, options);
  walk.run(start);
  return walk;
}

/** How many points are looked at for one parameter. */
const LIMIT_OF_PARAMETER = 1500;

/** Follows a parameter from the beginning of the function. */
export function exploreFrom(parameter: VarObj, tracking: Tracking): Exploration {
  const { cfg, liveConditions } = tracking.scope;
  const state = { ...START, holds: new Map([[parameter, SELF]]) };
  const start = { block: 0, index: 0, state, parent: undefined, edge: undefined };
  return explore(cfg, start, tracking, {
    limit: LIMIT_OF_PARAMETER,
    live: (block) => liveConditions.from(block),
    panicsLeave: false,
  });
}

class Walk implements Exploration {
  readonly endings = new Set<Ending>();
  readonly returned: Returned[] = [];
  readonly losses: Loss[] = [];
  taken = false;
  release: Span | undefined;
  deferral: Span | undefined;
  capped = false;
  readonly #cfg: Cfg;
  readonly #tracking: Tracking;
  readonly #options: ExploreOptions;
  readonly #seen = new Set<string>();
  readonly #queue: Visit[] = [];

  constructor(cfg: Cfg, tracking: Tracking, options: ExploreOptions) {
    this.#cfg = cfg;
    this.#tracking = tracking;
    this.#options = options;
  }

  run(start: Visit): void {
    this.#queue.push(start);
    for (let at = 0; at < this.#queue.length; at++) {
      const visit = this.#queue[at];
      if (visit === undefined) return;
      if (at >= this.#options.limit) {
        this.capped = true;
        return;
      }
      this.#block(visit);
    }
  }

  #block(visit: Visit): void {
    const block = this.#cfg.blocks[visit.block];
    if (block === undefined) return;
    if (visit.block === this.#cfg.exit) {
      this.losses.push({ visit, state: visit.state, span: undefined });
      return;
    }
    const state = this.#nodes(block, visit);
    if (state !== undefined) for (const edge of block.succs) this.#follow(edge, state, visit);
  }

  /** The state behind the block's nodes; undefined where the path ends among them. */
  #nodes(block: Block, visit: Visit): PathState | undefined {
    let { state } = visit;
    for (const node of block.nodes.slice(visit.index)) {
      const step = this.#step(node, state);
      if (step.kind === "ended") {
        if (step.ending === "released") this.release ??= step.span;
        if (step.ending === "deferred") this.deferral ??= step.span;
        this.endings.add(step.ending);
        this.returned.push(...(step.returned ?? []));
        if (step.ending === "handed-over" && step.returned === undefined) this.taken = true;
        return undefined;
      }
      if (step.kind === "lost") {
        this.losses.push({ visit, state: step.state, span: step.span });
        return undefined;
      }
      state = step.state;
    }
    return state;
  }

  /** Where releases do not end paths, what was released is only noted. */
  #step(node: CfgNode, state: PathState): Step {
    const step = stepOver(node, state, this.#tracking);
    const { goesOn } = this.#tracking;
    if (step.kind !== "ended" || goesOn === undefined || step.returned !== undefined) return step;
    if (step.ending === "released" || step.ending === "deferred") {
      const after = stepOver(node, state, { ...this.#tracking, releases: [] });
      if (after.kind === "on") return { kind: "on", state: { ...after.state, released: true } };
      if (after.kind === "lost" || after.returned !== undefined || goesOn === "behind-release") return after;
    }
    return goesOn === "behind-hand-over" ? behindHandOver(node, state, this.#tracking) : step;
  }

  #follow(edge: Edge, before: PathState, parent: Visit): void {
    if (edge.to === this.#cfg.dead && !(edge.kind === "panic" && this.#options.panicsLeave)) return;
    const assumed = edge.condition === undefined ? before : assume(edge.condition, before, this.#tracking);
    if (typeof assumed === "string") {
      this.endings.add(assumed);
      return;
    }
    const to = edge.to === this.#cfg.dead ? this.#cfg.exit : edge.to;
    const state = this.#settle(assumed, to, edge);
    const key = `${String(to)} ${stateKey(state, this.#tracking.scope.numbers)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#queue.push({ block: to, index: 0, state, parent, edge });
  }

  /** Drops what is not needed, or no longer true, behind the edge. */
  #settle(state: PathState, to: number, edge: Edge): PathState {
    let { facts } = state;
    if (edge.kind === "loop") facts = forgetVolatile(facts, this.#tracking.scope.liveConditions.inLoop(to));
    // Where the function ends, what it returned decides what is owed.
    if (this.#options.live !== undefined && to !== this.#cfg.exit) facts = keepLive(facts, this.#options.live(to));
    return facts === state.facts ? state : { ...state, facts };
  }
}

/** Where somebody else has it: the same return, or the state behind the node, which leaves no error of the acquiring call. */
function behindHandOver(node: CfgNode, state: PathState, tracking: Tracking): Step {
  const after = { ...state, released: true };
  if (node.kind !== "stmt") return { kind: "on", state: after };
  if (node.stmt.kind === "ReturnStmt") return returnWith(node.stmt, after, tracking);
  if (node.stmt.kind !== "AssignStmt") return { kind: "on", state: after };
  return { kind: "on", state: node.stmt.lhs.reduce((sum, target) => withAssigned(target, sum, tracking), after) };
}

function returnWith(stmt: ReturnStmt, state: PathState, tracking: Tracking): Step {
  const returned = returnedBy(stmt, state, tracking);
  return returned.length > 0 ? { kind: "ended", ending: "handed-over", span: stmt, returned } : { kind: "on", state };
}

function withAssigned(target: Expr, state: PathState, { scope }: Tracking): PathState {
  const obj = target.kind === "Ident" ? scope.info.objectOf(target) : undefined;
  if (obj?.kind !== "var") return state;
  return { ...withoutError(state, obj), facts: assignFact(state.facts, obj, undefined, scope) };
}
