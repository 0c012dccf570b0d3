import type { TypeDeclInfo, World } from "./package.ts";
import { bind, substitute } from "./substitute.ts";
import { typeKey } from "./type-key.ts";
import type { InterfaceType, NamedType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { UNSAFE, universeTypeDecl } from "./universe.ts";

/** Longest chain of aliases or definitions that is followed; longer ones are cycles of invalid code. */
const LONGEST_CHAIN = 64;

/** The declaration of a named type, where it is known. */
export function typeDecl(type: NamedType, world: World): TypeDeclInfo | undefined {
  if (type.pkg === "") return universeTypeDecl(type.name);
  if (type.name.includes("·")) return world.localType?.(type.pkg, type.name);
  if (type.pkg === "unsafe") return UNSAFE.types.get(type.name);
  return world.packageDecls(type.pkg, "")?.types.get(type.name);
}

/** What stands on the right of the named type's declaration, with its type arguments filled in. */
export function definition(type: NamedType, decl: TypeDeclInfo): Type {
  if (decl.typeParams.length === 0 || type.args.length === 0) return decl.type;
  const names = decl.typeParams.map((param) => param.name);
  return substitute(decl.type, bind(names, type.args));
}

/** The type an alias stands for; any other type as it is. */
export function unalias(type: Type, world: World): Type {
  let current = type;
  for (let step = 0; current.kind === "named" && step < LONGEST_CHAIN; step++) {
    const decl = typeDecl(current, world);
    if (decl?.alias !== true) return current;
    current = definition(current, decl);
  }
  return current;
}

/**
 * Go's underlying type. For a type parameter the interface of its constraint; unknown where a declaration on the way
 * is not known. Never a named type.
 */
export function underlying(type: Type, world: World): Type {
  let current = type;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (current.kind === "typeparam") return constraintInterface(current.constraint, world);
    if (current.kind !== "named") return current;
    const decl = typeDecl(current, world);
    if (decl === undefined) return UNKNOWN;
    current = definition(current, decl);
  }
  return UNKNOWN;
}

/** A constraint as an interface: `[T ~int]` is short for `[T interface{ ~int }]`. */
export function constraintInterface(constraint: Type, world: World): InterfaceType | typeof UNKNOWN {
  if (constraint.kind === "unknown" || constraint.kind === "typeparam") return UNKNOWN;
  const type = constraint.kind === "named" ? underlying(constraint, world) : constraint;
  if (type.kind === "interface") return type;
  return type.kind === "unknown" ? UNKNOWN : { kind: "interface", methods: [], embeds: [constraint] };
}

/**
 * The type whose operations a value has: the underlying type, and for a type parameter the one underlying type that
 * all types of its constraint share. Unknown where there is none.
 */
export function coreType(type: Type, world: World): Type {
  const direct = unalias(type, world);
  if (direct.kind !== "typeparam") return underlying(direct, world);
  return coreOfConstraint(direct.constraint, world, 0);
}

function coreOfConstraint(constraint: Type, world: World, depth: number): Type {
  if (depth > LONGEST_CHAIN) return UNKNOWN;
  const terms = constraintTerms(constraint, world, depth);
  if (terms === undefined || terms.length === 0) return UNKNOWN;
  const cores = terms.map((term) => (term.kind === "typeparam" ? UNKNOWN : underlying(term, world)));
  const [first] = cores;
  if (first === undefined) return UNKNOWN;
  return cores.every((core) => sameShape(core, first)) ? first : bytesOrString(cores);
}

/** `[T []byte | string]` can be ranged over and sliced like a string. */
function bytesOrString(cores: readonly Type[]): Type {
  const text = cores.find((core) => core.kind === "basic" && core.name === "string");
  const others = cores.every(
    (core) => core === text || (core.kind === "slice" && core.elem.kind === "basic" && core.elem.name === "uint8"),
  );
  return text !== undefined && others ? text : UNKNOWN;
}

function sameShape(a: Type, b: Type): boolean {
  return a === b || typeKey(a) === typeKey(b);
}

/** The types a constraint admits, tildes left out; undefined where it admits any or they are not known. */
export function constraintTerms(constraint: Type, world: World, depth = 0): readonly Type[] | undefined {
  if (depth > LONGEST_CHAIN) return undefined;
  if (constraint.kind === "union") return unionTerms(constraint.terms, world, depth);
  const type = constraint.kind === "named" ? underlying(constraint, world) : constraint;
  if (type.kind === "unknown" || type.kind === "typeparam") return undefined;
  if (type.kind === "union") return unionTerms(type.terms, world, depth);
  if (type.kind !== "interface") return [constraint];
  const sets = type.embeds
    .map((embed) => constraintTerms(embed, world, depth + 1))
    .filter((terms) => terms !== undefined);
  return sets[0];
}

function unionTerms(
  terms: readonly { readonly type: Type }[],
  world: World,
  depth: number,
): readonly Type[] | undefined {
  const all: Type[] = [];
  for (const term of terms) {
    const inner = constraintTerms(term.type, world, depth + 1);
    if (inner === undefined) return undefined;
    all.push(...inner);
  }
  return all;
}
