import type { Catalog } from "../catalog/catalog.ts";
import type { Callee, FileInfo } from "../semantic/info.ts";
import type { NeverReturns } from "./build-cfg.ts";
import type { FunctionSource, Program } from "./program.ts";

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
    if (isNamedNeverReturning(callee, catalog)) return true;
    const source = program.sourceOf(callee);
    return source !== undefined && neverReturns(source);
  };
}

function isNamedNeverReturning(callee: Callee, catalog: Catalog): boolean {
  switch (callee.kind) {
    case "func":
      return catalog.neverReturns({ pkg: callee.pkg, name: callee.name });
    case "method":
      return catalog.neverReturns({ pkg: callee.pkg, recv: callee.recv, name: callee.name });
    case "unknown":
      return (
        callee.pkg !== undefined &&
        callee.name !== undefined &&
        catalog.neverReturns({ pkg: callee.pkg, name: callee.name })
      );
    default:
      return false;
  }
}
