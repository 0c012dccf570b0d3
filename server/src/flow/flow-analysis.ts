import type { Catalog } from "../catalog/catalog.ts";
import type { FileInfo } from "../semantic/info.ts";
import type { File, FuncDecl, FuncNode } from "../syntax/ast.ts";
import { walk } from "../syntax/visit.ts";
import { contains } from "../text/span.ts";
import { acquisitionsIn } from "./acquisitions.ts";
import { buildCfg } from "./build-cfg.ts";
import type { Cfg } from "./cfg.ts";
import { VariableNumbers } from "./condition-facts.ts";
import { Equations } from "./equations.ts";
import type { FunctionFlow, Obligation } from "./flow.ts";
import { outsideView } from "./outside-view.ts";
import { liveConditions } from "./live-conditions.ts";
import { LockAnalysis } from "./lock-analysis.ts";
import type { LockFindings } from "./locks.ts";
import { neverReturnsIn } from "./never-returns.ts";
import { followAll, obligationOf } from "./obligations.ts";
import { endsProcess } from "./process-end.ts";
import type { FunctionSource, Program } from "./program.ts";
import { canReturn } from "./reachability.ts";
import type { FunctionScope } from "./scope.ts";
import { closuresIn } from "./start-state.ts";
import { recovers, summarize } from "./summaries.ts";
import type { FunctionSummary } from "./summary.ts";

/** What a project decides about flow. */
export interface FlowOptions {
  /** Whether a path that ends in a panic still owes its releases. */
  readonly panicOwes: boolean;
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
 * The flow analysis over one revision of the sources: graphs, summaries and findings are computed when first asked for
 * and kept. A new revision of a function needs a new analysis for it and for what used its summary ({@link usedBy}).
 */
export class FlowAnalysis {
  readonly #catalog: Catalog;
  readonly #program: Program;
  readonly #options: FlowOptions;
  readonly #locks: LockAnalysis;
  readonly #equations = new Equations();
  readonly #graphs = new WeakMap<FuncNode, () => Graph>();
  readonly #scopes = new WeakMap<FuncNode, FunctionScope>();
  readonly #summaries = new WeakMap<FuncDecl, FunctionSummary>();
  readonly #used = new WeakMap<FuncNode, Set<FunctionSource>>();

  constructor(catalog: Catalog, program: Program, options: FlowOptions = { panicOwes: false }) {
    this.#catalog = catalog;
    this.#program = program;
    this.#options = options;
    this.#locks = new LockAnalysis(program, (func, info) => this.#cfg(func, info));
  }

  /** The flow of the functions of a file, each computed on its own. */
  fileFlow(file: File, info: FileInfo): FileFlow {
    const enclosing = enclosingFunctions(file);
    return (func) => {
      const around = enclosing(func);
      return this.#flow(func, around, info, file.packageName?.name === "main");
    };
  }

  /** What callers may know of a function of the workspace. */
  summaryOf(source: FunctionSource): FunctionSummary {
    const known = this.#summaries.get(source.decl);
    if (known !== undefined) return known;
    const summary = summarize(source, this.#scope(source.decl, source.info), this.#equations);
    this.#summaries.set(source.decl, summary);
    return summary;
  }

  /** A text that stays equal as long as callers of the function can notice no difference; `text` is its file's. */
  seenFromOutside(source: FunctionSource, text: string): string {
    const { decl } = source;
    const body = text.slice(decl.type.end, decl.end);
    return outsideView(decl, this.summaryOf(source), this.#locks.effects(source), body);
  }

  /** The functions whose summaries the analysis of `func` has asked for so far; a literal counts for itself. */
  usedBy(func: FuncNode): ReadonlySet<FunctionSource> {
    return this.#used.get(func) ?? new Set();
  }

  #flow(func: FuncNode, around: readonly FuncNode[], info: FileInfo, inMain: boolean): FunctionFlow {
    const scope = this.#scope(func, info);
    const isMain = endsProcess(func, inMain, info);
    const summary = lazily(() => summarize({ decl: func }, scope, this.#equations));
    const obligations = lazily(() => this.#obligations(scope, isMain));
    const locks = lazily(() => this.#locks.findings({ func, enclosing: around, info }));
    return {
      cfg: scope.cfg,
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

  #cfg(func: FuncNode, info: FileInfo): Cfg {
    return this.#graph(func, info)().cfg ?? this.#build(func, info).cfg;
  }

  /** The graph depends on whether the functions it calls come back, and so on theirs. */
  #graph(func: FuncNode, info: FileInfo): () => Graph {
    const known = this.#graphs.get(func);
    if (known !== undefined) return known;
    const graph = this.#equations.value<Graph>({
      // Functions that call each other come back only if one of them has a way out.
      initial: { cfg: undefined, returns: false },
      careful: { cfg: undefined, returns: true },
      same: (a, b) => a.returns === b.returns,
      compute: () => this.#build(func, info),
    });
    this.#graphs.set(func, graph);
    return graph;
  }

  #build(func: FuncNode, info: FileInfo): Graph & { readonly cfg: Cfg } {
    const never = neverReturnsIn(info, this.#catalog, this.#program, (source) => {
      this.#note(func, source);
      return source.decl.body !== undefined && !this.#graph(source.decl, source.info)().returns;
    });
    const cfg = buildCfg(func, never);
    return { cfg, returns: canReturn(cfg) };
  }

  #scope(func: FuncNode, info: FileInfo): FunctionScope {
    const known = this.#scopes.get(func);
    if (known !== undefined) return known;
    const cfg = lazily(() => this.#cfg(func, info));
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
      cfgOf: (literal) => this.#cfg(literal, info),
      summaryOf: (source) => {
        this.#note(func, source);
        return this.summaryOf(source);
      },
      liveConditions: (block) => live()(block),
    };
    this.#scopes.set(func, scope);
    return scope;
  }

  #note(func: FuncNode, source: FunctionSource): void {
    const used = this.#used.get(func);
    if (used === undefined) this.#used.set(func, new Set([source]));
    else used.add(source);
  }
}

/** Computes a value when it is first asked for. */
export function lazily<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

/** For each function of a file those around it, the innermost first. */
function enclosingFunctions(file: File): (func: FuncNode) => readonly FuncNode[] {
  return (func) => {
    const outer = file.decls.find((decl) => contains(decl, func));
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
