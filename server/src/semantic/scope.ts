import type { FuncNode, Ident } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { Obj, VarObj } from "./info.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";

/** A block of source in which names are declared. */
export interface Scope extends Span {
  readonly parent: Scope | undefined;
  readonly owner: FuncNode | undefined;
  readonly children: Scope[];
  /** In the order of the text. */
  readonly declared: Declared[];
  readonly byName: Map<string, Obj>;
}

export interface Declared {
  readonly name: string;
  readonly obj: Obj;
  /** The offset from which the name is visible. */
  readonly from: number;
}

export function openScope(span: Span, parent: Scope | undefined, owner: FuncNode | undefined): Scope {
  const { start, end } = span;
  const scope: Scope = { start, end, parent, owner, children: [], declared: [], byName: new Map() };
  parent?.children.push(scope);
  return scope;
}

export function declare(scope: Scope, name: string, obj: Obj, from: number): void {
  if (name === "_" || name === "") return;
  scope.declared.push({ name, obj, from });
  scope.byName.set(name, obj);
}

/** What `name` means here, among the names declared so far. */
export function lookupName(scope: Scope | undefined, name: string): Obj | undefined {
  for (let current = scope; current !== undefined; current = current.parent) {
    const obj = current.byName.get(name);
    if (obj !== undefined) return obj;
  }
  return undefined;
}

/** The innermost scope that holds `offset`. */
export function scopeAt(scope: Scope, offset: number): Scope {
  const inner = scope.children.find((child) => child.start <= offset && offset < child.end);
  return inner === undefined ? scope : scopeAt(inner, offset);
}

/** All names visible just before `offset`, innermost first, shadowed ones left out. */
export function visibleAt(outermost: Scope, offset: number): ReadonlyMap<string, Obj> {
  const visible = new Map<string, Obj>();
  for (let scope: Scope | undefined = scopeAt(outermost, offset); scope !== undefined; scope = scope.parent) {
    const names = new Set<string>();
    for (const { name, obj, from } of scope.declared.toReversed()) {
      if (from > offset || names.has(name)) continue;
      names.add(name);
      if (!visible.has(name)) visible.set(name, obj);
    }
  }
  return visible;
}

/** A variable whose type is found when it is first asked for. A class, because there are many. */
class LocalVar implements VarObj {
  readonly kind = "var";
  readonly name: string;
  readonly scope: VarObj["scope"];
  readonly decl: Span;
  readonly owner: FuncNode | undefined;
  #infer: (() => Type) | undefined;
  #type: Type | undefined;

  constructor(ident: Ident, scope: VarObj["scope"], owner: FuncNode | undefined, infer: () => Type) {
    this.name = ident.name;
    this.scope = scope;
    this.decl = { start: ident.start, end: ident.end };
    this.owner = owner;
    this.#infer = infer;
  }

  /** Unknown while it is being found: a variable that defines itself. */
  get type(): Type {
    const infer = this.#infer;
    if (infer === undefined) return this.#type ?? UNKNOWN;
    this.#infer = undefined;
    this.#type = infer();
    return this.#type;
  }
}

export function localVar(ident: Ident, scope: VarObj["scope"], owner: FuncNode | undefined, infer: () => Type): VarObj {
  return new LocalVar(ident, scope, owner, infer);
}
