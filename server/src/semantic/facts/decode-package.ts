import { lazy } from "../lazy.ts";
import type { ConstantValue, FuncDeclInfo, MethodDeclInfo, PackageDecls, TypeDeclInfo, ValueDecl } from "../package.ts";
import type { FuncType } from "../types.ts";
import { UNKNOWN } from "../types.ts";
import { TypeReader, type TypeScope } from "./decode-type.ts";
import { decodeTypeParams } from "./decode-type-params.ts";

interface Decoded {
  name: string;
  partial: boolean;
  readonly values: Map<string, ValueDecl>;
  readonly funcs: Map<string, FuncDeclInfo>;
  readonly types: Map<string, TypeDeclInfo>;
}

/**
 * The declarations of one package from its lines: `n name` (where it is not the path's last element), `p` (partial),
 * `i imports`, `c type⇥Name=value⇥…`, `v Name type`, `f Name signature`, `t Name type` or `t Name=type` (an alias), and
 * below a type its methods, `⇥*Name signature` (`*`: on the pointer). Types are read when somebody asks for them.
 */
export function decodePackage(path: string, text: string): PackageDecls {
  const into: Decoded = {
    name: path.slice(path.lastIndexOf("/") + 1),
    partial: false,
    values: new Map(),
    funcs: new Map(),
    types: new Map(),
  };
  let scope: TypeScope = { path, imports: [], typeParams: new Map() };
  let methods = new Map<string, MethodDeclInfo>();
  let methodScope = scope;
  for (const line of text.split("\n")) {
    const rest = line.slice(2);
    const mark = line.charAt(0);
    if (mark === "n") into.name = rest;
    else if (mark === "p") into.partial = true;
    else if (mark === "i") scope = { ...scope, imports: rest.split(" ") };
    else if (mark === "c") addConstants(into, rest, scope);
    else if (mark === "v") addVariable(into, rest, scope);
    else if (mark === "f") addFunction(into, rest, scope);
    else if (mark === "\t") addMethod(methods, line.slice(1), methodScope);
    else if (mark === "t") {
      methods = new Map();
      methodScope = addType(into, rest, scope, methods);
    }
  }
  const { name, partial, values, funcs, types } = into;
  return { path, name, values, funcs, types, complete: !partial };
}

function addConstants(into: Decoded, line: string, scope: TypeScope): void {
  const [encoded = "", ...names] = line.split("\t");
  const type = lazy(() => new TypeReader(encoded, scope).type(), UNKNOWN);
  for (const entry of names) {
    const equals = entry.indexOf("=");
    const name = equals < 0 ? entry : entry.slice(0, equals);
    const value = lazy(() => (equals < 0 ? undefined : constantOf(entry.slice(equals + 1))), undefined);
    into.values.set(name, {
      name,
      constant: true,
      site: undefined,
      get type() {
        return type();
      },
      get value() {
        return value();
      },
    });
  }
}

function constantOf(json: string): ConstantValue | undefined {
  if (/^-?\d+$/.test(json)) {
    const number = Number(json);
    return Number.isSafeInteger(number) ? number : BigInt(json);
  }
  if (json === "true" || json === "false") return json === "true";
  if (!json.startsWith('"')) return Number(json);
  const value: unknown = JSON.parse(json);
  return typeof value === "string" ? value : undefined;
}

function addVariable(into: Decoded, line: string, scope: TypeScope): void {
  const end = line.indexOf(" ");
  const name = line.slice(0, end);
  const type = lazy(() => new TypeReader(line, scope, end + 1).type(), UNKNOWN);
  into.values.set(name, {
    name,
    constant: false,
    value: undefined,
    site: undefined,
    get type() {
      return type();
    },
  });
}

const NO_FUNC: FuncType = { kind: "func", typeParams: [], params: [], results: [], variadic: false };

function addFunction(into: Decoded, line: string, scope: TypeScope): void {
  const { name, type } = named(line, scope);
  into.funcs.set(name, {
    name,
    site: undefined,
    get type() {
      return type();
    },
  });
}

/** `Name[T:…](…)…` as a name and its signature. */
function named(line: string, scope: TypeScope): { readonly name: string; readonly type: () => FuncType } {
  const end = line.search(/[[(]/);
  return {
    name: line.slice(0, end),
    type: lazy(() => {
      const params = decodeTypeParams(line, end, scope);
      return new TypeReader(line, params.scope, params.end).signature(params.list);
    }, NO_FUNC),
  };
}

/** The scope of the type's methods: they call its type parameters by the same names. */
function addType(
  into: Decoded,
  line: string,
  scope: TypeScope,
  methods: ReadonlyMap<string, MethodDeclInfo>,
): TypeScope {
  const end = line.search(/[[ =]/);
  const name = line.slice(0, end);
  const params = decodeTypeParams(line, end, scope);
  const type = lazy(() => new TypeReader(line, params.scope, params.end + 1).type(), UNKNOWN);
  into.types.set(name, {
    name,
    alias: line.charAt(params.end) === "=",
    get typeParams() {
      return params.list;
    },
    get type() {
      return type();
    },
    methods,
    site: undefined,
  });
  return params.scope;
}

function addMethod(methods: Map<string, MethodDeclInfo>, line: string, scope: TypeScope): void {
  const pointerReceiver = line.startsWith("*");
  const { name, type } = named(pointerReceiver ? line.slice(1) : line, scope);
  methods.set(name, {
    name,
    pointerReceiver,
    receiverTypeParams: [...scope.typeParams.keys()],
    site: undefined,
    get type() {
      return type();
    },
  });
}
