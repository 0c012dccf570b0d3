import type { VarObj } from "../../semantic/info.ts";
import type { ReturnStmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { carryOf } from "./carry.ts";
import { assignFact } from "./facts.ts";
import { withHold, withoutError, type PathState } from "./path-state.ts";
import type { Returned } from "./returned.ts";
import { afterEffect, on, type Step } from "./step-outcome.ts";
import type { Tracking } from "./tracking.ts";

export function stepOverReturn(stmt: ReturnStmt, state: PathState, tracking: Tracking): Step {
  const step = afterEffect(stmt, state, tracking);
  if (step.kind !== "on") return step;
  const returned = returnedBy(stmt, step.state, tracking);
  if (returned.length > 0) return { kind: "ended", ending: "handed-over", span: stmt, returned };
  const named = tracking.depth > 0 ? [] : namedResults(tracking);
  if (named.length !== stmt.results.length) return step;
  return on(assignResults(stmt, named, step.state, tracking));
}

/** The results of a return that have something of the resource. */
export function returnedBy(stmt: ReturnStmt, state: PathState, tracking: Tracking): readonly Returned[] {
  if (stmt.results.length === 0) {
    const named = tracking.depth > 0 ? [] : namedResults(tracking);
    return named.flatMap((result, index) => {
      const hold = result && state.holds.get(result);
      return hold === undefined ? [] : [{ stmt, index, hold, value: undefined, state }];
    });
  }
  return stmt.results.flatMap((value, position) => {
    const hold = carryOf(value, state, tracking);
    // `return db.Query(…)` passes on all results of the call.
    const index =
      unparen(value) === tracking.acquire && stmt.results.length === 1 ? Math.max(0, tracking.result) : position;
    return hold === undefined ? [] : [{ stmt, index, hold, value, state }];
  });
}

/** `return nil, err` sets the named results before deferred literals look at them. */
function assignResults(stmt: ReturnStmt, named: readonly Named[], state: PathState, tracking: Tracking): PathState {
  let { facts } = state;
  let after = state;
  stmt.results.forEach((value, index) => {
    const result = named[index];
    const inner = unparen(value);
    if (result === undefined) return;
    if (inner.kind === "Ident" && tracking.scope.info.objectOf(inner) === result) return;
    facts = assignFact(facts, result, value, tracking.scope);
    after = withoutError(withHold(after, result, undefined), result);
  });
  return { ...after, facts };
}

/** A named result; undefined for one named `_`. */
type Named = VarObj | undefined;

/** The named results of the function the resource is followed through, in order; none where they have no names. */
function namedResults(tracking: Tracking): readonly Named[] {
  const { func, info } = tracking.scope;
  return func.type.results.flatMap((field) =>
    field.names.map((name) => {
      const obj = info.objectOf(name);
      return obj?.kind === "var" ? obj : undefined;
    }),
  );
}
