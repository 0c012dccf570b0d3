import type { Callee, FileInfo, VarObj } from "../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, FuncLit, FuncNode, GenDecl, ReturnStmt, Stmt } from "../syntax/ast.ts";
import { unparen, walk } from "../syntax/visit.ts";
import type { Span } from "../text/span.ts";
import type { Cfg, CfgNode } from "./cfg.ts";
import type { Action, LockProgram, ReleaseDraft, SiteDraft, Slot } from "./lock-action.ts";
import { conditionFact } from "./lock-condition.ts";
import { atCallSite, type CallSite, type LockEffect } from "./lock-effects.ts";
import { branchesAround, guardsAround, nodesAround, statementAround } from "./lock-lexical.ts";
import { isSyncLockType, type LockOperation, lockMethodValue, lockOperation } from "./lock-operation.ts";
import { deref, isNamed, type Reference, referenceOf, throughEmbedded } from "./lock-reference.ts";
import type { LockVariables } from "./lock-variables.ts";
import type { LockRelease } from "./locks.ts";
import type { FunctionSource, Program } from "./program.ts";

/** Answers what calls do to locks. */
export interface EffectSource {
  readonly program: Program;
  readonly ofFunction: (source: FunctionSource) => readonly LockEffect[];
  readonly ofLiteral: (literal: FuncLit) => readonly LockEffect[];
}

/** Reduces a graph to its actions on locks; undefined where it has none. */
export function compileLocks(cfg: Cfg, variables: LockVariables, effects: EffectSource): LockProgram {
  const compiler = new LockCompiler(cfg.func, variables, effects);
  const actions = cfg.blocks.map((block) => block.nodes.map((node) => compiler.node(node)));
  const returns = new Map<number, ReturnStmt>();
  for (const block of cfg.blocks) {
    const last = block.nodes.at(-1);
    if (last?.kind === "stmt" && last.stmt.kind === "ReturnStmt") returns.set(block.id, last.stmt);
  }
  return { sites: compiler.sites, releases: compiler.releases, actions, tries: compiler.tries, returns };
}

type CallWay = "call" | "defer" | "go";

class LockCompiler {
  readonly sites: SiteDraft[] = [];
  readonly releases: ReleaseDraft[] = [];
  readonly tries = new Map<CallExpr, number>();
  readonly #func: FuncNode;
  readonly #variables: LockVariables;
  readonly #effects: EffectSource;
  readonly #info: FileInfo;
  #out: Action[] = [];

  constructor(func: FuncNode, variables: LockVariables, effects: EffectSource) {
    this.#func = func;
    this.#variables = variables;
    this.#effects = effects;
    this.#info = variables.names.info;
  }

  node(node: CfgNode): readonly Action[] {
    this.#out = [];
    if (node.kind === "stmt") this.#stmt(node.stmt);
    else if (node.kind === "expr") this.#condition(node.expr);
    else if (node.kind === "range") {
      this.#assign(node.key, undefined);
      this.#assign(node.value, undefined);
    }
    return this.#out;
  }

  #condition(expr: Expr): void {
    const call = unparen(expr);
    const operation = call.kind === "CallExpr" ? lockOperation(call, this.#info, this.#effects.program) : undefined;
    if (call.kind !== "CallExpr" || operation?.action !== "try") {
      this.#eval(expr);
      return;
    }
    this.#eval(operation.lock);
    const slot = this.#slot(operation);
    if (slot !== undefined) this.tries.set(call, this.#site(slot, call, "try", operation.confidence));
  }

  #stmt(stmt: Stmt): void {
    switch (stmt.kind) {
      case "ExprStmt": {
        this.#eval(stmt.x);
        return;
      }
      case "SendStmt":
        this.#eval(stmt.chan);
        this.#eval(stmt.value);
        return;
      case "IncDecStmt":
        this.#eval(stmt.x);
        this.#assign(stmt.x, undefined);
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
        this.#goOrDefer(stmt.call, "go");
        return;
      }
      case "DeferStmt": {
        this.#goOrDefer(stmt.call, "defer");
        return;
      }
      case "ReturnStmt":
        for (const result of stmt.results) this.#eval(result);
        return;
      default:
        return;
    }
  }

  #assignment(stmt: AssignStmt): void {
    const paired = stmt.lhs.length === stmt.rhs.length;
    const tried = paired && stmt.lhs.length === 1 ? this.#tryResult(stmt.lhs[0], stmt.rhs[0]) : undefined;
    if (tried === undefined) for (const value of stmt.rhs) this.#eval(value);
    for (const target of stmt.lhs) if (unparen(target).kind !== "Ident") this.#eval(target);
    stmt.lhs.forEach((target, index) => {
      this.#assign(target, paired ? stmt.rhs[index] : undefined);
    });
    if (tried !== undefined) this.#out.push(tried);
  }

  #declaration(decl: GenDecl): void {
    if (decl.tok !== "var") return;
    for (const spec of decl.specs) {
      if (spec.kind !== "ValueSpec") continue;
      for (const value of spec.values) this.#eval(value);
      spec.names.forEach((name, index) => {
        this.#assign(name, spec.values[index]);
        if (spec.values.length === 0) this.#flag(name, false);
      });
    }
  }

  /** `ok := mu.TryLock()` */
  #tryResult(target: Expr | undefined, value: Expr | undefined): Action | undefined {
    const call = value === undefined ? undefined : unparen(value);
    if (target?.kind !== "Ident" || call?.kind !== "CallExpr") return undefined;
    const operation = lockOperation(call, this.#info, this.#effects.program);
    if (operation?.action !== "try") return undefined;
    const slot = this.#slot(operation);
    const fact = conditionFact(this.#variables.names, target, true);
    if (slot === undefined || fact === undefined) return undefined;
    const site = this.#site(slot, call, "try", operation.confidence);
    return { do: "try", slot, site, fact: fact.id };
  }

  #assign(target: Expr | undefined, value: Expr | undefined): void {
    if (target === undefined) return;
    const inner = unparen(target);
    if (inner.kind !== "Ident") {
      const place = inner.kind === "SelectorExpr" || inner.kind === "IndexExpr" ? this.#reference(inner) : undefined;
      if (place !== undefined && place.path !== "") this.#out.push({ do: "assign-path", place });
      return;
    }
    const obj = this.#info.objectOf(inner);
    if (obj?.kind !== "var" || obj.scope === "package") return;
    const from = value === undefined ? undefined : this.#plainVariable(value);
    this.#out.push({ do: "assign", obj, at: target });
    if (from !== undefined && from !== obj && this.#variables.names.alias(obj) === undefined) {
      this.#out.push({ do: "move", from, to: obj });
    }
    if (value !== undefined) this.#constantFlag(inner, value);
  }

  #plainVariable(value: Expr): VarObj | undefined {
    const inner = unparen(value);
    const obj = inner.kind === "Ident" ? this.#info.objectOf(inner) : undefined;
    return obj?.kind === "var" && obj.scope !== "package" ? obj : undefined;
  }

  #constantFlag(target: Expr, value: Expr): void {
    const inner = unparen(value);
    if (inner.kind === "Ident" && (inner.name === "true" || inner.name === "false")) {
      this.#flag(target, inner.name === "true");
    }
    if (inner.kind !== "Ident" || inner.name !== "nil") return;
    const reference = this.#reference(target);
    if (reference?.stable === true) this.#out.push({ do: "flag", fact: nilFact(reference), value: true });
  }

  #flag(target: Expr, value: boolean): void {
    const reference = this.#reference(target);
    if (reference?.stable === true) this.#out.push({ do: "flag", fact: reference.id, value });
  }

  // ---- expressions ----

  #eval(expr: Expr): void {
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
        else this.#eval(inner.x);
        return;
      }
      case "BinaryExpr":
        this.#operand(inner.x);
        this.#operand(inner.y);
        return;
      case "CompositeLit":
        for (const element of inner.elements) this.#eval(element.value);
        return;
      case "StarExpr":
      case "TypeAssertExpr": {
        this.#eval(inner.x);
        return;
      }
      case "IndexExpr":
        this.#eval(inner.x);
        for (const index of inner.indices) this.#eval(index);
        return;
      case "SliceExpr": {
        this.#eval(inner.x);
        return;
      }
      default:
        return;
    }
  }

  /** Comparing a lock's pointer with nil hands nothing over, nor does locking by way of it. */
  #operand(expr: Expr): void {
    const inner = unparen(expr);
    if (inner.kind !== "Ident" && inner.kind !== "SelectorExpr") this.#eval(inner);
  }

  /** A variable used as a value: what it stands for may be called by anybody. */
  #value(ident: Expr & { kind: "Ident" }): void {
    const obj = this.#info.objectOf(ident);
    if (obj?.kind !== "var") return;
    const literal = this.#variables.literals.get(obj);
    if (literal !== undefined) this.#handOverUnlocked(literal);
    const operation = this.#variables.methodValues.get(obj);
    if (operation !== undefined) this.#handOver(this.#lockOf(operation), ident);
    if (isLockPointer(this.#info, ident)) this.#handOver(this.#reference(ident), ident);
  }

  #selector(expr: Expr & { kind: "SelectorExpr" }): void {
    const operation = lockMethodValue(expr, this.#info);
    if (operation !== undefined) {
      this.#handOver(this.#lockOf(operation), expr);
      return;
    }
    if (isLockPointer(this.#info, expr)) {
      this.#handOver(this.#reference(expr), expr);
      return;
    }
    if (unparen(expr.x).kind !== "Ident") this.#eval(expr.x);
  }

  #address(operand: Expr): void {
    const inner = unparen(operand);
    if (inner.kind === "CompositeLit") {
      this.#eval(inner);
      return;
    }
    if (isSyncLockType(this.#info.typeOf(inner))) this.#handOver(this.#reference(inner), inner);
    else if (inner.kind !== "Ident") this.#eval(inner);
  }

  /** A literal that others may call gives back what it unlocks without having locked it. */
  #handOverUnlocked(literal: FuncLit): void {
    for (const effect of this.#effects.ofLiteral(literal)) {
      if (effect.net !== "balanced" || effect.lends) this.#handOver(effect.slot.lock, literal);
    }
  }

  #handOver(lock: Reference | undefined, at: Span): void {
    if (lock === undefined) return;
    const release = this.#release({ lock, mode: "write" }, at, "handed-over");
    this.#out.push({ do: "hand-over", lock, release });
  }

  // ---- calls ----

  #goOrDefer(expr: Expr, way: "go" | "defer"): void {
    const call = unparen(expr);
    if (call.kind === "CallExpr") this.#call(call, way);
    else this.#eval(call);
  }

  #call(call: CallExpr, way: CallWay): void {
    const fun = unparen(call.fun);
    const callee = this.#info.calleeOf(call);
    if (fun.kind === "CallExpr") this.#eval(fun);
    const operation = this.#operation(call);
    if (operation !== undefined) {
      this.#operand(operation.lock);
      this.#operate(operation, call, way);
      return;
    }
    if (fun.kind === "SelectorExpr" && unparen(fun.x).kind !== "Ident") this.#eval(fun.x);
    const target = this.#target(call, callee);
    for (const arg of call.args) this.#argument(arg, callee, target);
    if (target !== undefined) this.#apply(target.site, target.effects, call, way, target.name);
    else if (way === "go") this.#unknownGoroutine(call);
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
    this.#eval(arg);
  }

  #operate(operation: LockOperation, call: CallExpr, way: CallWay): void {
    const slot = this.#slot(operation);
    if (slot === undefined || (operation.confidence === "likely" && !this.#isStatement(call))) return;
    if (operation.action === "try" || way === "go") {
      this.#handOver(slot.lock, call);
      return;
    }
    if (operation.action === "unlock") {
      const release = this.#release(slot, call, way);
      this.#out.push({ do: way === "defer" ? "defer-unlock" : "unlock", slot, release });
    } else if (way === "defer") this.#out.push({ do: "defer-lock", slot, call });
    else this.#out.push({ do: "lock", slot, site: this.#site(slot, call, "lock", operation.confidence) });
  }

  /** A lock's operations give nothing back: a call whose result is used is another one of that name. */
  #isStatement(call: CallExpr): boolean {
    const stmt = statementAround(nodesAround(this.#func, call));
    if (stmt?.kind === "ExprStmt") return unparen(stmt.x) === call;
    return (stmt?.kind === "DeferStmt" || stmt?.kind === "GoStmt") && unparen(stmt.call) === call;
  }

  #apply(site: CallSite, effects: readonly LockEffect[], call: CallExpr, way: CallWay, name: string): void {
    for (const effect of effects) {
      const lock = atCallSite(effect.slot.lock, site, this.#variables.names);
      if (lock === undefined) continue;
      const slot = { lock, mode: effect.slot.mode };
      if (way === "go") this.#applyGo(effect, slot, call);
      else if (way === "defer") this.#applyDeferred(effect, slot, call);
      else this.#applyCall(effect, slot, call, name);
    }
  }

  #applyCall(effect: LockEffect, slot: Slot, call: CallExpr, name: string): void {
    if (effect.net === "holds") {
      this.#out.push({ do: "lock", slot, site: this.#site(slot, call, "helper", effect.confidence) });
      return;
    }
    if (effect.takes) this.#out.push({ do: "take", slot, call, callee: name, confidence: effect.confidence });
    if (effect.net === "releases") {
      this.#out.push({ do: "unlock", slot, release: this.#release(slot, call, "helper") });
    } else if (effect.net === "unknown") this.#handOver(slot.lock, call);
  }

  #applyDeferred(effect: LockEffect, slot: Slot, call: CallExpr): void {
    if (effect.net === "releases" || effect.net === "unknown") {
      this.#out.push({ do: "defer-unlock", slot, release: this.#release(slot, call, "defer") });
    }
    if (effect.net === "unknown") {
      const other = { lock: slot.lock, mode: slot.mode === "write" ? "read" : "write" } as const;
      this.#out.push({ do: "defer-unlock", slot: other, release: this.#release(other, call, "defer") });
    }
  }

  #applyGo(effect: LockEffect, slot: Slot, call: CallExpr): void {
    if (effect.net !== "balanced" || effect.lends) this.#handOver(slot.lock, call);
  }

  /** `go s.finishLocked()` of code that is not at hand runs with the lock, by its name. */
  #unknownGoroutine(call: CallExpr): void {
    const fun = unparen(call.fun);
    if (fun.kind !== "SelectorExpr" || !/locked$/i.test(fun.sel.name)) return;
    const root = this.#reference(fun.x);
    if (root !== undefined) this.#handOver(root, call);
  }

  // ---- drafts ----

  #reference(expr: Expr): Reference | undefined {
    return referenceOf(this.#variables.names, expr);
  }

  #lockOf(operation: LockOperation): Reference | undefined {
    return throughEmbedded(this.#variables.names, operation.lock, operation.method);
  }

  #slot(operation: LockOperation): Slot | undefined {
    const lock = this.#lockOf(operation);
    return lock === undefined ? undefined : { lock, mode: operation.mode };
  }

  #site(slot: Slot, call: CallExpr, via: SiteDraft["via"], confidence: SiteDraft["confidence"]): number {
    const around = nodesAround(this.#func, call);
    this.sites.push({
      slot,
      call,
      statement: statementAround(around),
      via,
      confidence,
      guards: guardsAround(this.#variables.names, around),
      conditional: branchesAround(around, true).some((stmt) => stmt.kind !== "SelectStmt"),
    });
    return this.sites.length - 1;
  }

  #release(slot: Slot, span: Span, kind: LockRelease["kind"] | CallWay): number {
    const around = nodesAround(this.#func, span);
    this.releases.push({
      slot,
      span,
      kind: kind === "go" ? "handed-over" : kind,
      statement: statementAround(around),
      guards: guardsAround(this.#variables.names, around),
    });
    return this.releases.length - 1;
  }
}

function nilFact(reference: Reference): string {
  return reference.id < "=nil" ? `${reference.id} == =nil` : `=nil == ${reference.id}`;
}

function isNewCond(callee: Callee): boolean {
  return callee.kind === "func" && callee.pkg === "sync" && callee.name === "NewCond";
}

/** A value through which others can unlock. */
function isLockPointer(info: FileInfo, expr: Expr): boolean {
  if (expr.kind !== "Ident" && expr.kind !== "SelectorExpr") return false;
  const type = info.typeOf(expr);
  return type.kind === "pointer" ? isSyncLockType(deref(type)) : isNamed(type, "sync", ["Locker"]);
}

/** Quick look: whether the text of a function can have anything to do with locks. */
export function mentionsLocks(func: FuncNode): boolean {
  if (func.body === undefined) return false;
  let found = false;
  walk(func.body, (node) => {
    if (found) return false;
    if (node.kind === "SelectorExpr" && /lock/i.test(node.sel.name)) found = true;
    if (node.kind === "Ident" && /lock/i.test(node.name)) found = true;
    return !found;
  });
  return found;
}
