import type {
  BlockStmt,
  BranchStmt,
  CallExpr,
  CaseClause,
  CommClause,
  Expr,
  ForStmt,
  FuncNode,
  IfStmt,
  LabeledStmt,
  RangeStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
  TypeSwitchStmt,
} from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Cfg, CfgNode, Edge } from "./cfg.ts";
import { CfgDraft } from "./cfg-graph.ts";

/** Says of a call whether it never comes back. The builtin `panic` is one of them. */
export type NeverReturns = (call: CallExpr) => boolean;

/** The control-flow graph of a function's body. A function without a body has only the way from entry to exit. */
export function buildCfg(func: FuncNode, neverReturns: NeverReturns): Cfg {
  const builder = new CfgBuilder(neverReturns);
  builder.body(func.body);
  return builder.draft.finish(func);
}

/** Where `break` and `continue` lead inside one breakable statement. */
interface Target {
  readonly label: string | undefined;
  readonly breakTo: number;
  /** Undefined for switch and select. */
  readonly continueTo: number | undefined;
}

/** Walks the statements in order; `#at` is the block the next one goes to. */
class CfgBuilder {
  readonly draft = new CfgDraft();
  readonly #neverReturns: NeverReturns;
  readonly #labels = new Map<string, number>();
  readonly #targets: Target[] = [];
  #at: number;
  #loopDepth = 0;
  #fallthroughTo: number | undefined;
  /** The label that stands directly before the statement being built. */
  #pendingLabel: string | undefined;

  constructor(neverReturns: NeverReturns) {
    this.#neverReturns = neverReturns;
    this.#at = this.draft.entry;
  }

  body(body: BlockStmt | undefined): void {
    this.#stmts(body?.stmts ?? []);
    this.draft.addEdge(this.#at, this.draft.exit, "return");
  }

  #stmts(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) this.#stmt(stmt);
  }

  #stmt(stmt: Stmt): void {
    const label = this.#pendingLabel;
    this.#pendingLabel = undefined;
    switch (stmt.kind) {
      case "BlockStmt": {
        this.#stmts(stmt.stmts);
        return;
      }
      case "LabeledStmt": {
        this.#labeled(stmt);
        return;
      }
      case "IfStmt": {
        this.#if(stmt);
        return;
      }
      case "ForStmt": {
        this.#for(stmt, label);
        return;
      }
      case "RangeStmt": {
        this.#range(stmt, label);
        return;
      }
      case "SwitchStmt": {
        this.#switch(stmt, label);
        return;
      }
      case "TypeSwitchStmt": {
        this.#typeSwitch(stmt, label);
        return;
      }
      case "SelectStmt": {
        this.#select(stmt, label);
        return;
      }
      case "BranchStmt": {
        this.#branch(stmt);
        return;
      }
      case "ReturnStmt":
        this.#node({ kind: "stmt", stmt });
        if (!this.#endAtCall(stmt.results.length === 1 ? stmt.results[0] : undefined))
          this.#leave(this.draft.exit, "return");
        return;
      case "EmptyStmt":
        return;
      case "ExprStmt":
        this.#node({ kind: "stmt", stmt });
        this.#endAtCall(stmt.x);
        return;
      case "AssignStmt":
        this.#node({ kind: "stmt", stmt });
        this.#endAtCall(stmt.rhs.length === 1 ? stmt.rhs[0] : undefined);
        return;
      case "BadStmt":
      case "DeclStmt":
      case "SendStmt":
      case "IncDecStmt":
      case "GoStmt":
      case "DeferStmt": {
        this.#node({ kind: "stmt", stmt });
        return;
      }
    }
  }

  #node(node: CfgNode): void {
    this.draft.addNode(this.#at, node);
  }

  #newBlock(): number {
    return this.draft.addBlock(this.#loopDepth);
  }

  /** Ends the current block with an edge; what follows in the text is reached only by a label. */
  #leave(to: number, kind: Edge["kind"]): void {
    this.draft.addEdge(this.#at, to, kind);
    this.#at = this.#newBlock();
  }

  #goOnIn(block: number): void {
    this.draft.addEdge(this.#at, block, "next");
    this.#at = block;
  }

  /** Ends the path if the expression just evaluated is a call that never comes back. */
  #endAtCall(expr: Expr | undefined): boolean {
    const call = expr === undefined ? undefined : unparen(expr);
    if (call?.kind !== "CallExpr" || !this.#neverReturns(call)) return false;
    const fun = unparen(call.fun);
    this.#leave(this.draft.dead, fun.kind === "Ident" && fun.name === "panic" ? "panic" : "never-returns");
    return true;
  }

  #labelBlock(name: string): number {
    const known = this.#labels.get(name);
    if (known !== undefined) return known;
    const block = this.#newBlock();
    this.#labels.set(name, block);
    return block;
  }

  #labeled(stmt: LabeledStmt): void {
    this.#goOnIn(this.#labelBlock(stmt.label.name));
    this.#pendingLabel = stmt.label.name;
    this.#stmt(stmt.stmt);
    this.#pendingLabel = undefined;
  }

  #branch(stmt: BranchStmt): void {
    const to = this.#branchTarget(stmt);
    // A branch to nowhere does not compile; the path ends in nothing that could owe.
    this.#leave(to ?? this.draft.dead, to === undefined ? "never-returns" : "next");
  }

  #branchTarget(stmt: BranchStmt): number | undefined {
    const label = stmt.label?.name;
    switch (stmt.tok) {
      case "goto":
        return label === undefined ? undefined : this.#labelBlock(label);
      case "fallthrough":
        return this.#fallthroughTo;
      case "break":
        return this.#targets.findLast((target) => label === undefined || target.label === label)?.breakTo;
      case "continue":
        return this.#targets.findLast(
          (target) => target.continueTo !== undefined && (label === undefined || target.label === label),
        )?.continueTo;
    }
  }

  #within(target: Target, build: () => void): void {
    this.#targets.push(target);
    build();
    this.#targets.pop();
  }

  // ---- conditions ----

  /** Evaluates a condition, its short-circuit operators taken apart, and ends the current block. */
  #cond(expr: Expr, whenTrue: number, whenFalse: number): void {
    const inner = unparen(expr);
    if (inner.kind === "UnaryExpr" && inner.op === "!") {
      this.#cond(inner.x, whenFalse, whenTrue);
      return;
    }
    if (inner.kind === "BinaryExpr" && (inner.op === "&&" || inner.op === "||")) {
      const right = this.#newBlock();
      this.#cond(inner.x, inner.op === "&&" ? right : whenTrue, inner.op === "&&" ? whenFalse : right);
      this.#at = right;
      this.#cond(inner.y, whenTrue, whenFalse);
      return;
    }
    this.#node({ kind: "expr", expr: inner });
    if (this.#endAtCall(inner)) return;
    const constant = inner.kind === "Ident" ? inner.name : undefined;
    if (constant !== "false") {
      this.draft.addEdge(this.#at, whenTrue, "true", { kind: "truth", expr: inner, value: true });
    }
    if (constant !== "true") {
      this.draft.addEdge(this.#at, whenFalse, "false", { kind: "truth", expr: inner, value: false });
    }
  }

  #if(stmt: IfStmt): void {
    if (stmt.init !== undefined) this.#stmt(stmt.init);
    const then = this.#newBlock();
    const done = this.#newBlock();
    const otherwise = stmt.else === undefined ? done : this.#newBlock();
    this.#cond(stmt.cond, then, otherwise);
    this.#at = then;
    this.#stmts(stmt.then.stmts);
    this.draft.addEdge(this.#at, done, "next");
    if (stmt.else !== undefined) {
      this.#at = otherwise;
      this.#stmt(stmt.else);
      this.draft.addEdge(this.#at, done, "next");
    }
    this.#at = done;
  }

  // ---- loops ----

  #for(stmt: ForStmt, label: string | undefined): void {
    if (stmt.init !== undefined) this.#stmt(stmt.init);
    const done = this.#newBlock();
    this.#loopDepth++;
    const head = this.#newBlock();
    const body = this.#newBlock();
    const post = stmt.post === undefined ? head : this.#newBlock();
    this.#goOnIn(head);
    if (stmt.cond === undefined) this.draft.addEdge(head, body, "next");
    else this.#cond(stmt.cond, body, done);
    this.#at = body;
    this.#within({ label, breakTo: done, continueTo: post }, () => {
      this.#stmts(stmt.body.stmts);
    });
    if (stmt.post !== undefined) {
      this.#goOnIn(post);
      this.#stmt(stmt.post);
    }
    this.draft.addEdge(this.#at, head, "loop");
    this.#loopDepth--;
    this.#at = done;
  }

  #range(stmt: RangeStmt, label: string | undefined): void {
    const { key, value, define, x } = stmt;
    this.#node({ kind: "expr", expr: x });
    const done = this.#newBlock();
    this.#loopDepth++;
    const head = this.#newBlock();
    const body = this.#newBlock();
    this.#goOnIn(head);
    this.draft.addEdge(head, body, "true", { kind: "range", x, more: true });
    this.draft.addEdge(head, done, "false", { kind: "range", x, more: false });
    this.#at = body;
    this.#node({ kind: "range", key, value, define, x });
    this.#within({ label, breakTo: done, continueTo: head }, () => {
      this.#stmts(stmt.body.stmts);
    });
    this.draft.addEdge(this.#at, head, "loop");
    this.#loopDepth--;
    this.#at = done;
  }

  // ---- switches ----

  #switch(stmt: SwitchStmt, label: string | undefined): void {
    if (stmt.init !== undefined) this.#stmt(stmt.init);
    const tag = stmt.tag === undefined || isTrue(stmt.tag) ? undefined : stmt.tag;
    if (tag !== undefined) this.#node({ kind: "expr", expr: tag });
    this.#clauses(stmt.cases, label, (clause, body, next) => {
      if (tag === undefined) this.#anyOf(clause.list, body, next);
      else this.#tagTest(tag, clause.list, body, next);
    });
  }

  /** The case list of a switch without a tag: the first that is true leads into the body. */
  #anyOf(list: readonly Expr[], body: number, next: number): void {
    list.forEach((expr, index) => {
      const other = index === list.length - 1 ? next : this.#newBlock();
      this.#cond(expr, body, other);
      this.#at = other;
    });
  }

  #tagTest(tag: Expr, values: readonly Expr[], body: number, next: number): void {
    for (const expr of values) this.#node({ kind: "expr", expr });
    this.draft.addEdge(this.#at, body, "case", { kind: "equals", tag, values, holds: true });
    this.draft.addEdge(this.#at, next, "next", { kind: "equals", tag, values, holds: false });
  }

  #typeSwitch(stmt: TypeSwitchStmt, label: string | undefined): void {
    const { bind, x } = stmt;
    if (stmt.init !== undefined) this.#stmt(stmt.init);
    this.#node({ kind: "expr", expr: x });
    const test = (clause: CaseClause, body: number, next: number): void => {
      this.draft.addEdge(this.#at, body, "case", { kind: "type", x, types: clause.list, holds: true });
      this.draft.addEdge(this.#at, next, "next", { kind: "type", x, types: clause.list, holds: false });
    };
    this.#clauses(stmt.cases, label, test, (clause) => {
      if (bind !== undefined) this.#node({ kind: "bind", ident: bind, x, types: clause.list });
    });
  }

  /** The tests run in the order of the text; `default` is reached when all have failed. */
  #clauses(
    clauses: readonly CaseClause[],
    label: string | undefined,
    test: (clause: CaseClause, body: number, next: number) => void,
    enter: (clause: CaseClause) => void = () => undefined,
  ): void {
    const done = this.#newBlock();
    const bodies = clauses.map(() => this.#newBlock());
    clauses.forEach((clause, index) => {
      if (clause.isDefault || clause.list.length === 0) return;
      const next = this.#newBlock();
      test(clause, bodies[index] ?? done, next);
      this.#at = next;
    });
    const defaultIndex = clauses.findIndex((clause) => clause.isDefault);
    this.draft.addEdge(this.#at, bodies[defaultIndex] ?? done, "default");
    const outerFallthrough = this.#fallthroughTo;
    this.#within({ label, breakTo: done, continueTo: undefined }, () => {
      clauses.forEach((clause, index) => {
        this.#fallthroughTo = bodies[index + 1];
        this.#clauseBody(bodies[index] ?? done, done, clause.body, () => {
          enter(clause);
        });
      });
    });
    this.#fallthroughTo = outerFallthrough;
    this.#at = done;
  }

  #clauseBody(body: number, done: number, stmts: readonly Stmt[], enter: () => void): void {
    this.#at = body;
    enter();
    this.#stmts(stmts);
    this.draft.addEdge(this.#at, done, "next");
  }

  #select(stmt: SelectStmt, label: string | undefined): void {
    if (stmt.cases.length === 0) {
      this.#leave(this.draft.dead, "never-returns");
      return;
    }
    const head = this.#at;
    const done = this.#newBlock();
    this.#within({ label, breakTo: done, continueTo: undefined }, () => {
      for (const clause of stmt.cases) this.#commClause(clause, head, done);
    });
    this.#at = done;
  }

  #commClause(clause: CommClause, head: number, done: number): void {
    const body = this.#newBlock();
    this.draft.addEdge(head, body, clause.isDefault ? "default" : "case");
    const { comm } = clause;
    this.#clauseBody(body, done, clause.body, () => {
      if (comm !== undefined) this.#node({ kind: "stmt", stmt: comm });
    });
  }
}

function isTrue(expr: Expr): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && inner.name === "true";
}
