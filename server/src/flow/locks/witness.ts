import type { Span } from "../../text/span.ts";
import type { Cfg, Condition, Edge } from "../cfg/cfg.ts";
import type { PathStep } from "../flow.ts";
import { expressionText } from "../expression-text.ts";
import type { SiteDraft, Slot } from "./action.ts";
import { slotId } from "./action.ts";
import type { Visit } from "./walk.ts";

/** Steps beyond this number are left out in the middle of a path. */
const MOST_STEPS = 8;

/** The way from a Lock to the place where it leaks, for a reader to follow. */
export function witnessPath(
  cfg: Cfg,
  visit: Visit,
  site: number,
  draft: SiteDraft,
  exit: Span,
  leaves: string,
): readonly PathStep[] {
  const steps = stepsBack(cfg, visit, site, draft.slot).filter((step) => step.span.start !== exit.start);
  const middle = steps.length > MOST_STEPS ? [...steps.slice(0, 3), ...steps.slice(3 - MOST_STEPS)] : steps;
  return [
    { span: draft.call, kind: "acquired", text: `${draft.slot.lock.text} is locked here` },
    ...middle,
    { span: exit, kind: "leaves", text: leaves },
  ];
}

/** The branches taken since the block in which the lock was taken. */
function stepsBack(cfg: Cfg, visit: Visit, site: number, slot: Slot): PathStep[] {
  const steps: PathStep[] = [];
  let at = visit;
  for (;;) {
    const hold = at.state.holds.get(slotId(slot));
    if (hold?.is !== "held" || hold.site !== site || at.by === undefined || at.from === undefined) break;
    const step = stepOf(at.by, cfg.blocks[at.from.block]?.succs.length ?? 0);
    if (step !== undefined) steps.push(step);
    at = at.from;
  }
  return steps.reverse();
}

function stepOf(edge: Edge, ways: number): PathStep | undefined {
  const { condition } = edge;
  return condition === undefined || ways < 2 ? undefined : conditionStep(condition);
}

function conditionStep(condition: Condition): PathStep {
  switch (condition.kind) {
    case "truth": {
      const kind = condition.value ? "branch-true" : "branch-false";
      return { span: condition.expr, kind, text: `${expressionText(condition.expr)} is ${String(condition.value)}` };
    }
    case "equals": {
      const values = condition.values.map(expressionText).join(" or ");
      const text = `${expressionText(condition.tag)} is ${condition.holds ? "" : "not "}${values}`;
      return { span: condition.values[0] ?? condition.tag, kind: "case", text };
    }
    case "type": {
      const types = condition.types.map(expressionText).join(" or ");
      const text = `${expressionText(condition.x)} is ${condition.holds ? "" : "not "}of type ${types}`;
      return { span: condition.types[0] ?? condition.x, kind: "case", text };
    }
    case "range": {
      const text = condition.more ? "with another element" : "after the last element";
      return { span: condition.x, kind: condition.more ? "loop-again" : "loop-left", text };
    }
  }
}
