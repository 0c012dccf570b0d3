import type { VarObj } from "../../semantic/info.ts";
import type { FuncLit } from "../../syntax/ast.ts";
import type { VariableNumbers } from "../condition-facts.ts";
import { factsKey, NO_FACTS, type Facts } from "./facts.ts";
import { holdKey, type Hold } from "./hold.ts";

/** What is known of one resource at one point of a path on which it is held. Never changed; steps make new ones. */
export interface PathState {
  /** The variables through which the resource can be reached. */
  readonly holds: ReadonlyMap<VarObj, Hold>;
  /** The variables that hold the error of the acquiring call. */
  readonly errors: ReadonlySet<VarObj>;
  /** Other places that hold it, by their pure text: `s.err`. */
  readonly errorPlaces: ReadonlySet<string>;
  /** Variables holding an error that, if there is one, means that the resource has closed itself. */
  readonly closingErrors: ReadonlySet<VarObj>;
  /** Variables holding an error that, if there is none, means that a function has released the resource. */
  readonly keepingErrors: ReadonlySet<VarObj>;
  /** True where such a function may have released it, and it is not known. */
  readonly maybeReleased: boolean;
  /** True behind a release, where paths go on. */
  readonly released: boolean;
  /** True once a function that is not understood has judged the error. */
  readonly errorDoubtful: boolean;
  readonly facts: Facts;
  /** Deferred literals that may release it, in the order of their `defer`. */
  readonly deferred: readonly FuncLit[];
  /** True once something was done with the resource. */
  readonly used: boolean;
  /** True once `Next` has answered false. */
  readonly exhausted: boolean;
  /** True where the last thing asked was whether there is an error, and there is; noted only where success alone owes. */
  readonly failed: boolean;
}

export const START: PathState = {
  holds: new Map(),
  errors: new Set(),
  errorPlaces: new Set(),
  closingErrors: new Set(),
  keepingErrors: new Set(),
  maybeReleased: false,
  released: false,
  errorDoubtful: false,
  facts: NO_FACTS,
  deferred: [],
  used: false,
  exhausted: false,
  failed: false,
};

/** How the part of a path that is followed ends, other than by leaving the function with the resource held. */
export type Ending =
  /** Released here, `span` being the release. */
  | "released"
  /** A deferred call will release it, whatever path follows. */
  | "deferred"
  /** Somebody else is responsible from here on. */
  | "handed-over"
  /** Nothing was acquired: the error is not nil, or the resource is. */
  | "not-acquired"
  /** What was assumed contradicts itself: no execution goes this way. */
  | "infeasible";

export function withHold(state: PathState, variable: VarObj, hold: Hold | undefined): PathState {
  if (hold === undefined && !state.holds.has(variable)) return state;
  const holds = new Map(state.holds);
  if (hold === undefined) holds.delete(variable);
  else holds.set(variable, hold);
  return { ...state, holds };
}

function without(set: ReadonlySet<VarObj>, variable: VarObj): ReadonlySet<VarObj> {
  return set.has(variable) ? new Set([...set].filter((each) => each !== variable)) : set;
}

/** The state after the variable got a value that is neither the resource's error nor a closing one. */
export function withoutError(state: PathState, variable: VarObj): PathState {
  const errors = without(state.errors, variable);
  const closingErrors = without(state.closingErrors, variable);
  const keepingErrors = without(state.keepingErrors, variable);
  const isSame =
    errors === state.errors && closingErrors === state.closingErrors && keepingErrors === state.keepingErrors;
  return isSame ? state : { ...state, errors, closingErrors, keepingErrors };
}

/** The state after a place other than a variable got the resource's error, or something else. */
export function withErrorPlace(state: PathState, place: string, isError: boolean): PathState {
  if (state.errorPlaces.has(place) === isError) return state;
  const errorPlaces = new Set(state.errorPlaces);
  if (isError) errorPlaces.add(place);
  else errorPlaces.delete(place);
  return { ...state, errorPlaces };
}

/** A text that is equal for states that cannot be told apart. */
export function stateKey(state: PathState, numbers: VariableNumbers): string {
  const ids = (variables: Iterable<VarObj>): string =>
    [...variables]
      .map((variable) => numbers.of(variable))
      .sort((a, b) => a - b)
      .join();
  const holds = [...state.holds].map(([v, hold]) => `${String(numbers.of(v))}:${holdKey(hold)}`).sort();
  const flags = `${String(state.used)}${String(state.exhausted)}${String(state.errorDoubtful)}${String(state.maybeReleased)}${String(state.released)}${String(state.failed)}`;
  const deferred = state.deferred.map((literal) => literal.start).join();
  return [
    holds.join(),
    ids(state.errors),
    [...state.errorPlaces].sort().join(),
    ids(state.closingErrors),
    ids(state.keepingErrors),
    flags,
    deferred,
    factsKey(state.facts, numbers),
  ].join("|");
}
