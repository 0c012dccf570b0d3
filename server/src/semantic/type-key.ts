import type { FuncType, Type } from "./types.ts";

/**
 * A string that is the same for identical types and differs for others, as far as can be told without resolving
 * aliases. Names of parameters do not count.
 */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case "unknown":
      return "?";
    case "basic":
      return type.name;
    case "named": {
      const name = `${type.pkg}.${type.name}`;
      return type.args.length === 0 ? name : `${name}[${type.args.map(typeKey).join(",")}]`;
    }
    case "pointer":
      return `*${typeKey(type.elem)}`;
    case "slice":
      return `[]${typeKey(type.elem)}`;
    case "array":
      return `[${type.len === undefined ? "?" : String(type.len)}]${typeKey(type.elem)}`;
    case "map":
      return `map[${typeKey(type.key)}]${typeKey(type.value)}`;
    case "chan":
      return `chan(${type.dir} ${typeKey(type.elem)})`;
    case "struct":
      return `struct{${type.fields.map((field) => `${field.embedded ? "" : field.name} ${typeKey(field.type)}`).join(";")}}`;
    case "func":
      return `func${signatureKey(type)}`;
    case "interface": {
      const methods = type.methods.map((method) => method.name + signatureKey(method.type)).sort();
      return `interface{${[...methods, ...type.embeds.map(typeKey).sort()].join(";")}}`;
    }
    case "tuple":
      return `(${type.elems.map(typeKey).join(",")})`;
    case "typeparam":
      return `$${type.name}`;
    case "union":
      return type.terms.map((term) => (term.tilde ? "~" : "") + typeKey(term.type)).join("|");
  }
}

function signatureKey(type: FuncType): string {
  const params = type.params.map((param) => typeKey(param.type)).join(",");
  return `(${params}${type.variadic ? "..." : ""})(${type.results.map((result) => typeKey(result.type)).join(",")})`;
}
