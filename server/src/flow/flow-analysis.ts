import type { Catalog } from "../catalog/catalog.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { File, FuncDecl, FuncNode } from "../syntax/ast.ts";
import { unparen, walk } from "../syntax/visit.ts";
import { contains, spanHolding } from "../text/span.ts";
import { acquisitionsIn } from "./obligations/acquisitions.ts";
import { buildCfg, type NeverReturns } from "./cfg/build-cfg.ts";
import type { Cfg } from "./cfg/cfg.ts";
import { VariableNumbers } from "./condition-facts.ts";
import { Equations } from "./summaries/equations.ts";
import { FunctionMemory, type Owner } from "./function-memory.ts";
import type { FunctionFlow, Obligation } from "./flow.ts";
import { liveConditions } from "./live-conditions.ts";
import { keepsArgument } from "./summaries/kept-arguments.ts";
import { lazily } from "./summaries/lazily.ts";
import { LockAnalysis, type LockFunction } from "./locks/analysis.ts";
import { seenOfEffects } from "./locks/effects.ts";
import type { LockFindings } from "./locks/locks.ts";
import { neverReturnsIn } from "./summaries/never-returns.ts";
import { followAll, obligationOf } from "./obligations/obligations.ts";
import { endsProcess } from "./summaries/process-end.ts";
import { bodyTextOf, type FunctionSource, type Program } from "./program.ts";
import { possibleAnswers } from "./summaries/predicate-answers.ts";
import { canReturn } from "./cfg/reachability.ts";
import type { FunctionScope } from "./scope.ts";
import { closuresIn } from "./obligations/start-state.ts";
import { type FunctionEdit, renew, renewAcross, type Renewal } from "./renewal.ts";
import { partOfSummary, recovers, summarize } from "./summaries/summaries.ts";
import { wayOut } from "./summaries/way-out.ts";
import type { FunctionSummary } from "./summary.ts";

/** What a project decides about flow. */
export interface FlowOptions {
  /** Whether a path that ends in a panic still owes its releases. */
  readonly panicOwes: boolean;
  /** Whether bodies may be edited later ({@link FlowAnalysis.renew}); true where left out. */
  readonly remembers?: boolean;
}

interface Graph {
  /** Undefined where it could not be settled together with those it needs. */
  readonly cfg: Cfg | undefined;
  /** Whether some path comes back to the caller. */
  readonly returns: boolean;
}

/** The flow of the functions of one file. */
export type FileFlow = (func: FuncNode) => FunctionFlow;

/**
 * The flow analysis of a workspace: graphs, summaries and findings are computed when first asked for and kept. Bodies may
 * change ({@link FlowAnalysis.renew}); other declarations want a new analysis ({@link FlowAnalysis.succeed}).
 */
export class FlowAnalysis {
  readonly #catalog: Catalog;
  readonly #program: Program;
  readonly #options: FlowOptions;
  readonly #locks: LockAnalysis;
  readonly #memory: FunctionMemory;
  readonly #equations = new Equations();
  readonly #graphs = new WeakMap<FuncNode, () => Graph>();
  readonly #comesBack = new WeakMap<FuncDecl, () => boolean>();
  readonly #scopes = new WeakMap<FuncNode, FunctionScope>();
  readonly #flows = new WeakMap<FuncNode, FunctionFlow>();
  readonly #summaries = new WeakMap<FuncDecl, FunctionSummary>();

  constructor(catalog: Catalog, program: Program, options: FlowOptions = { panicOwes: false }) {
    this.#catalog = catalog;
    this.#program = program;
    this.#options = options;
    this.#memory = new FunctionMemory(options.remembers ?? true);
    this.#locks = new LockAnalysis(program, {
      cfgOf: (func, outer, info) => this.#cfg(func, info, this.#memory.knownOwnerOf(outer)),
      noteUse: (outer, source) => {
        this.#memory.noteUse(this.#memory.knownOwnerOf(outer), source);
        this.#memory.noteAsked(source, "locks");
        // What it looks into in turn is noted as its own.
        this.#memory.enter(source);
      },
    });
  }

  /** The flow of the functions of a file, each computed on its own. */
  fileFlow(uri: string, file: File, info: FileInfo): FileFlow {
    const enclosing = enclosingFunctions(file);
    return (func) => {
      const known = this.#flows.get(func);
      if (known !== undefined) return known;
      const around = enclosing(func);
      const owner = this.#memory.ownerOf(around.at(-1) ?? func, uri);
      const flow = this.#flow({ func, enclosing: around, info }, owner);
      this.#flows.set(func, flow);
      return flow;
    };
  }

  /** What callers may know of a function of the workspace. */
  summaryOf(source: FunctionSource): FunctionSummary {
    const known = this.#summaries.get(source.decl);
    if (known !== undefined) return known;
    const scope = this.#scope(source.decl, source.info, this.#memory.enter(source));
    const summary = summarize(source, scope, this.#equations, (part) => {
      this.#memory.noteAsked(source, part);
    });
    this.#summaries.set(source.decl, summary);
    return summary;
  }

  /** Forgets what does not hold any more after edits of bodies, and tells whose answers may be otherwise now. */
  renew(edits: readonly FunctionEdit[]): Renewal {
    const memory = this.#memory;
    return renew(edits, {
      dependencies: memory.dependencies,
      sourceOf: (key) => memory.sourceOf(key),
      partsAskedOf: (source) => memory.partsAskedOf(source),
      noteAsked: (source, part) => {
        memory.noteAsked(source, part);
      },
      partOf: (source, part) => this.#partOf(source, part),
      forget: (key) => {
        for (const decl of memory.declsOf(key)) this.#forget(decl);
      },
    });
  }

  /**
   * Goes on where another analysis ends because declarations have changed: whoever was looked into there is watched here, too.
   * `touched` are the functions that may be otherwise by themselves; `now` finds a function as it is now.
   */
  succeed(
    before: FlowAnalysis,
    touched: Iterable<string>,
    now: (source: FunctionSource) => FunctionSource | undefined,
  ): Renewal {
    this.#memory.dependencies = before.#memory.dependencies;
    const asked = new Map(before.#memory.asked);
    const successors = new Map<string, FunctionSource>();
    for (const [key, old] of asked) {
      const source = now(old);
      if (source === undefined) continue;
      successors.set(key, source);
      this.#memory.enter(source);
      for (const part of before.#memory.partsAskedOf(old)) this.#memory.noteAsked(source, part);
    }
    return renewAcross(touched, {
      dependencies: this.#memory.dependencies,
      before: (key) => {
        const old = asked.get(key);
        return old && new Map([...before.#memory.partsAskedOf(old)].map((part) => [part, before.#partOf(old, part)]));
      },
      now: (key, part) => {
        const source = successors.get(key);
        return source && this.#partOf(source, part);
      },
    });
  }

  #partOf(source: FunctionSource, part: string): string {
    this.#memory.enter(source);
    if (part === "returns") return String(this.#returns(source));
    if (part === "locks") return seenOfEffects(this.#locks.effects(source));
    const [, index, nil] = /^answers (-?\d+) (true|false)$/.exec(part) ?? [];
    if (index !== undefined) return [...possibleAnswers(source, Number(index), nil === "true")].sort().join();
    return partOfSummary(this.summaryOf(source), part);
  }

  #forget(decl: FuncDecl): void {
    walk(decl, (node) => {
      if (node.kind !== "FuncDecl" && node.kind !== "FuncLit") return;
      for (const known of [this.#graphs, this.#scopes, this.#flows]) known.delete(node);
      this.#locks.forget(node);
    });
    this.#summaries.delete(decl);
    this.#comesBack.delete(decl);
  }

  #flow(locked: LockFunction, owner: Owner): FunctionFlow {
    const { func, info } = locked;
    const scope = this.#scope(func, info, owner);
    const isMain = endsProcess(func, info);
    const summary = lazily(() => summarize({ decl: func }, scope, this.#equations));
    const obligations = lazily(() => this.#obligations(scope, isMain));
    const locks = lazily(() => this.#locks.findings(locked, (call, index) => keepsArgument(call, index, scope)));
    return {
      get cfg() {
        return scope.cfg;
      },
      get obligations(): readonly Obligation[] {
        return obligations();
      },
      get locks(): LockFindings {
        return locks();
      },
      get summary(): FunctionSummary {
        return summary();
      },
    };
  }

  #obligations(scope: FunctionScope, isMain: boolean): readonly Obligation[] {
    const acquisitions = acquisitionsIn(scope);
    if (acquisitions.length === 0) return [];
    const panicsLeave = this.#options.panicOwes || recovers(scope);
    return followAll(acquisitions, scope, panicsLeave).map((each) => obligationOf(each, { panicsLeave, isMain }));
  }

  #cfg(func: FuncNode, info: FileInfo, owner: Owner | undefined): Cfg {
    return this.#graph(func, info, owner)().cfg ?? this.#build(func, info, owner).cfg;
  }

  /** The graph depends on whether the functions it calls come back, and so on theirs. */
  #graph(func: FuncNode, info: FileInfo, owner: Owner | undefined): () => Graph {
    const known = this.#graphs.get(func);
    if (known !== undefined) return known;
    const graph = this.#equations.value<Graph>({
      // Functions that call each other come back only if one of them has a way out.
      initial: { cfg: undefined, returns: false },
      careful: { cfg: undefined, returns: true },
      same: (a, b) => a.returns === b.returns,
      compute: () => this.#build(func, info, owner),
    });
    this.#graphs.set(func, graph);
    return graph;
  }

  /** Whether a call of the function comes back. */
  #returns(source: FunctionSource): boolean {
    const known = this.#comesBack.get(source.decl);
    if (known !== undefined) return known();
    const comesBack = this.#comesBackLater(source);
    this.#comesBack.set(source.decl, comesBack);
    return comesBack();
  }

  #comesBackLater(source: FunctionSource): () => boolean {
    switch (wayOut(bodyTextOf(source))) {
      case "returns":
        return () => true;
      case "last call":
        return this.#equations.value({
          initial: false,
          careful: true,
          same: (a, b) => a === b,
          compute: () => this.#lastCallReturns(source),
        });
      case "unknown":
        return () => this.#graph(source.decl, source.info, this.#memory.enter(source))().returns;
    }
  }

  #lastCallReturns(source: FunctionSource): boolean {
    const last = source.decl.body?.stmts.at(-1);
    const call = last?.kind === "ExprStmt" ? unparen(last.x) : undefined;
    return call?.kind !== "CallExpr" || !this.#neverReturnsIn(source.info, this.#memory.enter(source))(call);
  }

  #build(func: FuncNode, info: FileInfo, owner: Owner | undefined): Graph & { readonly cfg: Cfg } {
    const cfg = buildCfg(func, this.#neverReturnsIn(info, owner));
    return { cfg, returns: canReturn(cfg) };
  }

  #neverReturnsIn(info: FileInfo, owner: Owner | undefined): NeverReturns {
    return neverReturnsIn(info, this.#catalog, this.#program, (source) => {
      if (!source.decl.hasBody) return false;
      this.#memory.noteUse(owner, source);
      this.#memory.noteAsked(source, "returns");
      return !this.#returns(source);
    });
  }

  #scope(func: FuncNode, info: FileInfo, owner: Owner): FunctionScope {
    const known = this.#scopes.get(func);
    if (known !== undefined) return known;
    const cfg = lazily(() => this.#cfg(func, info, owner));
    const numbers = new VariableNumbers();
    const closures = lazily(() => closuresIn({ func, info }));
    const live = lazily(() => liveConditions(cfg(), info, numbers));
    const scope: FunctionScope = {
      func,
      info,
      catalog: this.#catalog,
      program: this.#program,
      numbers,
      get cfg() {
        return cfg();
      },
      get closures() {
        return closures();
      },
      cfgOf: (literal) => this.#cfg(literal, info, owner),
      summaryOf: (source) => {
        this.#memory.noteUse(owner, source);
        return this.summaryOf(source);
      },
      answersOf: (source, index, isNil) => {
        this.#memory.noteUse(owner, source);
        this.#memory.enter(source);
        this.#memory.noteAsked(source, `answers ${String(index)} ${String(isNil)}`);
        return possibleAnswers(source, index, isNil);
      },
      get liveConditions() {
        return live();
      },
    };
    this.#scopes.set(func, scope);
    return scope;
  }
}

/** For each function of a file those around it, the innermost first. */
function enclosingFunctions(file: File): (func: FuncNode) => readonly FuncNode[] {
  return (func) => {
    const outer = spanHolding(file.decls, func.start);
    const around: FuncNode[] = [];
    if (outer === undefined || outer === func) return around;
    walk(outer, (node) => {
      if (!contains(node, func) || node === func) return false;
      if (node.kind === "FuncDecl" || node.kind === "FuncLit") around.unshift(node);
      return undefined;
    });
    return around;
  };
}
