import type { VarObj } from "../../semantic/info.ts";
import type { Expr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Loss } from "../obligations/explore.ts";
import { exploreFrom } from "../obligations/explore.ts";
import { nilness, nilnessOfValue, type Facts } from "../obligations/facts.ts";
import { returnOf } from "../obligations/loss-return.ts";
import type { FunctionScope } from "../scope.ts";
import { isErrorType } from "../standard-library.ts";
import type { ParamSummary } from "../summary.ts";
import { trackingFor } from "../obligations/tracking.ts";

type ByOutcome = Pick<ParamSummary, "releasesOnError" | "releasesOnSuccess">;

/** Which of the releases, that run on some paths, run just on those that return an error, or on those that do not. */
export function releasesByOutcome(variable: VarObj, paths: readonly string[], scope: FunctionScope): ByOutcome {
  const last = scope.func.type.results.at(-1);
  if (paths.length === 0 || last === undefined || !isErrorType(scope.info.typeOf(last.type))) return {};
  const outcomes = paths.map((path) => ({ path, when: outcomeOf(variable, path, scope) }));
  const only = (wanted: "error" | "success") => outcomes.filter(({ when }) => when === wanted).map(({ path }) => path);
  return { releasesOnError: only("error"), releasesOnSuccess: only("success") };
}

function outcomeOf(variable: VarObj, path: string, scope: FunctionScope): "error" | "success" | undefined {
  const tracking = { ...trackingFor(scope, [path]), goesOn: "behind-release" as const };
  const { losses, capped, endings } = exploreFrom(variable, tracking);
  const isUnclear = losses.some(({ span, state }) => span !== undefined || state.deferred.length > 0);
  if (capped || endings.has("handed-over") || isUnclear) return undefined;
  const failed = (released: boolean) =>
    losses.filter(({ state }) => state.released === released).map((loss) => failsAt(loss, scope));
  const whenReleased = failed(true);
  const whenHeld = failed(false);
  if (whenReleased.length === 0 || whenHeld.length === 0) return undefined;
  if (whenHeld.every((fails) => fails === false) && whenReleased.every((fails) => fails === true)) return "error";
  return whenHeld.every((fails) => fails === true) && whenReleased.every((fails) => fails !== true)
    ? "success"
    : undefined;
}

/** Whether the path returns an error; undefined where that is not known. */
function failsAt(loss: Loss, scope: FunctionScope): boolean | undefined {
  return failsWith(returnOf(loss, scope)?.results.at(-1), loss.state.facts, scope);
}

/** Whether a value returned as the last result, undefined for the named one as it is, is an error that is there. */
export function failsWith(value: Expr | undefined, facts: Facts, scope: FunctionScope): boolean | undefined {
  if (value === undefined) {
    const name = scope.func.type.results.at(-1)?.names.at(-1);
    const result = name === undefined ? undefined : scope.info.objectOf(name);
    return result?.kind === "var" ? negated(nilness(facts, result, scope.numbers)) : undefined;
  }
  const inner = unparen(value);
  const named = inner.kind === "SelectorExpr" ? inner.sel : inner;
  const obj = named.kind === "Ident" ? scope.info.objectOf(named) : undefined;
  // `ErrClosed`, `io.EOF`: an error that the package keeps.
  if (obj?.kind === "var" && obj.scope === "package") return true;
  return negated(nilnessOfValue(facts, inner, scope));
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
