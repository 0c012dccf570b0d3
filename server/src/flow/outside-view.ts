import type { FuncDecl } from "../syntax/ast.ts";
import type { LockEffect } from "./lock-effects.ts";
import type { FunctionSummary, ParamSummary } from "./summary.ts";

/**
 * A text that is equal as long as callers of a function can notice no difference: its summary and what it does to locks.
 * Of functions that answer yes or no callers may look at the body itself.
 */
export function outsideView(
  decl: FuncDecl,
  summary: FunctionSummary,
  locks: readonly LockEffect[],
  bodyText: string,
): string {
  const { neverReturns, params, receiver, results, makesOwnContext, ownContextChain, recovers } = summary;
  const effects = locks.map(({ slot, net, takes, confidence }) => [slot.mode, slot.lock.text, net, takes, confidence]);
  const seen = {
    neverReturns,
    params: params.map(seenOfParam),
    receiver: receiver && seenOfParam(receiver),
    results,
    makesOwnContext,
    ownContextChain,
    recovers,
    effects,
    body: answersYesOrNo(decl) ? bodyText : "",
  };
  return JSON.stringify(seen);
}

/** The parts, each computed when it is read. */
function seenOfParam(param: ParamSummary): ParamSummary {
  return {
    releases: param.releases,
    mayRelease: param.mayRelease,
    releasesOnError: param.releasesOnError ?? [],
    releasesOnSuccess: param.releasesOnSuccess ?? [],
    exhausts: param.exhausts === true,
    returned: param.returned === true,
    wrapped: param.wrapped === true,
    escapes: param.escapes,
  };
}

function answersYesOrNo(decl: FuncDecl): boolean {
  return decl.type.results.some((field) => field.type.kind === "Ident" && field.type.name === "bool");
}
