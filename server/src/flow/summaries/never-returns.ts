import type { Catalog } from "../../catalog/catalog.ts";
import type { FileInfo } from "../../semantic/info.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { NeverReturns } from "../cfg/build-cfg.ts";
import { calledBy } from "../called.ts";
import type { FunctionSource, Program } from "../program.ts";

/**
 * Calls that never come back: the builtin `panic`, those the catalog names, and functions of the workspace whose body
 * has no way out, as `summaryOf` tells.
 */
export function neverReturnsIn(
  info: FileInfo,
  catalog: Catalog,
  program: Program,
  neverReturns: (source: FunctionSource) => boolean,
): NeverReturns {
  return (call) => {
    const callee = info.calleeOf(call);
    if (callee.kind === "builtin") return callee.name === "panic";
    if (isNamedNeverReturning(call, info, catalog) || endsFatalChain(call, info, catalog)) return true;
    if (endsTest(call, info)) return true;
    const source = program.sourceOf(callee);
    return source !== undefined && neverReturns(source);
  };
}

/** `log.Fatal().Err(err).Msg("…")`: the chain ends the process when it is sent. */
function endsFatalChain(call: CallExpr, info: FileInfo, catalog: Catalog): boolean {
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr" || !/^(Msgf?|Send|MsgFunc)$/.test(fun.sel.name)) return false;
  let inner = unparen(fun.x);
  while (inner.kind === "CallExpr") {
    const called = calledBy(inner, info);
    if (called !== undefined && catalog.startsFatalChain(called.ref)) return true;
    const next = unparen(inner.fun);
    if (next.kind !== "SelectorExpr") return false;
    inner = unparen(next.x);
  }
  return false;
}

const ENDING_NAME = /^(Fatal|Panic)(f|ln|w)?$/;

/** A method of that name on a value of which nothing is known is taken for a logger's: a path that ends is the careful answer. */
function isNamedNeverReturning(call: CallExpr, info: FileInfo, catalog: Catalog): boolean {
  const called = calledBy(call, info);
  if (called !== undefined)
    return catalog.neverReturns(called.ref) || (!called.resolved && ENDING_NAME.test(called.ref.name));
  const callee = info.calleeOf(call);
  return callee.kind === "unknown" && ENDING_NAME.test(callee.name ?? "");
}

const ENDING_TEST = /^(FailNow|Fatalf?|Skip(f|Now)?)$/;

/** `tb.Fatal(…)` of an interface that stands in for testing.TB: it ends the goroutine like the real one. */
function endsTest(call: CallExpr, info: FileInfo): boolean {
  const callee = info.calleeOf(call);
  if (callee.kind !== "method" || !callee.interface || !ENDING_TEST.test(callee.name)) return false;
  return ["Helper", "FailNow"].every((name) => isMethod(lookupMethod(callee.through, name, info.world)));
}

function isMethod(found: ReturnType<typeof lookupMethod>): boolean {
  return found !== undefined && found !== "unknown";
}
