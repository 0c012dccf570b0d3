import { literalOutcome } from "./literal-outcome.ts";
import type { PathState } from "./path-state.ts";
import type { Tracking } from "./tracking.ts";

/**
 * True if, with what is known where the function ends, one of the deferred literals releases the resource, or may.
 * Only a literal whose conditions are known to fail here does not.
 */
export function releasedAtExit(state: PathState, tracking: Tracking): boolean {
  return state.deferred.some((literal) => {
    const { released, handedOver } = literalOutcome(literal, state, tracking);
    return released || handedOver;
  });
}
