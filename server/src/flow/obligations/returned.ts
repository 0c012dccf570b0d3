import type { Expr, ReturnStmt } from "../../syntax/ast.ts";
import type { Hold } from "./hold.ts";
import type { PathState } from "./path-state.ts";

/** A return that hands the resource, or something that has it inside, to the caller. */
export interface Returned {
  readonly stmt: ReturnStmt;
  /** Which of the function's results. */
  readonly index: number;
  readonly hold: Hold;
  /** The returned expression; undefined for a named result that is returned without being written. */
  readonly value: Expr | undefined;
  readonly state: PathState;
}
