import type { Expr, FuncNode } from "../../syntax/ast.ts";
import type { Span } from "../../text/span.ts";
import type { Cfg, Condition, Edge } from "../cfg/cfg.ts";
import type { Loss, Visit } from "./explore.ts";
import { expressionText } from "../expression-text.ts";
import type { PathStep } from "../flow.ts";

const LONGEST = 6;

/** What is lost, as its story tells of it. */
export interface Lost {
  readonly acquired: Span;
  readonly name: string;
  /** True for a function that is owed a call: `cancel`. */
  readonly isCalled: boolean;
}

/** The story of a loss for the reader: acquired here, this branch, leaves here. Only the last branches are told. */
export function witnessPath({ acquired, name, isCalled }: Lost, loss: Loss, cfg: Cfg): readonly PathStep[] {
  const branches: PathStep[] = [];
  for (let visit: Visit = loss.visit; visit.parent !== undefined; visit = visit.parent) {
    const step = visit.edge === undefined ? undefined : stepOfEdge(visit.edge);
    if (step !== undefined) branches.unshift(step);
  }
  const exit = exitOf(loss, cfg);
  const end = isCalled ? `leaves here without a call of ${name}` : `leaves here with ${name} still open`;
  const leaves: PathStep =
    loss.span === undefined
      ? { span: exit, kind: "leaves", text: end }
      : { span: exit, kind: "reassigned", text: `${name} gets another value here` };
  return [{ span: acquired, kind: "acquired", text: `${name} is acquired here` }, ...branches.slice(-LONGEST), leaves];
}

/** Where a loss shows: the assignment, the return statement, or the closing brace of the function. */
export function exitOf(loss: Loss, cfg: Cfg): Span {
  if (loss.span !== undefined) return loss.span;
  const last = lastNode(loss.visit.parent ?? loss.visit, cfg);
  if (last?.kind === "stmt" && last.stmt.kind === "ReturnStmt") return last.stmt;
  if (last?.kind === "stmt" && loss.visit.edge?.kind === "panic") return last.stmt;
  return closingBrace(cfg.func);
}

function lastNode(visit: Visit, cfg: Cfg) {
  return cfg.blocks[visit.block]?.nodes.at(-1);
}

function closingBrace(func: FuncNode): Span {
  const end = func.body?.end ?? func.end;
  return { start: end - 1, end };
}

function stepOfEdge(edge: Edge): PathStep | undefined {
  if (edge.kind === "loop") return undefined;
  const { condition } = edge;
  return condition === undefined ? undefined : stepOfCondition(condition);
}

function stepOfCondition(condition: Condition): PathStep | undefined {
  switch (condition.kind) {
    case "truth":
      return {
        span: condition.expr,
        kind: condition.value ? "branch-true" : "branch-false",
        text: `${expressionText(condition.expr)} is ${String(condition.value)} here`,
      };
    case "equals":
      return condition.holds ? stepOfCase(condition.tag, condition.values) : undefined;
    case "type":
      return condition.holds ? stepOfCase(condition.x, condition.types) : undefined;
    case "range":
      return condition.more
        ? undefined
        : { span: condition.x, kind: "loop-left", text: `the loop over ${expressionText(condition.x)} ends` };
  }
}

function stepOfCase(tag: Expr, values: readonly Expr[]): PathStep | undefined {
  const [first] = values;
  if (first === undefined) return undefined;
  const names = values.map(expressionText).join(", ");
  return { span: first, kind: "case", text: `${expressionText(tag)} is ${names} here` };
}
