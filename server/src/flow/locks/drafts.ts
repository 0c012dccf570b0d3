import type { CallExpr, Expr, FuncNode } from "../../syntax/ast.ts";
import type { Span } from "../../text/span.ts";
import type { Action, ReleaseDraft, SiteDraft, Slot } from "./action.ts";
import { branchesAround, guardsAround, nodesAround, statementAround } from "./lexical.ts";
import type { LockOperation } from "./operation.ts";
import { type Reference, referenceOf, throughEmbedded } from "./reference.ts";
import type { LockVariables } from "./variables.ts";
import type { LockRelease } from "./locks.ts";

/** How a call runs its function. */
export type CallWay = "call" | "defer" | "go";

/** What is collected while a function is reduced to its actions on locks. */
export class LockDrafts {
  readonly sites: SiteDraft[] = [];
  readonly releases: ReleaseDraft[] = [];
  readonly func: FuncNode;
  readonly variables: LockVariables;
  #actions: Action[] = [];

  constructor(func: FuncNode, variables: LockVariables) {
    this.func = func;
    this.variables = variables;
  }

  push(action: Action): void {
    this.#actions.push(action);
  }

  /** The actions since the last call. */
  take(): readonly Action[] {
    const actions = this.#actions;
    this.#actions = [];
    return actions;
  }

  handOver(lock: Reference | undefined, at: Span): void {
    if (lock === undefined) return;
    const release = this.release({ lock, mode: "write" }, at, "handed-over");
    this.push({ do: "hand-over", lock, release });
  }

  reference(expr: Expr): Reference | undefined {
    return referenceOf(this.variables.names, expr);
  }

  lockOf(operation: LockOperation): Reference | undefined {
    return throughEmbedded(this.variables.names, operation.lock, operation.method);
  }

  slot(operation: LockOperation): Slot | undefined {
    const lock = this.lockOf(operation);
    return lock === undefined ? undefined : { lock, mode: operation.mode };
  }

  site(
    slot: Slot,
    call: CallExpr,
    via: SiteDraft["via"],
    confidence: SiteDraft["confidence"],
    through: readonly string[] = [],
  ): number {
    const around = nodesAround(this.func, call);
    this.sites.push({
      slot,
      call,
      statement: statementAround(around),
      via,
      through,
      confidence,
      guards: guardsAround(this.variables.names, around),
      conditional: branchesAround(around, true).some((stmt) => stmt.kind !== "SelectStmt"),
    });
    return this.sites.length - 1;
  }

  release(slot: Slot, span: Span, kind: LockRelease["kind"] | CallWay): number {
    const around = nodesAround(this.func, span);
    this.releases.push({
      slot,
      span,
      kind: kind === "go" ? "handed-over" : kind,
      statement: statementAround(around),
      guards: guardsAround(this.variables.names, around),
    });
    return this.releases.length - 1;
  }
}
