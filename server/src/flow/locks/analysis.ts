import type { FileInfo } from "../../semantic/info.ts";
import type { FuncDecl, FuncLit, FuncNode } from "../../syntax/ast.ts";
import type { Cfg } from "../cfg/cfg.ts";
import type { LockProgram } from "./action.ts";
import { compileLocks } from "./compile.ts";
import type { LockEffect } from "./effects.ts";
import type { EffectSource } from "./expressions.ts";
import { lockFindingsOf } from "./findings.ts";
import { mayLock, mentionsLocks } from "./mentions.ts";
import { lockEffects } from "./summary.ts";
import type { KeepsArgument } from "./carrier.ts";
import { type LockVariables, lockVariables } from "./variables.ts";
import { type LockWalk, walkLocks } from "./walk.ts";
import { type LockFindings, NO_LOCKS } from "./locks.ts";
import type { FunctionSource, Program } from "../program.ts";

/** A function as the lock analysis wants it. */
export interface LockFunction {
  readonly func: FuncNode;
  /** The functions around a literal, the innermost first; the last one is the declaration or the literal at package level. */
  readonly enclosing: readonly FuncNode[];
  readonly info: FileInfo;
}

/** What the lock analysis is given by the one it is a part of. `outer`: the declaration, or literal at package level, around. */
export interface LockHost {
  cfgOf(func: FuncNode, outer: FuncNode, info: FileInfo): Cfg;
  /** The effects of a function are looked at to find out about another one. */
  noteUse(outer: FuncNode, source: FunctionSource): void;
}

interface Walked {
  readonly cfg: Cfg;
  readonly program: LockProgram;
  readonly walk: LockWalk;
}

/** Calls of a chain deeper than this are taken to do nothing to locks. */
const DEEPEST_CHAIN = 12;

/** The lock analysis. It keeps what it found of each function, so that helpers are looked into once. */
export class LockAnalysis {
  readonly #program: Program;
  readonly #host: LockHost;
  readonly #variables = new WeakMap<FuncNode, LockVariables>();
  readonly #walked = new WeakMap<FuncNode, Walked | "nothing" | "under way">();
  readonly #effects = new WeakMap<FuncNode, readonly LockEffect[]>();
  readonly #mentions = new WeakMap<FuncNode, boolean>();
  #depth = 0;

  constructor(program: Program, host: LockHost) {
    this.#program = program;
    this.#host = host;
  }

  /** Forgets what was found of one function or literal. */
  forget(func: FuncNode): void {
    this.#variables.delete(func);
    this.#walked.delete(func);
    this.#effects.delete(func);
  }

  findings({ func, enclosing, info }: LockFunction, keepsArgument: KeepsArgument): LockFindings {
    const outer = enclosing.at(-1) ?? func;
    const walked = this.#walk(func, outer, info);
    if (walked === undefined) return NO_LOCKS;
    const name = func.kind === "FuncDecl" ? func.name.name : "";
    const annotated = outer.kind === "FuncDecl" && isAnnotated(outer);
    const findings = lockFindingsOf({ ...walked, info, name, annotated, keepsArgument });
    const [parent] = enclosing;
    if (parent === undefined || !findings.sites.some((site) => site.leak !== undefined)) return findings;
    return this.#withoutThoseReleasedAround(findings, enclosing, outer, info);
  }

  /** What calls of a function do to locks, in its own terms. */
  effects(source: FunctionSource): readonly LockEffect[] {
    return mayLock(source.text) ? this.#effectsOf(source.decl, source.decl, source.info) : [];
  }

  /** A lock that a literal takes and a function around it gives back is not the literal's to release. */
  #withoutThoseReleasedAround(
    findings: LockFindings,
    enclosing: readonly FuncNode[],
    outer: FuncNode,
    info: FileInfo,
  ): LockFindings {
    const foreign = new Set<string>();
    for (const func of enclosing) {
      for (const slot of this.#walk(func, outer, info)?.walk.foreign.values() ?? []) foreign.add(slot.lock.text);
    }
    const sites = findings.sites.map((site) => (foreign.has(site.key) ? { ...site, leak: undefined } : site));
    return { ...findings, sites };
  }

  #walk(func: FuncNode, outer: FuncNode, info: FileInfo): Walked | undefined {
    const known = this.#walked.get(func);
    if (known !== undefined) return typeof known === "string" ? undefined : known;
    if (!this.#mentionsLocks(func) || this.#depth > DEEPEST_CHAIN) return undefined;
    this.#walked.set(func, "under way");
    this.#depth++;
    const walked = this.#walkNow(func, outer, info);
    this.#depth--;
    this.#walked.set(func, walked ?? "nothing");
    return walked;
  }

  #walkNow(func: FuncNode, outer: FuncNode, info: FileInfo): Walked | undefined {
    const variables = this.#variablesOf(outer, info);
    const cfg = this.#host.cfgOf(func, outer, info);
    const program = compileLocks(cfg, variables, this.#effectSource(outer, info));
    const locks = program.sites.length > 0 || program.releases.length > 0 || takesAny(program);
    return locks ? { cfg, program, walk: walkLocks(cfg, program, variables) } : undefined;
  }

  #effectSource(outer: FuncNode, info: FileInfo): EffectSource {
    return {
      program: this.#program,
      ofFunction: (source) => {
        this.#host.noteUse(outer, source);
        return this.effects(source);
      },
      ofLiteral: (literal: FuncLit) => this.#effectsOf(literal, outer, info),
    };
  }

  #effectsOf(func: FuncNode, outer: FuncNode, info: FileInfo): readonly LockEffect[] {
    const known = this.#effects.get(func);
    if (known !== undefined) return known;
    // A function that calls itself is taken to do nothing by the inner call.
    if (this.#walked.get(func) === "under way") return [];
    const walked = this.#walk(func, outer, info);
    const effects = walked === undefined ? [] : lockEffects(walked.cfg, walked.program, walked.walk);
    this.#effects.set(func, effects);
    return effects;
  }

  #variablesOf(outer: FuncNode, info: FileInfo): LockVariables {
    const known = this.#variables.get(outer);
    if (known !== undefined) return known;
    const variables = lockVariables(outer, info);
    this.#variables.set(outer, variables);
    return variables;
  }

  #mentionsLocks(func: FuncNode): boolean {
    const known = this.#mentions.get(func);
    if (known !== undefined) return known;
    const mentions = mentionsLocks(func);
    this.#mentions.set(func, mentions);
    return mentions;
  }
}

function takesAny(program: LockProgram): boolean {
  return program.actions.some((block) => block.some((node) => node.some((action) => action.do === "take")));
}

/** gVisor's checklocks annotations that say the function returns holding, or is not to be checked. */
function isAnnotated(decl: FuncDecl): boolean {
  return decl.doc.some((comment) => /^\/\/\s*\+checklocks(acquire|ignore|release)/.test(comment.text));
}
