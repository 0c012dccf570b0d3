import type { VarObj } from "../../semantic/info.ts";
import { contains, type Span } from "../../text/span.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Cfg, Condition, Edge } from "../cfg/cfg.ts";
import { type Action, type LockProgram, otherMode, type Slot, slotId } from "./action.ts";
import { type ConditionFact } from "./condition.ts";
import { type Reference, variableReference } from "./reference.ts";
import { edgeFacts, type RelevantFacts, relevantFacts } from "./relevance.ts";
import { FIRST_STATE, type Hold, isHeld, type LockState, stateKey, withFact, withHold, withoutFacts } from "./state.ts";
import { type LockEvents, transfer } from "./transfer.ts";
import type { LockVariables } from "./variables.ts";

/** A state at the start of a block, and how the walk came there first. */
export interface Visit {
  readonly block: number;
  readonly state: LockState;
  readonly from: Visit | undefined;
  readonly by: Edge | undefined;
}

/** How often a place was reached with a lock held, and how often without. */
export interface Taken {
  readonly held: { readonly hold: Hold; readonly visit: Visit }[];
  free: number;
}

/** All that happens on the paths of a function. */
export interface LockWalk {
  /** The releases that reach a site. */
  readonly released: Map<number, Set<number>>;
  readonly mismatched: Map<number, Set<number>>;
  readonly taken: Map<Action, Taken>;
  readonly deferredLocks: Map<Action, Taken>;
  readonly rebound: { readonly site: number; readonly at: Span; readonly visit: Visit }[];
  readonly foreign: Map<string, Slot>;
  /** The states in which the function returns; `from` is the block that leaves. */
  readonly exits: readonly Visit[];
  /** False if the walk was given up: then nothing may be concluded. */
  readonly complete: boolean;
}

/** States of one block beyond this number lose what they know of conditions. */
const MOST_STATES = 24;
/** Visits of one function beyond this number end the walk. */
const MOST_VISITS = 6000;

export function walkLocks(cfg: Cfg, program: LockProgram, variables: LockVariables): LockWalk {
  return new Walker(cfg, program, variables).run();
}

class Walker {
  readonly #cfg: Cfg;
  readonly #program: LockProgram;
  readonly #variables: LockVariables;
  readonly #relevant: RelevantFacts;
  readonly #seen: Map<string, Visit>[];
  readonly #work: Visit[] = [];
  readonly #roots: ReadonlySet<VarObj | undefined>;
  readonly #edgeFacts = new Map<Condition, readonly ConditionFact[]>();
  #current: Visit = { block: 0, state: FIRST_STATE, from: undefined, by: undefined };
  readonly #released = new Map<number, Set<number>>();
  readonly #mismatched = new Map<number, Set<number>>();
  readonly #taken = new Map<Action, Taken>();
  readonly #deferredLocks = new Map<Action, Taken>();
  readonly #rebound: LockWalk["rebound"] = [];
  readonly #foreign = new Map<string, Slot>();

  constructor(cfg: Cfg, program: LockProgram, variables: LockVariables) {
    this.#cfg = cfg;
    this.#program = program;
    this.#variables = variables;
    this.#relevant = relevantFacts(cfg, program, variables);
    this.#roots = new Set([...program.sites, ...program.releases].map(({ slot }) => slot.lock.root));
    this.#seen = cfg.blocks.map(() => new Map<string, Visit>());
  }

  run(): LockWalk {
    this.#enter(this.#current);
    let visits = 0;
    // The list grows while it is walked.
    for (const visit of this.#work) {
      if (++visits > MOST_VISITS) break;
      this.#visit(visit);
    }
    const exits = [...(this.#seen[this.#cfg.exit]?.values() ?? [])];
    for (const exit of exits) this.#atExit(exit);
    return {
      released: this.#released,
      mismatched: this.#mismatched,
      taken: this.#taken,
      deferredLocks: this.#deferredLocks,
      rebound: this.#rebound,
      foreign: this.#foreign,
      exits,
      complete: visits <= MOST_VISITS,
    };
  }

  #enter(visit: Visit): void {
    const seen = this.#seen[visit.block];
    if (seen === undefined) return;
    const key = this.#visitKey(visit, stateKey(visit.state));
    if (seen.has(key)) return;
    if (seen.size >= MOST_STATES && visit.state.facts.size > 0) {
      this.#enter({ ...visit, state: withoutFacts(visit.state, () => true) });
      return;
    }
    seen.set(key, visit);
    this.#work.push(visit);
  }

  /** At the exit the ways out are kept apart: each is a place to tell of. */
  #visitKey(visit: Visit, key: string): string {
    return visit.block === this.#cfg.exit ? `${String(visit.from?.block ?? -1)}|${key}` : key;
  }

  #visit(visit: Visit): void {
    this.#current = visit;
    if (visit.block === this.#cfg.exit || visit.block === this.#cfg.dead) return;
    const states = this.#afterBlock(visit);
    for (const edge of this.#cfg.blocks[visit.block]?.succs ?? []) {
      for (const state of states) {
        const next = this.#along(state, edge);
        if (next !== undefined) this.#enter({ block: edge.to, state: next, from: visit, by: edge });
      }
    }
  }

  #afterBlock(visit: Visit): readonly LockState[] {
    let states: readonly LockState[] = [visit.state];
    for (const action of this.#program.actions[visit.block]?.flat() ?? []) {
      if (action.do === "flag" && !this.#relevant.isRelevant(action.fact)) continue;
      states = states.flatMap((state) => transfer(state, action, this.#context, this.#events));
    }
    return states;
  }

  readonly #context = {
    factsOf: (obj: VarObj): ReadonlySet<string> => this.#relevant.factsOf(obj),
    rootReference: (obj: VarObj): Reference => variableReference(this.#variables.names, obj),
    isRoot: (obj: VarObj): boolean => this.#roots.has(obj),
  };

  readonly #events: LockEvents = {
    released: (site, release) => {
      this.#released.set(site, (this.#released.get(site) ?? new Set()).add(release));
    },
    mismatched: (site, release) => {
      this.#mismatched.set(site, (this.#mismatched.get(site) ?? new Set()).add(release));
    },
    taken: (action, held) => {
      count(this.#taken, action, held, this.#current);
    },
    deferredLock: (action, held) => {
      count(this.#deferredLocks, action, held, this.#current);
    },
    rebound: (site, at) => {
      this.#rebound.push({ site, at, visit: this.#current });
    },
    foreign: (slot) => {
      this.#foreign.set(slotId(slot), slot);
    },
  };

  // ---- edges ----

  #along(state: LockState, edge: Edge): LockState | undefined {
    const condition = edge.condition;
    if (condition === undefined) return state;
    const tried = this.#tried(state, condition);
    if (tried !== undefined) return tried;
    let next: LockState | undefined = state;
    for (const fact of this.#factsOn(condition)) {
      if (next === undefined) return undefined;
      next = this.#withCondition(next, fact, spanOf(condition));
    }
    return next;
  }

  #factsOn(condition: Condition): readonly ConditionFact[] {
    const known = this.#edgeFacts.get(condition);
    if (known !== undefined) return known;
    const facts = edgeFacts(condition, this.#variables);
    this.#edgeFacts.set(condition, facts);
    return facts;
  }

  #tried(state: LockState, condition: Condition): LockState | undefined {
    if (condition.kind !== "truth") return undefined;
    const call = unparen(condition.expr);
    const site = call.kind === "CallExpr" ? this.#program.tries.get(call) : undefined;
    const slot = site === undefined ? undefined : this.#program.sites[site]?.slot;
    if (site === undefined || slot === undefined) return undefined;
    if (!condition.value || isHeld(state, slot) !== undefined) return state;
    return withHold(state, { slot, is: "held", site, depth: 1 });
  }

  #withCondition(state: LockState, fact: ConditionFact, at: Span): LockState | undefined {
    if (fact.stable) {
      return this.#relevant.isRelevant(fact.id) ? withFact(state, fact.id, fact.value) : state;
    }
    return this.#contradictsGuard(state, fact, at) ? undefined : state;
  }

  /**
   * A lock taken under `if s.shared` is not held where `s.shared` is asked again, behind that `if`, and is false.
   * Inside the `if` the second question is another one: double-checked locking asks because the answer may have changed.
   */
  #contradictsGuard(state: LockState, fact: ConditionFact, at: Span): boolean {
    for (const hold of state.holds.values()) {
      const guards = hold.is === "held" ? (this.#program.sites[hold.site]?.guards ?? []) : [];
      for (const guard of guards) {
        const same = guard.fact.id === fact.id && guard.fact.value !== fact.value;
        if (same && !contains(guard.within, at)) return true;
      }
    }
    return false;
  }

  // ---- exits ----

  #atExit(exit: Visit): void {
    const { holds, deferred } = exit.state;
    for (const hold of holds.values()) {
      if (hold.is !== "held") continue;
      const own = deferred.get(slotId(hold.slot));
      const other = deferred.get(slotId(otherMode(hold.slot)));
      if (own !== undefined) this.#events.released(hold.site, own.release);
      else if (other !== undefined && isHeld(exit.state, other.slot) === undefined) {
        this.#events.mismatched(hold.site, other.release);
      }
    }
    for (const [id, { slot }] of deferred) if (!holds.has(id)) this.#events.foreign(slot);
  }
}

function count(into: Map<Action, Taken>, action: Action, hold: Hold | undefined, visit: Visit): void {
  const taken = into.get(action) ?? { held: [], free: 0 };
  if (hold === undefined) taken.free++;
  else taken.held.push({ hold, visit });
  into.set(action, taken);
}

function spanOf(condition: Condition): Span {
  switch (condition.kind) {
    case "truth":
      return condition.expr;
    case "equals":
      return condition.tag;
    default:
      return condition.x;
  }
}
