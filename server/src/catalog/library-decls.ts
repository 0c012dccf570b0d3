import type { FuncDeclInfo, PackageDecls, TypeDeclInfo } from "../semantic/package.ts";
import { type FuncType, type NamedType, type Type, UNKNOWN } from "../semantic/types.ts";

/** What little of a library must be known to tell the types of variables in other files, though its source is not at hand. */
interface KnownLibrary {
  readonly name: string;
  /** Functions with the one type they give. */
  readonly funcs: Readonly<Record<string, Type>>;
  /** Interfaces with their methods of one result. */
  readonly interfaces: Readonly<Record<string, Readonly<Record<string, Type>>>>;
}

const TRACE = "go.opentelemetry.io/otel/trace";

const LIBRARIES: Readonly<Record<string, KnownLibrary>> = {
  "go.opentelemetry.io/otel": {
    name: "otel",
    funcs: {
      Tracer: named(TRACE, "Tracer"),
      GetTracerProvider: named(TRACE, "TracerProvider"),
      Meter: named("go.opentelemetry.io/otel/metric", "Meter"),
    },
    interfaces: {},
  },
  [TRACE]: { name: "trace", funcs: {}, interfaces: { TracerProvider: { Tracer: named(TRACE, "Tracer") } } },
  "github.com/opentracing/opentracing-go": {
    name: "opentracing",
    funcs: { GlobalTracer: named("github.com/opentracing/opentracing-go", "Tracer") },
    interfaces: {},
  },
};

function named(pkg: string, name: string): NamedType {
  return { kind: "named", pkg, name, args: [] };
}

const made = new Map<string, PackageDecls>();

/** The declarations of a library that are known without its source; the same object each time. What is missing may exist. */
export function libraryDecls(path: string): PackageDecls | undefined {
  const known = made.get(path);
  if (known !== undefined) return known;
  const library = Object.hasOwn(LIBRARIES, path) ? LIBRARIES[path] : undefined;
  if (library === undefined) return undefined;
  const decls = declsOf(path, library);
  made.set(path, decls);
  return decls;
}

function declsOf(path: string, { name, funcs, interfaces }: KnownLibrary): PackageDecls {
  return {
    path,
    name,
    values: new Map(),
    funcs: new Map(Object.entries(funcs).map(([func, result]) => [func, funcDecl(func, result)])),
    types: new Map(Object.entries(interfaces).map(([type, methods]) => [type, interfaceDecl(type, methods)])),
    complete: false,
  };
}

function funcDecl(name: string, result: Type): FuncDeclInfo {
  return { name, type: giving(result), site: undefined };
}

function interfaceDecl(name: string, methods: Readonly<Record<string, Type>>): TypeDeclInfo {
  const list = Object.entries(methods).map(([method, result]) => ({ name: method, type: giving(result) }));
  const type: Type = { kind: "interface", methods: list, embeds: [] };
  return { name, alias: false, typeParams: [], type, methods: new Map(), site: undefined };
}

/** A function of any arguments. */
function giving(result: Type): FuncType {
  const rest: Type = { kind: "slice", elem: UNKNOWN };
  return {
    kind: "func",
    typeParams: [],
    params: [{ name: "", type: rest }],
    results: [{ name: "", type: result }],
    variadic: true,
  };
}
