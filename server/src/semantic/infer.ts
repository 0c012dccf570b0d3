import type { World } from "./package.ts";
import { isUntyped, defaultType, widerUntyped } from "./operators.ts";
import { substitute } from "./substitute.ts";
import type { FuncType, Type, TypeParamType } from "./types.ts";
import { constraintTerms, unalias, underlying } from "./underlying.ts";

interface Inference {
  readonly names: ReadonlySet<string>;
  readonly bound: Map<string, Type>;
  readonly untyped: Map<string, Type>;
  readonly world: World;
}

/** Deepest nesting of types that is compared. */
const DEEPEST = 24;

/** The type arguments of a generic call: those given, and those that follow from the arguments. What does not follow is left out. */
export function inferTypeArgs(
  func: FuncType,
  explicit: readonly Type[],
  args: readonly Type[],
  world: World,
): ReadonlyMap<string, Type> {
  const names = new Set(func.typeParams.map((param) => param.name));
  const inference: Inference = { names, bound: new Map(), untyped: new Map(), world };
  for (const [index, param] of func.typeParams.entries()) {
    const arg = explicit[index];
    if (arg !== undefined) inference.bound.set(param.name, arg);
  }
  for (const [index, arg] of args.entries()) {
    const param = paramAt(func, index);
    if (param !== undefined) unify(inference, param, arg, 0);
  }
  unifyConstraints(inference, func.typeParams);
  for (const [name, type] of inference.untyped) {
    if (!inference.bound.has(name)) inference.bound.set(name, defaultType(type));
  }
  unifyConstraints(inference, func.typeParams);
  return inference.bound;
}

/** The type of the parameter that takes the argument at `index`; for a variadic one its element type. */
function paramAt(func: FuncType, index: number): Type | undefined {
  const last = func.params.length - 1;
  if (!func.variadic || index < last) return func.params[index]?.type;
  const rest = func.params[last]?.type;
  if (rest?.kind !== "slice") return rest;
  return rest.elem;
}

function unify(inference: Inference, param: Type, arg: Type, depth: number): void {
  if (depth > DEEPEST || arg.kind === "unknown") return;
  if (param.kind === "typeparam" && inference.names.has(param.name)) {
    bindParam(inference, param.name, arg);
    return;
  }
  const given = unalias(arg, inference.world);
  const wanted = unalias(param, inference.world);
  if (wanted.kind === "named") unifyNamed(inference, wanted, given, depth);
  else unifyParts(inference, wanted, given.kind === "named" ? underlying(given, inference.world) : given, depth);
}

function bindParam(inference: Inference, name: string, arg: Type): void {
  if (!isUntyped(arg)) {
    if (!inference.bound.has(name)) inference.bound.set(name, arg);
    return;
  }
  if (arg.kind === "basic" && arg.name === "untyped nil") return;
  const before = inference.untyped.get(name);
  inference.untyped.set(name, before === undefined ? arg : (widerUntyped(before, arg) ?? before));
}

function unifyNamed(inference: Inference, wanted: Type & { kind: "named" }, given: Type, depth: number): void {
  if (wanted.args.length === 0) return;
  if (given.kind === "named" && given.pkg === wanted.pkg && given.name === wanted.name) {
    unifyLists(inference, wanted.args, given.args, depth);
  } else if (given.kind !== "named" || underlying(wanted, inference.world).kind !== "interface") {
    const plain = given.kind === "named" ? underlying(given, inference.world) : given;
    unifyParts(inference, underlying(wanted, inference.world), plain, depth);
  }
}

function unifyLists(inference: Inference, wanted: readonly Type[], given: readonly Type[], depth: number): void {
  for (const [index, type] of wanted.entries()) {
    const other = given[index];
    if (other !== undefined) unify(inference, type, other, depth + 1);
  }
}

function unifyParts(inference: Inference, wanted: Type, given: Type, depth: number): void {
  switch (wanted.kind) {
    case "pointer":
    case "slice":
    case "array":
    case "chan":
      if (given.kind === wanted.kind) unify(inference, wanted.elem, given.elem, depth + 1);
      return;
    case "map":
      if (given.kind === "map") unifyLists(inference, [wanted.key, wanted.value], [given.key, given.value], depth);
      return;
    case "func":
      if (given.kind === "func") unifyFuncs(inference, wanted, given, depth);
      return;
    case "struct":
      if (given.kind === "struct") unifyLists(inference, typesOf(wanted.fields), typesOf(given.fields), depth);
      return;
    default:
  }
}

function unifyFuncs(inference: Inference, wanted: FuncType, given: FuncType, depth: number): void {
  if (given.typeParams.length > 0) return;
  unifyLists(inference, typesOf(wanted.params), typesOf(given.params), depth);
  unifyLists(inference, typesOf(wanted.results), typesOf(given.results), depth);
}

function typesOf(list: readonly { readonly type: Type }[]): readonly Type[] {
  return list.map((entry) => entry.type);
}

/** `[S ~[]E, E any]`: what is bound to S tells E, and the other way round. */
function unifyConstraints(inference: Inference, params: readonly TypeParamType[]): void {
  // As many rounds as parameters: each round can settle one more link of a chain of constraints.
  for (const round of params.keys()) {
    for (const param of round % 2 === 0 ? params : params.toReversed()) unifyConstraint(inference, param);
  }
}

function unifyConstraint(inference: Inference, param: TypeParamType): void {
  const terms = constraintTerms(param.constraint, inference.world);
  const [core] = terms ?? [];
  if (core === undefined || terms?.length !== 1) return;
  const bound = inference.bound.get(param.name);
  if (bound !== undefined) unify(inference, core, bound, 0);
  else if (!mentionsUnbound(inference, core)) inference.bound.set(param.name, substitute(core, inference.bound));
}

function mentionsUnbound(inference: Inference, type: Type): boolean {
  const marked = new Map([...inference.names].filter((name) => !inference.bound.has(name)).map((name) => [name, MARK]));
  return substitute(type, marked) !== type;
}

const MARK: Type = { kind: "tuple", elems: [] };
