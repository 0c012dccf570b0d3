import type { Expr, Stmt } from "../../syntax/ast.ts";
import type { Span } from "../../text/span.ts";
import { evaluate, isEnding, type Effect } from "./evaluate.ts";
import type { Ending, PathState } from "./path-state.ts";
import type { Returned } from "./returned.ts";
import type { Tracking } from "./tracking.ts";

/** What one node of a block does to the resource. */
export type Step =
  | { readonly kind: "on"; readonly state: PathState }
  | { readonly kind: "ended"; readonly ending: Ending; readonly span: Span; readonly returned?: readonly Returned[] }
  /** The last variable that led to the resource has got another value. */
  | { readonly kind: "lost"; readonly state: PathState; readonly span: Span };

export function on(state: PathState): Step {
  return { kind: "on", state };
}

export function ended(ending: Ending, span: Span): Step {
  return { kind: "ended", ending, span };
}

export function afterEffect(node: Expr | Stmt, state: PathState, tracking: Tracking): Step {
  return fromEffect(evaluate(node, state, tracking), node, state);
}

export function fromEffect(effect: Effect, span: Span, state: PathState): Step {
  if (isEnding(effect)) return ended(effect, span);
  if (effect === undefined) return on(state);
  return on({ ...state, used: true, exhausted: state.exhausted || effect === "exhausted" });
}
