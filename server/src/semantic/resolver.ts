import type { FuncNode, Ident, Stmt } from "../syntax/ast.ts";
import type { Checker, NameEntry } from "./checker.ts";
import type { LabelObj, Obj } from "./info.ts";
import { memoize } from "./lazy.ts";
import { lookupName } from "./scope.ts";
import type { Scope } from "./scope.ts";

/**
 * One pass over a declaration that finds what its identifiers denote. The parts (expressions, statements, local
 * declarations) reach each other through this record.
 */
export interface Resolver {
  readonly checker: Checker;
  /** The function whose body or signature is being resolved; undefined at package level. */
  readonly owner: FuncNode | undefined;
  readonly labels: Map<string, LabelObj>;
  /** The value of `iota` in the constant line that is being resolved. */
  readonly iota: number | undefined;
  readonly statements: (resolver: Resolver, stmts: readonly Stmt[], scope: Scope) => void;
}

/** Enters what an identifier denotes; one that is not local is left to the file's scope. */
export function useName(resolver: Resolver, ident: Ident, scope: Scope): void {
  resolver.checker.names.entries.set(ident, lookupName(scope, ident.name) ?? outerName(resolver, ident));
}

const OUTER: NameEntry = { kind: "outer" };

function outerName(resolver: Resolver, ident: Ident): NameEntry {
  const { iota } = resolver;
  return ident.name === "iota" && iota !== undefined ? { kind: "iota", value: iota } : OUTER;
}

/** Enters what an identifier declares; the blank one declares nothing. */
export function defineName(resolver: Resolver, ident: Ident, obj: Obj): void {
  if (ident.name !== "_") resolver.checker.names.entries.set(ident, obj);
}

/** The label of that name in the function being resolved: the same object for all uses. */
export function useLabel(resolver: Resolver, ident: Ident): void {
  const label = memoize(resolver.labels, ident.name, () => ({ kind: "label", name: ident.name }) as const);
  resolver.checker.names.entries.set(ident, label);
}
