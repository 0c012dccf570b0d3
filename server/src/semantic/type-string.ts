import type { FuncType, InterfaceType, NamedType, Param, StructType, Type } from "./types.ts";

/** How a package's import path is written before a type's name: "" leaves it out. */
export type Qualifier = (path: string) => string;

/** The last element of an import path, without a version: `v1` of `k8s.io/api/core/v1` is kept, `v2` of a module is not. */
export function shortPackageName(path: string): string {
  const elements = path.split("/");
  const last = elements.at(-1) ?? path;
  const name = /^v[0-9]+$/.test(last) && elements.length > 1 && last !== "v1" ? (elements.at(-2) ?? last) : last;
  return name.replace(/\.v[0-9]+$/, "");
}

/** The type in Go's syntax, by default with short package names (`*http.Request`). */
export function typeString(type: Type, qualify: Qualifier = shortPackageName): string {
  switch (type.kind) {
    case "unknown":
      return "unknown";
    case "basic":
      return type.name;
    case "named":
      return namedString(type, qualify);
    case "pointer":
      return `*${typeString(type.elem, qualify)}`;
    case "slice":
      return `[]${typeString(type.elem, qualify)}`;
    case "array":
      return `[${type.len === undefined ? "?" : String(type.len)}]${typeString(type.elem, qualify)}`;
    case "map":
      return `map[${typeString(type.key, qualify)}]${typeString(type.value, qualify)}`;
    case "chan":
      return chanString(type.dir, type.elem, qualify);
    case "struct":
      return structString(type, qualify);
    case "func":
      return `func${signatureString(type, qualify)}`;
    case "interface":
      return interfaceString(type, qualify);
    case "tuple":
      return `(${type.elems.map((elem) => typeString(elem, qualify)).join(", ")})`;
    case "typeparam":
      return type.name;
    case "union":
      return type.terms.map((term) => (term.tilde ? "~" : "") + typeString(term.type, qualify)).join(" | ");
  }
}

function namedString(type: NamedType, qualify: Qualifier): string {
  const prefix = type.pkg === "" ? "" : qualify(type.pkg);
  const bare = type.name.replace(/·.*$/, "");
  const name = prefix === "" ? bare : `${prefix}.${bare}`;
  return type.args.length === 0 ? name : `${name}[${type.args.map((arg) => typeString(arg, qualify)).join(", ")}]`;
}

function chanString(dir: "both" | "send" | "receive", elem: Type, qualify: Qualifier): string {
  const inner = typeString(elem, qualify);
  if (dir === "receive") return `<-chan ${inner}`;
  if (dir === "send") return `chan<- ${inner}`;
  return elem.kind === "chan" && elem.dir === "receive" ? `chan (${inner})` : `chan ${inner}`;
}

function structString(type: StructType, qualify: Qualifier): string {
  if (type.fields.length === 0) return "struct{}";
  const fields = type.fields.map((field) =>
    field.embedded ? typeString(field.type, qualify) : `${field.name} ${typeString(field.type, qualify)}`,
  );
  return `struct { ${fields.join("; ")} }`;
}

function interfaceString(type: InterfaceType, qualify: Qualifier): string {
  const parts = [
    ...type.methods.map((method) => method.name + signatureString(method.type, qualify)),
    ...type.embeds.map((embed) => typeString(embed, qualify)),
  ];
  return parts.length === 0 ? "interface{}" : `interface { ${parts.join("; ")} }`;
}

/** Parameters and results of a function type, as they follow the name in a declaration. */
export function signatureString(type: FuncType, qualify: Qualifier = shortPackageName): string {
  const last = type.params.length - 1;
  const params = type.params.map((param, index) => paramString(param, type.variadic && index === last, qualify));
  return `(${params.join(", ")})${resultsString(type.results, qualify)}`;
}

function paramString(param: Param, variadic: boolean, qualify: Qualifier): string {
  const type =
    variadic && param.type.kind === "slice"
      ? `...${typeString(param.type.elem, qualify)}`
      : typeString(param.type, qualify);
  return param.name === "" ? type : `${param.name} ${type}`;
}

function resultsString(results: readonly Param[], qualify: Qualifier): string {
  const [first] = results;
  if (first === undefined) return "";
  if (results.length === 1 && first.name === "") return ` ${typeString(first.type, qualify)}`;
  return ` (${results.map((result) => paramString(result, false, qualify)).join(", ")})`;
}
