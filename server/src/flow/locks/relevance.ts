import type { VarObj } from "../../semantic/info.ts";
import type { Cfg, Condition } from "../cfg/cfg.ts";
import type { LockProgram } from "./action.ts";
import { type ConditionFact, conditionFact, equalityFact } from "./condition.ts";
import type { LockVariables } from "./variables.ts";

/** The conditions that are worth remembering along a path: those that are asked again, or that an assignment decides. */
export interface RelevantFacts {
  readonly isRelevant: (id: string) => boolean;
  readonly factsOf: (obj: VarObj) => ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

export function relevantFacts(cfg: Cfg, program: LockProgram, variables: LockVariables): RelevantFacts {
  const asked = new Map<string, number>();
  const byVariable = new Map<VarObj, Set<string>>();
  for (const fact of factsAsked(cfg, variables)) {
    asked.set(fact.id, (asked.get(fact.id) ?? 0) + 1);
    for (const obj of fact.vars) byVariable.set(obj, (byVariable.get(obj) ?? new Set()).add(fact.id));
  }
  const decided = new Set<string>();
  for (const action of program.actions.flat(2)) {
    if (action.do === "flag" || action.do === "try") decided.add(action.fact);
  }
  return {
    isRelevant: (id) => (asked.get(id) ?? 0) > (decided.has(id) ? 0 : 1),
    factsOf: (obj) => byVariable.get(obj) ?? NONE,
  };
}

/** One fact for each branch; its true and its false edge count once. */
function factsAsked(cfg: Cfg, variables: LockVariables): ConditionFact[] {
  return cfg.blocks.flatMap((block) => {
    const ids = new Map<string, ConditionFact>();
    for (const edge of block.succs) {
      for (const fact of edge.condition === undefined ? [] : edgeFacts(edge.condition, variables))
        ids.set(fact.id, fact);
    }
    return [...ids.values()];
  });
}

/** What an edge's condition tells. A fact over a variable that may change at any time is not stable. */
export function edgeFacts(condition: Condition, variables: LockVariables): readonly ConditionFact[] {
  return rawFacts(condition, variables).map((fact) =>
    fact.stable && fact.vars.some((obj) => variables.changing.has(obj)) ? { ...fact, stable: false } : fact,
  );
}

function rawFacts(condition: Condition, { names }: LockVariables): readonly ConditionFact[] {
  switch (condition.kind) {
    case "truth": {
      const fact = conditionFact(names, condition.expr, condition.value);
      return fact === undefined ? [] : [fact];
    }
    case "equals": {
      if (condition.holds && condition.values.length !== 1) return [];
      const facts = condition.values.map((value) => equalityFact(names, condition.tag, value, condition.holds));
      return facts.filter((fact) => fact !== undefined);
    }
    default:
      return [];
  }
}
