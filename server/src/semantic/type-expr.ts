import type {
  ArrayType,
  Expr,
  Field,
  FuncType as FuncExpr,
  IndexExpr,
  InterfaceType,
  SelectorExpr,
  StructType,
} from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Checker } from "./checker.ts";
import type { FuncType, Param, StructField, Type, TypeParamType, UnionType } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { named, pointerTo, sliceOf, UNSAFE_POINTER } from "./universe.ts";

/** The type that a type expression denotes. */
export function typeFromExpr(checker: Checker, expr: Expr): Type {
  switch (expr.kind) {
    case "ParenExpr":
      return checker.typeExpr(expr.x);
    case "Ident": {
      const obj = checker.objectOf(expr);
      return obj?.kind === "type" ? obj.type : UNKNOWN;
    }
    case "SelectorExpr":
      return qualifiedType(checker, expr);
    case "IndexExpr":
      return instance(checker, expr);
    case "StarExpr":
      return pointerTo(checker.typeExpr(expr.x));
    case "ArrayType":
      return arrayType(checker, expr);
    case "MapType":
      return { kind: "map", key: checker.typeExpr(expr.key), value: checker.typeExpr(expr.value) };
    case "ChanType":
      return { kind: "chan", dir: expr.dir, elem: checker.typeExpr(expr.value) };
    case "FuncType":
      return funcType(checker, expr);
    case "StructType":
      return structType(checker, expr);
    case "InterfaceType":
      return interfaceType(checker, expr);
    case "UnaryExpr":
      if (expr.op === "*") return pointerTo(checker.typeExpr(expr.x));
      return expr.op === "~" ? union(checker, [expr]) : UNKNOWN;
    case "BinaryExpr":
      return expr.op === "|" ? union(checker, termsOf(expr)) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** A type of another package is named by its path even if nothing is known of that package. */
function qualifiedType(checker: Checker, expr: SelectorExpr): Type {
  const x = unparen(expr.x);
  const obj = x.kind === "Ident" ? checker.objectOf(x) : undefined;
  if (obj?.kind !== "package" || obj.path === "C") return UNKNOWN;
  if (obj.path === "unsafe") return expr.sel.name === "Pointer" ? UNSAFE_POINTER : UNKNOWN;
  return named(obj.path, expr.sel.name);
}

function instance(checker: Checker, expr: IndexExpr): Type {
  const generic = checker.typeExpr(expr.x);
  if (generic.kind !== "named") return UNKNOWN;
  return { ...generic, args: expr.indices.map((index) => checker.typeExpr(index)) };
}

function arrayType(checker: Checker, expr: ArrayType): Type {
  const elem = checker.typeExpr(expr.elem);
  if (expr.len === undefined) return sliceOf(elem);
  const len = expr.len === "..." ? undefined : checker.constantOf(expr.len);
  return { kind: "array", len: len?.kind === "int" ? Number(len.value) : undefined, elem };
}

/** A function's type; type parameters are those that its declaration brings into scope. */
export function funcType(checker: Checker, expr: FuncExpr): FuncType {
  const last = expr.params.at(-1);
  return {
    kind: "func",
    typeParams: expr.typeParams.flatMap((field) => typeParams(checker, field)),
    params: expr.params.flatMap((field) => params(checker, field)),
    results: expr.results.flatMap((field) => params(checker, field)),
    variadic: last?.variadic === true,
  };
}

function typeParams(checker: Checker, field: Field): readonly TypeParamType[] {
  return field.names.map((ident) => {
    const obj = checker.objectOf(ident);
    if (obj?.kind === "type" && obj.type.kind === "typeparam") return obj.type;
    return { kind: "typeparam", name: ident.name, constraint: UNKNOWN };
  });
}

function params(checker: Checker, field: Field): readonly Param[] {
  const elem = checker.typeExpr(field.type);
  const type = field.variadic ? sliceOf(elem) : elem;
  return field.names.length === 0 ? [{ name: "", type }] : field.names.map((ident) => ({ name: ident.name, type }));
}

function structType(checker: Checker, expr: StructType): Type {
  return { kind: "struct", fields: expr.fields.flatMap((field) => structFields(checker, field)) };
}

function structFields(checker: Checker, field: Field): readonly StructField[] {
  const type = checker.typeExpr(field.type);
  if (field.embedded || field.names.length === 0) return [{ name: embeddedName(field.type), type, embedded: true }];
  return field.names.map((ident) => ({ name: ident.name, type, embedded: false }));
}

/** An embedded field is named after its type, without package, pointer and type arguments. */
export function embeddedName(expr: Expr): string {
  switch (expr.kind) {
    case "Ident":
      return expr.name;
    case "SelectorExpr":
      return expr.sel.name;
    case "ParenExpr":
    case "StarExpr":
    case "UnaryExpr":
    case "IndexExpr":
      return embeddedName(expr.x);
    default:
      return "";
  }
}

function interfaceType(checker: Checker, expr: InterfaceType): Type {
  return {
    kind: "interface",
    methods: expr.methods.map((method) => ({ name: method.name.name, type: funcType(checker, method.type) })),
    embeds: expr.embeds.map((embed) => checker.typeExpr(embed)),
  };
}

function termsOf(expr: Expr): readonly Expr[] {
  if (expr.kind !== "BinaryExpr" || expr.op !== "|") return [expr];
  return [...termsOf(expr.x), ...termsOf(expr.y)];
}

function union(checker: Checker, exprs: readonly Expr[]): UnionType {
  const terms = exprs.map((expr) => {
    const tilde = expr.kind === "UnaryExpr" && expr.op === "~";
    return { tilde, type: checker.typeExpr(tilde ? expr.x : expr) };
  });
  return { kind: "union", terms };
}
