import type { Callee, FileInfo } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncLit } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { applyEffects, unknownGoroutine } from "./call-effects.ts";
import type { CallWay, LockDrafts } from "./drafts.ts";
import type { CallSite, LockEffect } from "./effects.ts";
import { nodesAround, statementAround } from "./lexical.ts";
import { isLockPointer } from "./mentions.ts";
import { isSyncLockType, type LockOperation, lockMethodValue, lockOperation } from "./operation.ts";
import type { LockVariables } from "./variables.ts";
import type { FunctionSource, Program } from "../program.ts";

/** Answers what calls do to locks. */
export interface EffectSource {
  readonly program: Program;
  readonly ofFunction: (source: FunctionSource) => readonly LockEffect[];
  readonly ofLiteral: (literal: FuncLit) => readonly LockEffect[];
}

/** What expressions do to locks: the calls in them, and the values that others may unlock by. */
export class LockExpressions {
  readonly #drafts: LockDrafts;
  readonly #effects: EffectSource;
  readonly #variables: LockVariables;
  readonly #info: FileInfo;

  constructor(drafts: LockDrafts, effects: EffectSource) {
    this.#drafts = drafts;
    this.#effects = effects;
    this.#variables = drafts.variables;
    this.#info = drafts.variables.names.info;
  }

  /** A value is worked out. */
  eval(expr: Expr): void {
    const inner = unparen(expr);
    if (this.#variables.followed.has(expr)) return;
    switch (inner.kind) {
      case "FuncLit": {
        this.#handOverUnlocked(inner);
        return;
      }
      case "CallExpr": {
        this.#call(inner, "call");
        return;
      }
      case "Ident": {
        this.#value(inner);
        return;
      }
      case "SelectorExpr": {
        this.#selector(inner);
        return;
      }
      case "UnaryExpr": {
        if (inner.op === "&") this.#address(inner.x);
        else this.eval(inner.x);
        return;
      }
      case "BinaryExpr":
        this.#operand(inner.x);
        this.#operand(inner.y);
        return;
      case "CompositeLit":
        for (const element of inner.elements) this.eval(element.value);
        return;
      case "StarExpr":
      case "TypeAssertExpr": {
        this.eval(inner.x);
        return;
      }
      case "IndexExpr":
        this.eval(inner.x);
        for (const index of inner.indices) this.eval(index);
        return;
      case "SliceExpr": {
        this.eval(inner.x);
        return;
      }
      default:
        return;
    }
  }

  /** A place gets a value. What was there is read by nobody: `s.mu = new(sync.Mutex)` hands no lock over. */
  evalPlace(place: Expr): void {
    const inner = unparen(place);
    if (inner.kind === "Ident") return;
    if (inner.kind !== "SelectorExpr") this.eval(inner);
    else if (unparen(inner.x).kind !== "Ident") this.eval(inner.x);
  }

  /** Comparing a lock's pointer with nil hands nothing over, nor does locking by way of it. */
  #operand(expr: Expr): void {
    const inner = unparen(expr);
    if (inner.kind !== "Ident" && inner.kind !== "SelectorExpr") this.eval(inner);
  }

  /** A variable used as a value: what it stands for may be called by anybody. */
  #value(ident: Expr & { kind: "Ident" }): void {
    const obj = this.#info.objectOf(ident);
    if (obj?.kind !== "var") return;
    const literal = this.#variables.literals.get(obj);
    if (literal !== undefined) this.#handOverUnlocked(literal);
    const operation = this.#variables.methodValues.get(obj);
    if (operation !== undefined) this.#drafts.handOver(this.#drafts.lockOf(operation), ident);
    if (isLockPointer(this.#info, ident)) this.#drafts.handOver(this.#drafts.reference(ident), ident);
  }

  #selector(expr: Expr & { kind: "SelectorExpr" }): void {
    const operation = lockMethodValue(expr, this.#info);
    if (operation !== undefined) {
      this.#drafts.handOver(this.#drafts.lockOf(operation), expr);
      return;
    }
    if (isLockPointer(this.#info, expr)) {
      this.#drafts.handOver(this.#drafts.reference(expr), expr);
      return;
    }
    if (unparen(expr.x).kind !== "Ident") this.eval(expr.x);
  }

  #address(operand: Expr): void {
    const inner = unparen(operand);
    if (inner.kind === "CompositeLit") {
      this.eval(inner);
      return;
    }
    if (isSyncLockType(this.#info.typeOf(inner))) this.#drafts.handOver(this.#drafts.reference(inner), inner);
    else if (inner.kind !== "Ident") this.eval(inner);
  }

  /** A literal that others may call gives back what it unlocks without having locked it. */
  #handOverUnlocked(literal: FuncLit): void {
    for (const effect of this.#effects.ofLiteral(literal)) {
      if (effect.net !== "balanced" || effect.lends) this.#drafts.handOver(effect.slot.lock, literal);
    }
  }

  // ---- calls ----

  /** `go f()` and `defer f()`. */
  goOrDefer(expr: Expr, way: "go" | "defer"): void {
    const call = unparen(expr);
    if (call.kind === "CallExpr") this.#call(call, way);
    else this.eval(call);
  }

  #call(call: CallExpr, way: CallWay): void {
    const fun = unparen(call.fun);
    const callee = this.#info.calleeOf(call);
    if (fun.kind === "CallExpr") this.eval(fun);
    const operation = this.#operation(call);
    if (operation !== undefined) {
      this.#operand(operation.lock);
      this.#operate(operation, call, way);
      return;
    }
    if (fun.kind === "SelectorExpr" && unparen(fun.x).kind !== "Ident") this.eval(fun.x);
    const target = this.#target(call, callee);
    for (const arg of call.args) this.#argument(arg, callee, target);
    if (target !== undefined) applyEffects(this.#drafts, target.site, target.effects, call, way, target.name);
    else if (way === "go") unknownGoroutine(this.#drafts, call);
  }

  #operation(call: CallExpr): LockOperation | undefined {
    const fun = unparen(call.fun);
    if (fun.kind === "Ident" && call.args.length === 0) {
      const obj = this.#info.objectOf(fun);
      if (obj?.kind === "var") return this.#variables.methodValues.get(obj);
    }
    return lockOperation(call, this.#info, this.#effects.program);
  }

  /** The function that runs, where its effects are known. */
  #target(
    call: CallExpr,
    callee: Callee,
  ): { readonly site: CallSite; readonly effects: readonly LockEffect[]; readonly name: string } | undefined {
    const literal = this.#literalOf(call);
    if (literal !== undefined) {
      const site = { callee: literal, receiver: undefined, name: "", args: call.args, sharesVariables: true };
      return { site, effects: this.#effects.ofLiteral(literal), name: "the function literal" };
    }
    const source = this.#effects.program.sourceOf(callee);
    if (source === undefined) return undefined;
    const receiver = callee.kind === "method" ? callee.receiver : undefined;
    const site = { callee: source.decl, receiver, name: source.name, args: call.args, sharesVariables: false };
    return { site, effects: this.#effects.ofFunction(source), name: source.name };
  }

  #literalOf(call: CallExpr): FuncLit | undefined {
    const fun = unparen(call.fun);
    if (fun.kind === "FuncLit") return fun;
    const obj = fun.kind === "Ident" ? this.#info.objectOf(fun) : undefined;
    return obj?.kind === "var" ? this.#variables.literals.get(obj) : undefined;
  }

  #argument(arg: Expr, callee: Callee, target: { readonly site: CallSite } | undefined): void {
    const inner = unparen(arg);
    if (isNewCond(callee)) return;
    const isAddress = inner.kind === "UnaryExpr" && inner.op === "&";
    // What a known function does with the lock it is given is among its effects.
    if (target !== undefined && (isAddress || isLockPointer(this.#info, inner))) return;
    this.eval(arg);
  }

  #operate(operation: LockOperation, call: CallExpr, way: CallWay): void {
    const slot = this.#drafts.slot(operation);
    if (slot === undefined || (operation.confidence === "likely" && !this.#isStatement(call))) return;
    if (operation.action === "try" || way === "go") {
      this.#drafts.handOver(slot.lock, call);
      return;
    }
    if (operation.action === "unlock") {
      const release = this.#drafts.release(slot, call, way);
      this.#drafts.push({ do: way === "defer" ? "defer-unlock" : "unlock", slot, release });
    } else if (way === "defer") this.#drafts.push({ do: "defer-lock", slot, call });
    else this.#drafts.push({ do: "lock", slot, site: this.#drafts.site(slot, call, "lock", operation.confidence) });
  }

  /** A lock's operations give nothing back: a call whose result is used is another one of that name. */
  #isStatement(call: CallExpr): boolean {
    const stmt = statementAround(nodesAround(this.#drafts.func, call));
    if (stmt?.kind === "ExprStmt") return unparen(stmt.x) === call;
    return (stmt?.kind === "DeferStmt" || stmt?.kind === "GoStmt") && unparen(stmt.call) === call;
  }
}

function isNewCond(callee: Callee): boolean {
  return callee.kind === "func" && callee.pkg === "sync" && callee.name === "NewCond";
}
