import type { FileInfo } from "../../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, FuncNode, GenDecl, ReturnStmt, Stmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Cfg, CfgNode } from "../cfg/cfg.ts";
import type { Action, LockProgram } from "./action.ts";
import { assign, flag } from "./assignment.ts";
import { conditionFact } from "./condition.ts";
import { LockDrafts } from "./drafts.ts";
import { type EffectSource, LockExpressions } from "./expressions.ts";
import { lockOperation } from "./operation.ts";
import type { LockVariables } from "./variables.ts";

/** Reduces a graph to its actions on locks; undefined where it has none. */
export function compileLocks(cfg: Cfg, variables: LockVariables, effects: EffectSource): LockProgram {
  const compiler = new LockCompiler(cfg.func, variables, effects);
  const actions = cfg.blocks.map((block) => block.nodes.map((node) => compiler.node(node)));
  const returns = new Map<number, ReturnStmt>();
  for (const block of cfg.blocks) {
    const last = block.nodes.at(-1);
    if (last?.kind === "stmt" && last.stmt.kind === "ReturnStmt") returns.set(block.id, last.stmt);
  }
  const { sites, releases } = compiler.drafts;
  return { sites, releases, actions, tries: compiler.tries, returns };
}

class LockCompiler {
  readonly tries = new Map<CallExpr, number>();
  readonly drafts: LockDrafts;
  readonly #variables: LockVariables;
  readonly #expressions: LockExpressions;
  readonly #effects: EffectSource;
  readonly #info: FileInfo;

  constructor(func: FuncNode, variables: LockVariables, effects: EffectSource) {
    this.drafts = new LockDrafts(func, variables);
    this.#expressions = new LockExpressions(this.drafts, effects);
    this.#variables = variables;
    this.#effects = effects;
    this.#info = variables.names.info;
  }

  node(node: CfgNode): readonly Action[] {
    if (node.kind === "stmt") this.#stmt(node.stmt);
    else if (node.kind === "expr") this.#condition(node.expr);
    else if (node.kind === "range") {
      assign(this.drafts, node.key, undefined);
      assign(this.drafts, node.value, undefined);
    }
    return this.drafts.take();
  }

  #condition(expr: Expr): void {
    const call = unparen(expr);
    const operation = call.kind === "CallExpr" ? lockOperation(call, this.#info, this.#effects.program) : undefined;
    if (call.kind !== "CallExpr" || operation?.action !== "try") {
      this.#expressions.eval(expr);
      return;
    }
    this.#expressions.eval(operation.lock);
    const slot = this.drafts.slot(operation);
    if (slot !== undefined) this.tries.set(call, this.drafts.site(slot, call, "try", operation.confidence));
  }

  #stmt(stmt: Stmt): void {
    switch (stmt.kind) {
      case "ExprStmt": {
        this.#expressions.eval(stmt.x);
        return;
      }
      case "SendStmt":
        this.#expressions.eval(stmt.chan);
        this.#expressions.eval(stmt.value);
        return;
      case "IncDecStmt":
        this.#expressions.eval(stmt.x);
        assign(this.drafts, stmt.x, undefined);
        return;
      case "AssignStmt": {
        this.#assignment(stmt);
        return;
      }
      case "DeclStmt": {
        this.#declaration(stmt.decl);
        return;
      }
      case "GoStmt": {
        this.#expressions.goOrDefer(stmt.call, "go");
        return;
      }
      case "DeferStmt": {
        this.#expressions.goOrDefer(stmt.call, "defer");
        return;
      }
      case "ReturnStmt":
        for (const result of stmt.results) this.#expressions.eval(result);
        return;
      default:
        return;
    }
  }

  #assignment(stmt: AssignStmt): void {
    const paired = stmt.lhs.length === stmt.rhs.length;
    const tried = paired && stmt.lhs.length === 1 ? this.#tryResult(stmt.lhs[0], stmt.rhs[0]) : undefined;
    if (tried === undefined) for (const value of stmt.rhs) this.#expressions.eval(value);
    for (const target of stmt.lhs) this.#expressions.evalPlace(target);
    stmt.lhs.forEach((target, index) => {
      assign(this.drafts, target, paired ? stmt.rhs[index] : undefined);
    });
    if (tried !== undefined) this.drafts.push(tried);
  }

  #declaration(decl: GenDecl): void {
    if (decl.tok !== "var") return;
    for (const spec of decl.specs) {
      if (spec.kind !== "ValueSpec") continue;
      for (const value of spec.values) this.#expressions.eval(value);
      spec.names.forEach((name, index) => {
        assign(this.drafts, name, spec.values[index]);
        if (spec.values.length === 0) flag(this.drafts, name, false);
      });
    }
  }

  /** `ok := mu.TryLock()` */
  #tryResult(target: Expr | undefined, value: Expr | undefined): Action | undefined {
    const call = value === undefined ? undefined : unparen(value);
    if (target?.kind !== "Ident" || call?.kind !== "CallExpr") return undefined;
    const operation = lockOperation(call, this.#info, this.#effects.program);
    if (operation?.action !== "try") return undefined;
    const slot = this.drafts.slot(operation);
    const fact = conditionFact(this.#variables.names, target, true);
    if (slot === undefined || fact === undefined) return undefined;
    const site = this.drafts.site(slot, call, "try", operation.confidence);
    return { do: "try", slot, site, fact: fact.id };
  }
}
