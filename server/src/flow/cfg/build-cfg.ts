import type {
  BlockStmt,
  BranchStmt,
  CallExpr,
  Expr,
  ForStmt,
  FuncNode,
  IfStmt,
  LabeledStmt,
  RangeStmt,
  Stmt,
} from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { BranchTargets } from "./branch-targets.ts";
import { buildSelect, buildSwitch, buildTypeSwitch, type Construction } from "./build-switch.ts";
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

/** Walks the statements in order; `at` is the block the next one goes to. */
class CfgBuilder implements Construction {
  readonly draft = new CfgDraft();
  readonly #neverReturns: NeverReturns;
  readonly targets = new BranchTargets(() => this.newBlock());
  at: number;
  #loopDepth = 0;
  /** The label that stands directly before the statement being built. */
  #pendingLabel: string | undefined;

  constructor(neverReturns: NeverReturns) {
    this.#neverReturns = neverReturns;
    this.at = this.draft.entry;
  }

  body(body: BlockStmt | undefined): void {
    this.stmts(body?.stmts ?? []);
    this.draft.addEdge(this.at, this.draft.exit, "return");
  }

  stmts(stmts: readonly Stmt[]): void {
    for (const stmt of stmts) this.stmt(stmt);
  }

  stmt(stmt: Stmt): void {
    const label = this.#pendingLabel;
    this.#pendingLabel = undefined;
    switch (stmt.kind) {
      case "BlockStmt": {
        this.stmts(stmt.stmts);
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
        buildSwitch(stmt, label, this);
        return;
      }
      case "TypeSwitchStmt": {
        buildTypeSwitch(stmt, label, this);
        return;
      }
      case "SelectStmt": {
        if (stmt.cases.length === 0) this.#leave(this.draft.dead, "never-returns");
        else buildSelect(stmt, label, this);
        return;
      }
      case "BranchStmt": {
        this.#branch(stmt);
        return;
      }
      case "ReturnStmt":
        this.node({ kind: "stmt", stmt });
        if (!this.#endAtCall(stmt.results.length === 1 ? stmt.results[0] : undefined))
          this.#leave(this.draft.exit, "return");
        return;
      case "EmptyStmt":
        return;
      case "ExprStmt":
        this.node({ kind: "stmt", stmt });
        this.#endAtCall(stmt.x);
        return;
      case "AssignStmt":
        this.node({ kind: "stmt", stmt });
        this.#endAtCall(stmt.rhs.length === 1 ? stmt.rhs[0] : undefined);
        return;
      case "BadStmt":
      case "DeclStmt":
      case "SendStmt":
      case "IncDecStmt":
      case "GoStmt":
      case "DeferStmt": {
        this.node({ kind: "stmt", stmt });
        return;
      }
    }
  }

  node(node: CfgNode): void {
    this.draft.addNode(this.at, node);
  }

  newBlock(): number {
    return this.draft.addBlock(this.#loopDepth);
  }

  /** Ends the current block with an edge; what follows in the text is reached only by a label. */
  #leave(to: number, kind: Edge["kind"]): void {
    this.draft.addEdge(this.at, to, kind);
    this.at = this.newBlock();
  }

  #goOnIn(block: number): void {
    this.draft.addEdge(this.at, block, "next");
    this.at = block;
  }

  /** Ends the path if the expression just evaluated is a call that never comes back. */
  #endAtCall(expr: Expr | undefined): boolean {
    const call = expr === undefined ? undefined : unparen(expr);
    if (call?.kind !== "CallExpr" || !this.#neverReturns(call)) return false;
    const fun = unparen(call.fun);
    this.#leave(this.draft.dead, fun.kind === "Ident" && fun.name === "panic" ? "panic" : "never-returns");
    return true;
  }

  #labeled(stmt: LabeledStmt): void {
    this.#goOnIn(this.targets.labelBlock(stmt.label.name));
    this.#pendingLabel = stmt.label.name;
    this.stmt(stmt.stmt);
    this.#pendingLabel = undefined;
  }

  #branch(stmt: BranchStmt): void {
    const to = this.targets.of(stmt);
    // A branch to nowhere does not compile; the path ends in nothing that could owe.
    this.#leave(to ?? this.draft.dead, to === undefined ? "never-returns" : "next");
  }

  // ---- conditions ----

  /** Evaluates a condition, its short-circuit operators taken apart, and ends the current block. */
  cond(expr: Expr, whenTrue: number, whenFalse: number): void {
    const inner = unparen(expr);
    if (inner.kind === "UnaryExpr" && inner.op === "!") {
      this.cond(inner.x, whenFalse, whenTrue);
      return;
    }
    if (inner.kind === "BinaryExpr" && (inner.op === "&&" || inner.op === "||")) {
      const right = this.newBlock();
      this.cond(inner.x, inner.op === "&&" ? right : whenTrue, inner.op === "&&" ? whenFalse : right);
      this.at = right;
      this.cond(inner.y, whenTrue, whenFalse);
      return;
    }
    this.node({ kind: "expr", expr: inner });
    if (this.#endAtCall(inner)) return;
    const constant = inner.kind === "Ident" ? inner.name : undefined;
    if (constant !== "false") {
      this.draft.addEdge(this.at, whenTrue, "true", { kind: "truth", expr: inner, value: true });
    }
    if (constant !== "true") {
      this.draft.addEdge(this.at, whenFalse, "false", { kind: "truth", expr: inner, value: false });
    }
  }

  #if(stmt: IfStmt): void {
    if (stmt.init !== undefined) this.stmt(stmt.init);
    const then = this.newBlock();
    const done = this.newBlock();
    const otherwise = stmt.else === undefined ? done : this.newBlock();
    this.cond(stmt.cond, then, otherwise);
    this.at = then;
    this.stmts(stmt.then.stmts);
    this.draft.addEdge(this.at, done, "next");
    if (stmt.else !== undefined) {
      this.at = otherwise;
      this.stmt(stmt.else);
      this.draft.addEdge(this.at, done, "next");
    }
    this.at = done;
  }

  // ---- loops ----

  #for(stmt: ForStmt, label: string | undefined): void {
    if (stmt.init !== undefined) this.stmt(stmt.init);
    const done = this.newBlock();
    this.#loopDepth++;
    const head = this.newBlock();
    const body = this.newBlock();
    const post = stmt.post === undefined ? head : this.newBlock();
    this.#goOnIn(head);
    if (stmt.cond === undefined) this.draft.addEdge(head, body, "next");
    else this.cond(stmt.cond, body, done);
    this.at = body;
    this.targets.within({ label, breakTo: done, continueTo: post }, () => {
      this.stmts(stmt.body.stmts);
    });
    if (stmt.post !== undefined) {
      this.#goOnIn(post);
      this.stmt(stmt.post);
    }
    this.draft.addEdge(this.at, head, "loop");
    this.#loopDepth--;
    this.at = done;
  }

  #range(stmt: RangeStmt, label: string | undefined): void {
    const { key, value, define, x } = stmt;
    this.node({ kind: "expr", expr: x });
    const done = this.newBlock();
    this.#loopDepth++;
    const head = this.newBlock();
    const body = this.newBlock();
    // A list that is written down with its elements has a first one.
    if (isWrittenList(x)) this.draft.addEdge(this.at, body, "true", { kind: "range", x, more: true });
    else this.draft.addEdge(this.at, head, "next");
    this.draft.addEdge(head, body, "true", { kind: "range", x, more: true });
    this.draft.addEdge(head, done, "false", { kind: "range", x, more: false });
    this.at = body;
    this.node({ kind: "range", key, value, define, x });
    this.targets.within({ label, breakTo: done, continueTo: head }, () => {
      this.stmts(stmt.body.stmts);
    });
    this.draft.addEdge(this.at, head, "loop");
    this.#loopDepth--;
    this.at = done;
  }
}

function isWrittenList(x: Expr): boolean {
  const inner = unparen(x);
  return inner.kind === "CompositeLit" && inner.elements.length > 0;
}
