import type { PackageDecls, TypeDeclInfo, ValueDecl } from "./package.ts";
import type {
  BasicType,
  FuncType,
  InterfaceType,
  NamedType,
  PointerType,
  SliceType,
  TupleType,
  Type,
} from "./types.ts";

/** Names of the predeclared types, with the canonical name of each. */
const BASIC_NAMES: ReadonlyMap<string, string> = new Map([
  ["bool", "bool"],
  ["string", "string"],
  ["int", "int"],
  ["int8", "int8"],
  ["int16", "int16"],
  ["int32", "int32"],
  ["int64", "int64"],
  ["uint", "uint"],
  ["uint8", "uint8"],
  ["uint16", "uint16"],
  ["uint32", "uint32"],
  ["uint64", "uint64"],
  ["uintptr", "uintptr"],
  ["float32", "float32"],
  ["float64", "float64"],
  ["complex64", "complex64"],
  ["complex128", "complex128"],
  ["byte", "uint8"],
  ["rune", "int32"],
]);

const interned = new Map<string, BasicType>();

/** The basic type of that canonical name; the same object for the same name. */
export function basic(name: string): BasicType {
  const known = interned.get(name);
  if (known !== undefined) return known;
  const made: BasicType = { kind: "basic", name };
  interned.set(name, made);
  return made;
}

export const BOOL = basic("bool");
export const STRING = basic("string");
export const INT = basic("int");
export const UINT8 = basic("uint8");
export const INT32 = basic("int32");
export const UINTPTR = basic("uintptr");
export const UNTYPED_BOOL = basic("untyped bool");
export const UNTYPED_INT = basic("untyped int");
export const UNTYPED_RUNE = basic("untyped rune");
export const UNTYPED_FLOAT = basic("untyped float");
export const UNTYPED_COMPLEX = basic("untyped complex");
export const UNTYPED_STRING = basic("untyped string");
export const UNTYPED_NIL = basic("untyped nil");
export const UNSAFE_POINTER = basic("unsafe.Pointer");

export const NO_RESULT: TupleType = { kind: "tuple", elems: [] };
export const EMPTY_INTERFACE: InterfaceType = { kind: "interface", methods: [], embeds: [] };
export const ERROR: NamedType = named("", "error");
export const ANY: NamedType = named("", "any");
export const COMPARABLE: NamedType = named("", "comparable");

export function named(pkg: string, name: string, args: readonly Type[] = []): NamedType {
  return { kind: "named", pkg, name, args };
}

export function pointerTo(elem: Type): PointerType {
  return { kind: "pointer", elem };
}

export function sliceOf(elem: Type): SliceType {
  return { kind: "slice", elem };
}

export function tuple(elems: readonly Type[]): TupleType {
  return elems.length === 0 ? NO_RESULT : { kind: "tuple", elems };
}

/** The predeclared type of that name, if there is one. */
export function predeclaredType(name: string): Type | undefined {
  const canonical = BASIC_NAMES.get(name);
  if (canonical !== undefined) return basic(canonical);
  if (name === "error") return ERROR;
  if (name === "any") return ANY;
  return name === "comparable" ? COMPARABLE : undefined;
}

const BUILTINS: ReadonlySet<string> = new Set([
  "append",
  "cap",
  "clear",
  "close",
  "complex",
  "copy",
  "delete",
  "imag",
  "len",
  "make",
  "max",
  "min",
  "new",
  "panic",
  "print",
  "println",
  "real",
  "recover",
]);

export function isBuiltin(name: string): boolean {
  return BUILTINS.has(name);
}

/** True if the universe scope declares `name`. */
export function isPredeclared(name: string): boolean {
  return (
    predeclaredType(name) !== undefined ||
    isBuiltin(name) ||
    name === "true" ||
    name === "false" ||
    name === "nil" ||
    name === "iota"
  );
}

const ERROR_METHOD: FuncType = {
  kind: "func",
  typeParams: [],
  params: [],
  results: [{ name: "", type: STRING }],
  variadic: false,
};

function universeType(name: string, type: Type, alias = false): [string, TypeDeclInfo] {
  return [name, { name, alias, typeParams: [], type, methods: new Map(), site: undefined }];
}

const UNIVERSE_TYPES: ReadonlyMap<string, TypeDeclInfo> = new Map([
  universeType("error", { kind: "interface", methods: [{ name: "Error", type: ERROR_METHOD }], embeds: [] }),
  universeType("any", EMPTY_INTERFACE, true),
  universeType("comparable", EMPTY_INTERFACE),
]);

/** The types of the package "": `error`, `any` and `comparable`. */
export function universeTypeDecl(name: string): TypeDeclInfo | undefined {
  return UNIVERSE_TYPES.get(name);
}

/** Package unsafe, whose functions are built in. */
export const UNSAFE: PackageDecls = {
  path: "unsafe",
  name: "unsafe",
  values: new Map<string, ValueDecl>(),
  funcs: new Map(),
  types: new Map([universeType("Pointer", UNSAFE_POINTER, true)]),
  complete: true,
};

export const UNSAFE_BUILTINS: ReadonlySet<string> = new Set([
  "Add",
  "Alignof",
  "Offsetof",
  "Sizeof",
  "Slice",
  "SliceData",
  "String",
  "StringData",
]);
