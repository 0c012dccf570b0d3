import type { Span } from "../text/span.ts";
import type { FuncType, Type } from "./types.ts";

/**
 * What a package declares, seen from outside: built from the declarations of its files, or read from the bundled
 * facts of the standard library. Plain data.
 */
export interface PackageDecls {
  /** Full import path. */
  readonly path: string;
  /** The name in the package clause. */
  readonly name: string;
  readonly values: ReadonlyMap<string, ValueDecl>;
  readonly funcs: ReadonlyMap<string, FuncDeclInfo>;
  readonly types: ReadonlyMap<string, TypeDeclInfo>;
  /** False if a file of it did not parse wholly or its facts are known to be partial: a name that is missing may still exist. */
  readonly complete: boolean;
}

/** Where a declaration's name stands. Absent for bundled facts. */
export interface DeclSite {
  /** The file's URI. */
  readonly uri: string;
  readonly name: Span;
}

export interface ValueDecl {
  readonly name: string;
  readonly constant: boolean;
  readonly type: Type;
  /** A constant's folded value, where it could be folded. */
  readonly value: ConstantValue | undefined;
  readonly site: DeclSite | undefined;
}

/** An integer is a number where that is exact, else a bigint; a float is a number. */
export type ConstantValue = string | number | bigint | boolean;

export interface FuncDeclInfo {
  readonly name: string;
  readonly type: FuncType;
  readonly site: DeclSite | undefined;
}

export interface MethodDeclInfo {
  readonly name: string;
  /** The method's type without its receiver. */
  readonly type: FuncType;
  readonly pointerReceiver: boolean;
  /** The names the receiver gives the type's parameters, in order. */
  readonly receiverTypeParams: readonly string[];
  readonly site: DeclSite | undefined;
}

export interface TypeDeclInfo {
  readonly name: string;
  readonly alias: boolean;
  readonly typeParams: readonly { readonly name: string; readonly constraint: Type }[];
  /** What stands on the right of the name: for `type T U` the type U. */
  readonly type: Type;
  /** Methods declared with this type as the receiver (not those of embedded fields, nor an interface's). */
  readonly methods: ReadonlyMap<string, MethodDeclInfo>;
  readonly site: DeclSite | undefined;
}

/** Gives the declarations of a package by its import path, seen from the package that imports it. */
export interface World {
  /**
   * Undefined where nothing is known of the package.
   * `from` is the importing package's path (vendor and internal resolution may depend on it).
   */
  packageDecls(path: string, from: string): PackageDecls | undefined;
  /** The declaration of a type declared inside a function (`name·N`). Only the world of a `FileInfo` knows its file's. */
  localType?(pkg: string, name: string): TypeDeclInfo | undefined;
}
