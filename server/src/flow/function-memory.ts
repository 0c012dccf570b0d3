import type { FuncDecl, FuncNode } from "../syntax/ast.ts";
import { Dependencies } from "./dependencies.ts";
import { functionKey, type FunctionSource, keyOfFunc } from "./program.ts";

/** Who owns a piece of analysis: a declared function, its literals included, or the package level of a file. */
export interface Owner {
  /** {@link functionKey}, or the file's URI for the package level. */
  readonly key: string;
}

/** A function as it was when somebody last asked for it, and the parts of its answers that were asked for. */
interface Asked {
  source: FunctionSource;
  readonly parts: Set<string>;
}

/** Which functions were looked into, by their keys, and what others asked of them. */
export class FunctionMemory {
  dependencies = new Dependencies();
  readonly #sources = new Map<string, FunctionSource>();
  /** The syntax a function was last analysed by: that of its source, or that of the file it is in where it stands open. */
  readonly #decls = new Map<string, Set<FuncDecl>>();
  readonly #owners = new WeakMap<FuncNode, Owner>();
  readonly #asked = new Map<string, Asked>();
  readonly #remembers: boolean;

  /** `remembers`: whether bodies may be edited later. Where they are only read once, nothing is kept. */
  constructor(remembers: boolean) {
    this.#remembers = remembers;
  }

  /** The functions of whose answers somebody has asked for a part, as they were then. */
  get asked(): Iterable<readonly [string, FunctionSource]> {
    return [...this.#asked].map(([key, { source }]) => [key, source] as const);
  }

  /** The owner of a declaration, or of a literal at package level. */
  ownerOf(outer: FuncNode, uri: string): Owner {
    const known = this.#owners.get(outer);
    if (known !== undefined) return known;
    const owner = { key: outer.kind === "FuncDecl" ? keyOfFunc(outer, uri) : uri };
    this.#owners.set(outer, owner);
    if (outer.kind === "FuncDecl") this.#remember(owner.key, outer);
    return owner;
  }

  knownOwnerOf(outer: FuncNode): Owner | undefined {
    return this.#owners.get(outer);
  }

  /** Somebody asks for a function from outside. */
  enter(source: FunctionSource): Owner {
    const known = this.#owners.get(source.decl);
    const owner = known ?? { key: functionKey(source) };
    if (known === undefined) this.#owners.set(source.decl, owner);
    if (this.#remembers && this.#sources.get(owner.key) !== source) {
      this.#sources.set(owner.key, source);
      this.#remember(owner.key, source.decl);
    }
    return owner;
  }

  noteUse(owner: Owner | undefined, source: FunctionSource): void {
    if (this.#remembers && owner !== undefined) this.dependencies.note(owner.key, functionKey(source));
  }

  sourceOf(key: string): FunctionSource | undefined {
    return this.#sources.get(key);
  }

  declsOf(key: string): Iterable<FuncDecl> {
    return this.#decls.get(key) ?? [];
  }

  noteAsked(source: FunctionSource, part: string): void {
    if (!this.#remembers) return;
    const key = functionKey(source);
    const known = this.#asked.get(key);
    if (known === undefined) this.#asked.set(key, { source, parts: new Set([part]) });
    else {
      known.source = source;
      known.parts.add(part);
    }
  }

  partsAskedOf(source: FunctionSource): ReadonlySet<string> {
    return new Set(this.#asked.get(functionKey(source))?.parts);
  }

  #remember(key: string, decl: FuncDecl): void {
    if (!this.#remembers) return;
    const source = this.#sources.get(key)?.decl;
    // What is neither the newest nor what others see is not asked for again.
    this.#decls.set(key, new Set(source === undefined ? [decl] : [source, decl]));
  }
}
