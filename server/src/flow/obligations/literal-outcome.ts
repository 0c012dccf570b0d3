import type { FuncLit } from "../../syntax/ast.ts";
import { explore } from "./explore.ts";
import type { PathState } from "./path-state.ts";
import type { Tracking } from "./tracking.ts";

/** What running a function literal does to a resource it has captured, over all its paths. */
export interface LiteralOutcome {
  /** True if some path releases it. */
  readonly released: boolean;
  /** True if some path gives it away, or may: the literal assigns to the variable that holds it. */
  readonly handedOver: boolean;
  /** True if some path comes back with the resource held. */
  readonly held: boolean;
}

const DEEPEST = 3;
const LIMIT = 300;
const UNKNOWN: LiteralOutcome = { released: false, handedOver: true, held: true };

/** Runs the literal from `state`, in which its parameters are bound. */
export function literalOutcome(literal: FuncLit, state: PathState, tracking: Tracking): LiteralOutcome {
  if (tracking.depth >= DEEPEST) return UNKNOWN;
  const inside: Tracking = { ...tracking, depth: tracking.depth + 1 };
  const start = { block: 0, index: 0, state: { ...state, deferred: [] }, parent: undefined, edge: undefined };
  const options = { limit: LIMIT, live: undefined, panicsLeave: false };
  const { endings, losses, capped } = explore(tracking.scope.cfgOf(literal), start, inside, options);
  if (capped) return UNKNOWN;
  return {
    released: endings.has("released") || endings.has("deferred"),
    handedOver: endings.has("handed-over") || losses.some((loss) => loss.span !== undefined),
    held: losses.some((loss) => loss.span === undefined),
  };
}
