import type { FuncType, NamedType, Param, StructType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";

/** What each type parameter, by name, stands for. */
export type Bindings = ReadonlyMap<string, Type>;

/** `type` with its type parameters replaced. Shares every part that does not change; the same object when nothing does. */
export function substitute(type: Type, bindings: Bindings): Type {
  if (bindings.size === 0) return type;
  switch (type.kind) {
    case "unknown":
    case "basic":
      return type;
    case "typeparam":
      return bindings.get(type.name) ?? type;
    case "named":
      return substituteNamed(type, bindings);
    case "pointer":
    case "slice":
    case "array":
    case "chan": {
      const elem = substitute(type.elem, bindings);
      return elem === type.elem ? type : { ...type, elem };
    }
    case "map": {
      const key = substitute(type.key, bindings);
      const value = substitute(type.value, bindings);
      return key === type.key && value === type.value ? type : { kind: "map", key, value };
    }
    case "struct":
      return substituteStruct(type, bindings);
    case "func":
      return substituteFunc(type, bindings);
    case "interface":
      return {
        kind: "interface",
        methods: type.methods.map((method) => ({ name: method.name, type: substituteFunc(method.type, bindings) })),
        embeds: type.embeds.map((embed) => substitute(embed, bindings)),
      };
    case "tuple":
      return { kind: "tuple", elems: type.elems.map((elem) => substitute(elem, bindings)) };
    case "union":
      return {
        kind: "union",
        terms: type.terms.map((term) => ({ tilde: term.tilde, type: substitute(term.type, bindings) })),
      };
  }
}

function substituteNamed(type: NamedType, bindings: Bindings): NamedType {
  if (type.args.length === 0) return type;
  const args = substituteAll(type.args, bindings);
  return args === type.args ? type : { ...type, args };
}

function substituteAll(types: readonly Type[], bindings: Bindings): readonly Type[] {
  const replaced = types.map((type) => substitute(type, bindings));
  return replaced.every((type, index) => type === types[index]) ? types : replaced;
}

function substituteStruct(type: StructType, bindings: Bindings): StructType {
  const fields = type.fields.map((field) => {
    const replaced = substitute(field.type, bindings);
    return replaced === field.type ? field : { ...field, type: replaced };
  });
  return fields.every((field, index) => field === type.fields[index]) ? type : { kind: "struct", fields };
}

function substituteParams(params: readonly Param[], bindings: Bindings): readonly Param[] {
  const replaced = params.map((param) => {
    const type = substitute(param.type, bindings);
    return type === param.type ? param : { name: param.name, type };
  });
  return replaced.every((param, index) => param === params[index]) ? params : replaced;
}

/** A function type's parameters and results with their type parameters replaced; its own type parameters stay. */
export function substituteFunc(type: FuncType, bindings: Bindings): FuncType {
  if (bindings.size === 0) return type;
  const params = substituteParams(type.params, bindings);
  const results = substituteParams(type.results, bindings);
  return params === type.params && results === type.results ? type : { ...type, params, results };
}

/** A generic function's type for these arguments. A type parameter without a binding becomes unknown. */
export function instantiateFunc(type: FuncType, bindings: Bindings): FuncType {
  if (type.typeParams.length === 0) return type;
  const all = new Map(type.typeParams.map((param) => [param.name, bindings.get(param.name) ?? UNKNOWN]));
  return { ...substituteFunc(type, all), typeParams: [] };
}

/** Pairs names of type parameters with arguments; names without an argument are left out. */
export function bind(names: readonly string[], args: readonly Type[]): Bindings {
  const bindings = new Map<string, Type>();
  for (const [index, name] of names.entries()) {
    const arg = args[index];
    if (arg !== undefined && name !== "_") bindings.set(name, arg);
  }
  return bindings;
}
