import { inMethodSet, methodSet } from "./method-set.ts";
import { lookupMethod } from "./lookup.ts";
import type { World } from "./package.ts";
import { typeKey } from "./type-key.ts";
import type { FuncType, NamedType, Param, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { constraintTerms, unalias, underlying } from "./underlying.ts";

/** Deepest nesting of types that is compared or searched. */
const DEEPEST = 24;

/** The type with its aliases resolved at every depth. */
export function resolved(type: Type, world: World, depth = 0): Type {
  if (depth > DEEPEST) return UNKNOWN;
  const direct = unalias(type, world);
  const inner = (part: Type): Type => resolved(part, world, depth + 1);
  switch (direct.kind) {
    case "named":
      return direct.args.length === 0 ? direct : { ...direct, args: direct.args.map(inner) };
    case "pointer":
    case "slice":
    case "array":
    case "chan":
      return { ...direct, elem: inner(direct.elem) };
    case "map":
      return { kind: "map", key: inner(direct.key), value: inner(direct.value) };
    case "struct":
      return { kind: "struct", fields: direct.fields.map((field) => ({ ...field, type: inner(field.type) })) };
    case "func":
      return resolvedFunc(direct, inner);
    case "tuple":
      return { kind: "tuple", elems: direct.elems.map(inner) };
    case "union":
      return { kind: "union", terms: direct.terms.map((term) => ({ tilde: term.tilde, type: inner(term.type) })) };
    case "interface":
      return {
        kind: "interface",
        methods: direct.methods.map((method) => ({ name: method.name, type: resolvedFunc(method.type, inner) })),
        embeds: direct.embeds.map(inner),
      };
    default:
      return direct;
  }
}

function resolvedFunc(type: FuncType, inner: (part: Type) => Type): FuncType {
  const params = (list: readonly Param[]): readonly Param[] =>
    list.map((param) => ({ name: param.name, type: inner(param.type) }));
  return { ...type, params: params(type.params), results: params(type.results) };
}

/** True if the two types are identical; undefined where a part that is not known decides. */
export function identical(a: Type, b: Type, world: World): boolean | undefined {
  if (a === b) return a.kind === "unknown" ? undefined : true;
  const left = typeKey(resolved(a, world));
  const right = typeKey(resolved(b, world));
  if (left.includes("?") || right.includes("?"))
    return left === "?" || right === "?" || left === right ? undefined : maybe(a, b, world);
  return left === right;
}

/** Types that hold unknown parts differ for certain only if their outermost forms do. */
function maybe(a: Type, b: Type, world: World): boolean | undefined {
  const left = unalias(a, world);
  const right = unalias(b, world);
  return left.kind !== right.kind && left.kind !== "unknown" && right.kind !== "unknown" ? false : undefined;
}

/** The named type of a value, looked for through aliases and one pointer. */
export function namedOf(type: Type, world: World): NamedType | undefined {
  const direct = unalias(type, world);
  const elem = direct.kind === "pointer" ? unalias(direct.elem, world) : direct;
  return elem.kind === "named" ? elem : undefined;
}

/** True if the type is `pkg.name` or a pointer to it, also under an alias. */
export function isNamed(type: Type, pkg: string, name: string, world: World): boolean {
  const found = namedOf(type, world);
  return found?.pkg === pkg && found.name === name;
}

export function isErrorType(type: Type, world: World): boolean {
  const direct = unalias(type, world);
  return direct.kind === "named" && direct.pkg === "" && direct.name === "error";
}

export function isContextType(type: Type, world: World): boolean {
  const direct = unalias(type, world);
  return direct.kind === "named" && direct.pkg === "context" && direct.name === "Context";
}

/** True if a value of the type has all methods of the interface; undefined where that cannot be told. */
export function implementsInterface(type: Type, iface: Type, world: World): boolean | undefined {
  const under = underlying(iface, world);
  if (under.kind === "unknown" || type.kind === "unknown") return undefined;
  if (under.kind !== "interface") return false;
  const wanted = methodSet(iface, world);
  let answer: boolean | undefined = wanted.complete ? true : undefined;
  for (const [name, method] of wanted.methods) {
    const has = hasMethod(type, name, method.type, world);
    if (has === false) return false;
    if (has === undefined) answer = undefined;
  }
  return answer;
}

function hasMethod(type: Type, name: string, wanted: FuncType, world: World): boolean | undefined {
  const method = lookupMethod(type, name, world);
  if (method === "unknown") return undefined;
  if (method === undefined || !inMethodSet(method)) return false;
  return identical(method.type, wanted, world);
}

/** True if values of the type can be compared with `==` without a panic; undefined where that cannot be told. Interfaces count as comparable. */
export function comparable(type: Type, world: World, depth = 0): boolean | undefined {
  if (depth > DEEPEST) return undefined;
  const direct = unalias(type, world);
  if (direct.kind === "typeparam") return comparableParam(direct.constraint, world, depth);
  const under = underlying(direct, world);
  switch (under.kind) {
    case "slice":
    case "map":
    case "func":
      return false;
    case "array":
      return comparable(under.elem, world, depth + 1);
    case "struct":
      return every(under.fields.map((field) => comparable(field.type, world, depth + 1)));
    case "unknown":
    case "tuple":
    case "union":
    case "typeparam":
      return undefined;
    default:
      return true;
  }
}

function comparableParam(constraint: Type, world: World, depth: number): boolean | undefined {
  if (constraint.kind === "named" && constraint.pkg === "" && constraint.name === "comparable") return true;
  const terms = constraintTerms(constraint, world);
  return terms === undefined ? undefined : every(terms.map((term) => comparable(term, world, depth + 1)));
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/**
 * Looks through the parts that a value of the type holds itself (struct fields and array elements; not what it points
 * to) for a type that `wanted` accepts. Answers the path of field names (`[]` for an array's element), empty for the
 * type itself; undefined where there is none.
 */
export function findInValue(
  type: Type,
  world: World,
  wanted: (part: Type) => boolean,
  depth = 0,
): readonly string[] | undefined {
  const direct = unalias(type, world);
  if (wanted(direct)) return [];
  if (depth > DEEPEST) return undefined;
  const under = underlying(direct, world);
  if (under.kind === "array") return prefixed("[]", findInValue(under.elem, world, wanted, depth + 1));
  if (under.kind !== "struct") return undefined;
  for (const field of under.fields) {
    const path = prefixed(field.name, findInValue(field.type, world, wanted, depth + 1));
    if (path !== undefined) return path;
  }
  return undefined;
}

function prefixed(name: string, path: readonly string[] | undefined): readonly string[] | undefined {
  return path === undefined ? undefined : [name, ...path];
}
