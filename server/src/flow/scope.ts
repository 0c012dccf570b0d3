import type { LiveConditions } from "./live-conditions.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { FileInfo, VarObj } from "../semantic/info.ts";
import type { FuncLit, FuncNode } from "../syntax/ast.ts";
import { contains } from "../text/span.ts";
import type { Cfg } from "./cfg/cfg.ts";
import type { VariableNumbers } from "./condition-facts.ts";
import type { FunctionSource, Program } from "./program.ts";
import type { FunctionSummary } from "./summary.ts";

/** One function as the analyses of this layer see it. */
export interface FunctionScope {
  readonly func: FuncNode;
  readonly info: FileInfo;
  readonly catalog: Catalog;
  readonly program: Program;
  readonly cfg: Cfg;
  readonly numbers: VariableNumbers;
  /** Local variables that hold one function literal from their declaration on. */
  readonly closures: ReadonlyMap<VarObj, FuncLit>;
  /** The graph of a literal inside the function. */
  readonly cfgOf: (literal: FuncLit) => Cfg;
  readonly summaryOf: (source: FunctionSource) => FunctionSummary;
  /** Which answers a function of the workspace can give when its parameter at `index` is nil, or is not nil. */
  readonly answersOf: (source: FunctionSource, index: number, isNil: boolean) => ReadonlySet<boolean>;
  /** The conditions that are asked in `cfg`, and where. */
  readonly liveConditions: LiveConditions;
}

/** True if the variable is declared by this function, or by a literal inside it. */
export function isLocal(scope: FunctionScope, variable: VarObj): boolean {
  if (variable.scope === "package" || variable.scope === "field") return false;
  return variable.decl !== undefined && contains(scope.func, variable.decl);
}
