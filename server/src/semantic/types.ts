/**
 * Go's types as plain, serializable data. A named type is a reference (import path and name); its declaration is
 * looked up in a `World` when it is needed. "Unknown" is a type: inference answers it rather than guess.
 */
export type Type =
  | BasicType
  | NamedType
  | PointerType
  | SliceType
  | ArrayType
  | MapType
  | ChanType
  | StructType
  | FuncType
  | InterfaceType
  | TupleType
  | TypeParamType
  | UnionType
  | UnknownType;

export interface UnknownType {
  readonly kind: "unknown";
}

export const UNKNOWN: UnknownType = { kind: "unknown" };

/** A predeclared type by its canonical name (`byte` is `uint8`, `rune` is `int32`), an untyped constant kind, or untyped nil. */
export interface BasicType {
  readonly kind: "basic";
  readonly name: string;
}

/** A defined type. `error`, `any` and `comparable` have the package "". */
export interface NamedType {
  readonly kind: "named";
  /** Full import path; for `package main` and tests the path of the directory. */
  readonly pkg: string;
  /** For a type declared inside a function: `name·N`, N counting such types of the package. */
  readonly name: string;
  readonly args: readonly Type[];
}

export interface PointerType {
  readonly kind: "pointer";
  readonly elem: Type;
}

export interface SliceType {
  readonly kind: "slice";
  readonly elem: Type;
}

export interface ArrayType {
  readonly kind: "array";
  /** Undefined where the length is not a constant that could be folded. */
  readonly len: number | undefined;
  readonly elem: Type;
}

export interface MapType {
  readonly kind: "map";
  readonly key: Type;
  readonly value: Type;
}

export interface ChanType {
  readonly kind: "chan";
  readonly dir: "both" | "send" | "receive";
  readonly elem: Type;
}

export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly StructField[];
}

export interface StructField {
  readonly name: string;
  readonly type: Type;
  readonly embedded: boolean;
}

export interface FuncType {
  readonly kind: "func";
  readonly typeParams: readonly TypeParamType[];
  readonly params: readonly Param[];
  readonly results: readonly Param[];
  /** The last parameter's type is then a slice, as seen from inside the function. */
  readonly variadic: boolean;
}

export interface Param {
  /** "" where it has none. */
  readonly name: string;
  readonly type: Type;
}

export interface InterfaceType {
  readonly kind: "interface";
  readonly methods: readonly Method[];
  readonly embeds: readonly Type[];
}

export interface Method {
  readonly name: string;
  readonly type: FuncType;
}

/** The results of a call that has not exactly one. */
export interface TupleType {
  readonly kind: "tuple";
  readonly elems: readonly Type[];
}

export interface TypeParamType {
  readonly kind: "typeparam";
  readonly name: string;
  readonly constraint: Type;
}

/** The terms of a constraint: `~int | string`. */
export interface UnionType {
  readonly kind: "union";
  readonly terms: readonly { readonly tilde: boolean; readonly type: Type }[];
}
