import type { CaseClause, CommClause, Expr, SelectStmt, Stmt, SwitchStmt, TypeSwitchStmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { BranchTargets } from "./branch-targets.ts";
import type { CfgNode } from "./cfg.ts";
import type { CfgDraft } from "./cfg-graph.ts";

/** A graph under construction: statements go to the block `at`. */
export interface Construction {
  at: number;
  readonly draft: CfgDraft;
  readonly targets: BranchTargets;
  node(node: CfgNode): void;
  newBlock(): number;
  stmt(stmt: Stmt): void;
  stmts(stmts: readonly Stmt[]): void;
  /** Evaluates a condition, its short-circuit operators taken apart, and ends the current block. */
  cond(expr: Expr, whenTrue: number, whenFalse: number): void;
}

export function buildSwitch(stmt: SwitchStmt, label: string | undefined, cfg: Construction): void {
  if (stmt.init !== undefined) cfg.stmt(stmt.init);
  const tag = stmt.tag === undefined || isTrue(stmt.tag) ? undefined : stmt.tag;
  if (tag !== undefined) cfg.node({ kind: "expr", expr: tag });
  const test: Test = (clause, body, next) => {
    if (tag === undefined) anyOf(clause.list, body, next, cfg);
    else tagTest(tag, clause.list, body, next, cfg);
  };
  buildClauses(stmt.cases, label, { test, enter: () => undefined }, cfg);
}

export function buildTypeSwitch(stmt: TypeSwitchStmt, label: string | undefined, cfg: Construction): void {
  const { bind, x } = stmt;
  if (stmt.init !== undefined) cfg.stmt(stmt.init);
  cfg.node({ kind: "expr", expr: x });
  const test: Test = (clause, body, next) => {
    cfg.draft.addEdge(cfg.at, body, "case", { kind: "type", x, types: clause.list, holds: true });
    cfg.draft.addEdge(cfg.at, next, "next", { kind: "type", x, types: clause.list, holds: false });
  };
  const enter = (clause: CaseClause): void => {
    if (bind !== undefined) cfg.node({ kind: "bind", ident: bind, x, types: clause.list, body: clause.body });
  };
  buildClauses(stmt.cases, label, { test, enter }, cfg);
}

/** Ends the current block with the edges into the clause and to the next test. */
type Test = (clause: CaseClause, body: number, next: number) => void;

/** The case list of a switch without a tag: the first that is true leads into the body. */
function anyOf(list: readonly Expr[], body: number, next: number, cfg: Construction): void {
  list.forEach((expr, index) => {
    const other = index === list.length - 1 ? next : cfg.newBlock();
    cfg.cond(expr, body, other);
    cfg.at = other;
  });
}

function tagTest(tag: Expr, values: readonly Expr[], body: number, next: number, cfg: Construction): void {
  for (const expr of values) cfg.node({ kind: "expr", expr });
  cfg.draft.addEdge(cfg.at, body, "case", { kind: "equals", tag, values, holds: true });
  cfg.draft.addEdge(cfg.at, next, "next", { kind: "equals", tag, values, holds: false });
}

/** What the clauses of one kind of switch do: how they are tested, and what runs first in one. */
interface Clauses {
  readonly test: Test;
  readonly enter: (clause: CaseClause) => void;
}

/** The tests run in the order of the text; `default` is reached when all have failed. */
function buildClauses(
  clauses: readonly CaseClause[],
  label: string | undefined,
  { test, enter }: Clauses,
  cfg: Construction,
): void {
  const done = cfg.newBlock();
  const bodies = clauses.map(() => cfg.newBlock());
  clauses.forEach((clause, index) => {
    if (clause.isDefault || clause.list.length === 0) return;
    const next = cfg.newBlock();
    test(clause, bodies[index] ?? done, next);
    cfg.at = next;
  });
  const defaultIndex = clauses.findIndex((clause) => clause.isDefault);
  cfg.draft.addEdge(cfg.at, bodies[defaultIndex] ?? done, "default");
  cfg.targets.within({ label, breakTo: done, continueTo: undefined }, () => {
    clauses.forEach((clause, index) => {
      cfg.targets.fallingThroughTo(bodies[index + 1], () => {
        buildBody(bodies[index] ?? done, done, clause.body, cfg, () => {
          enter(clause);
        });
      });
    });
  });
  cfg.at = done;
}

function buildBody(body: number, done: number, stmts: readonly Stmt[], cfg: Construction, enter: () => void): void {
  cfg.at = body;
  enter();
  cfg.stmts(stmts);
  cfg.draft.addEdge(cfg.at, done, "next");
}

/** A select with at least one clause; one without is never left. */
export function buildSelect(stmt: SelectStmt, label: string | undefined, cfg: Construction): void {
  const head = cfg.at;
  const done = cfg.newBlock();
  cfg.targets.within({ label, breakTo: done, continueTo: undefined }, () => {
    for (const clause of stmt.cases) buildCommClause(clause, head, done, cfg);
  });
  cfg.at = done;
}

function buildCommClause(clause: CommClause, head: number, done: number, cfg: Construction): void {
  const body = cfg.newBlock();
  cfg.draft.addEdge(head, body, clause.isDefault ? "default" : "case");
  const { comm } = clause;
  buildBody(body, done, clause.body, cfg, () => {
    if (comm !== undefined) cfg.node({ kind: "stmt", stmt: comm });
  });
}

function isTrue(expr: Expr): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && inner.name === "true";
}
