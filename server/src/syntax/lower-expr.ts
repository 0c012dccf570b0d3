import type {
  ArrayType, BasicLit, CallExpr, ChanType, CompositeLit, Element, Expr, Field, FuncType, InterfaceMethod, UnaryExpr,
} from "./ast.ts"; // prettier-ignore
import {
  NONE, badExpr, childNodes, fieldOf, fieldsOf, ident, identOrEmpty, nested, slice, spanAt, tokenOf, typeName, type Source,
} from "./lowering.ts"; // prettier-ignore
import { NodeFlag } from "./flat-tree.ts";
import { lowerBlock } from "./lower-stmt.ts";

type LowerExpr = (source: Source, node: number) => Expr;

/** Lowers an expression or type. What did not parse becomes a BadExpr. */
export function lowerExpr(source: Source, node: number): Expr {
  if (node === NONE) return { kind: "BadExpr", start: 0, end: 0 };
  const lower = LOWER[typeName(source, node)];
  if (lower === undefined || source.tree.has(node, NodeFlag.Missing)) return badExpr(source, node);
  return nested(
    source,
    () => lower(source, node),
    () => badExpr(source, node),
  );
}

/** As {@link lowerExpr}; a missing child becomes an empty BadExpr at the end of the node around it. */
function child(source: Source, node: number, around: number): Expr {
  if (node !== NONE) return lowerExpr(source, node);
  const end = source.tree.end(around);
  return { kind: "BadExpr", start: end, end };
}

function optional(source: Source, node: number): Expr | undefined {
  return node === NONE ? undefined : lowerExpr(source, node);
}

function first(source: Source, node: number): number {
  return childNodes(source, node)[0] ?? NONE;
}

function operand(source: Source, node: number): Expr {
  return child(source, fieldOf(source, node, source.grammar.field.operand), node);
}

function literal(lit: BasicLit["lit"]): LowerExpr {
  return (source, node) => ({ kind: "BasicLit", ...spanAt(source, node), lit, value: slice(source, node) });
}

const LOWER: Readonly<Record<string, LowerExpr | undefined>> = {
  identifier: ident,
  blank_identifier: ident,
  type_identifier: ident,
  field_identifier: ident,
  package_identifier: ident,
  nil: ident,
  true: ident,
  false: ident,
  iota: ident,
  dot: ident,
  int_literal: literal("int"),
  float_literal: literal("float"),
  imaginary_literal: literal("imag"),
  rune_literal: literal("rune"),
  interpreted_string_literal: literal("string"),
  raw_string_literal: literal("string"),
  parenthesized_expression: (s, n) => ({ kind: "ParenExpr", ...spanAt(s, n), x: child(s, first(s, n), n) }),
  parenthesized_type: (s, n) => ({ kind: "ParenExpr", ...spanAt(s, n), x: child(s, first(s, n), n) }),
  selector_expression: (s, n) => ({
    kind: "SelectorExpr",
    start: s.tree.start(n),
    end: s.tree.end(n),
    x: operand(s, n),
    sel: identOrEmpty(s, fieldOf(s, n, s.grammar.field.field), n),
  }),
  qualified_type: (s, n) => ({
    kind: "SelectorExpr",
    ...spanAt(s, n),
    x: child(s, fieldOf(s, n, s.grammar.field.package), n),
    sel: identOrEmpty(s, fieldOf(s, n, s.grammar.field.name), n),
  }),
  index_expression: (s, n) => ({
    kind: "IndexExpr",
    ...spanAt(s, n),
    x: operand(s, n),
    indices: [child(s, fieldOf(s, n, s.grammar.field.index), n)],
  }),
  generic_type: (s, n) => ({
    kind: "IndexExpr",
    ...spanAt(s, n),
    x: child(s, fieldOf(s, n, s.grammar.field.type), n),
    indices: typeArguments(s, fieldOf(s, n, s.grammar.field.type_arguments)),
  }),
  type_instantiation_expression: (s, n) => {
    const [generic = NONE, ...args] = childNodes(s, n);
    return {
      kind: "IndexExpr",
      ...spanAt(s, n),
      x: child(s, generic, n),
      indices: args.map((arg) => lowerExpr(s, arg)),
    };
  },
  slice_expression: (s, n) => ({
    kind: "SliceExpr",
    ...spanAt(s, n),
    x: operand(s, n),
    low: optional(s, fieldOf(s, n, s.grammar.field.start)),
    high: optional(s, fieldOf(s, n, s.grammar.field.end)),
    max: optional(s, fieldOf(s, n, s.grammar.field.capacity)),
  }),
  type_assertion_expression: (s, n) => ({
    kind: "TypeAssertExpr",
    ...spanAt(s, n),
    x: operand(s, n),
    type: optional(s, fieldOf(s, n, s.grammar.field.type)),
  }),
  call_expression: lowerCall,
  type_conversion_expression: (s, n) => conversion(s, n, child(s, fieldOf(s, n, s.grammar.field.type), n)),
  unary_expression: (s, n) => {
    const operator = fieldOf(s, n, s.grammar.field.operator);
    const op = (operator === NONE ? "" : slice(s, operator)) as UnaryExpr["op"];
    if (op === "*") return { kind: "StarExpr", ...spanAt(s, n), x: operand(s, n) };
    return { kind: "UnaryExpr", ...spanAt(s, n), op, x: operand(s, n) };
  },
  binary_expression: (s, n) => {
    const operator = fieldOf(s, n, s.grammar.field.operator);
    return {
      kind: "BinaryExpr",
      ...spanAt(s, n),
      op: operator === NONE ? "" : slice(s, operator),
      x: child(s, fieldOf(s, n, s.grammar.field.left), n),
      y: child(s, fieldOf(s, n, s.grammar.field.right), n),
    };
  },
  composite_literal: (s, n) => {
    const body = fieldOf(s, n, s.grammar.field.body);
    return compositeLit(s, n, body, child(s, fieldOf(s, n, s.grammar.field.type), n));
  },
  literal_value: (s, n) => compositeLit(s, n, n, undefined),
  literal_element: (s, n) => child(s, first(s, n), n),
  func_literal: (s, n) => ({
    kind: "FuncLit",
    ...spanAt(s, n),
    type: lowerSignature(s, n),
    body: lowerBlock(s, fieldOf(s, n, s.grammar.field.body), n),
  }),
  variadic_argument: (s, n) => child(s, first(s, n), n),
  // ---- types ----
  pointer_type: (s, n) => ({ kind: "StarExpr", ...spanAt(s, n), x: child(s, first(s, n), n) }),
  negated_type: (s, n) => ({ kind: "UnaryExpr", ...spanAt(s, n), op: "~", x: child(s, first(s, n), n) }),
  array_type: (s, n) => arrayType(s, n, child(s, fieldOf(s, n, s.grammar.field.length), n)),
  implicit_length_array_type: (s, n) => arrayType(s, n, "..."),
  slice_type: (s, n) => arrayType(s, n, undefined),
  map_type: (s, n) => ({
    kind: "MapType",
    ...spanAt(s, n),
    key: child(s, fieldOf(s, n, s.grammar.field.key), n),
    value: child(s, fieldOf(s, n, s.grammar.field.value), n),
  }),
  channel_type: lowerChannel,
  function_type: (s, n) => lowerSignature(s, n),
  struct_type: (s, n) => ({ kind: "StructType", ...spanAt(s, n), fields: structFields(s, first(s, n)) }),
  interface_type: lowerInterface,
  type_elem: lowerUnion,
  type_constraint: lowerUnion,
};

/** The grammar takes `*(*T)(x)` for a conversion to `*(*T)`; in Go it dereferences the conversion `(*T)(x)`. */
function conversion(source: Source, node: number, fun: Expr): Expr {
  if (fun.kind !== "StarExpr") {
    return {
      ...callShape(source, node, fun.end),
      start: fun.start,
      fun,
      args: [operand(source, node)],
      ellipsis: false,
    };
  }
  return { kind: "StarExpr", ...spanAt(source, node), start: fun.start, x: conversion(source, node, fun.x) };
}

function callShape(
  source: Source,
  node: number,
  from: number,
): Pick<CallExpr, "kind" | "start" | "end" | "lparen" | "rparen"> {
  const start = source.tree.start(node);
  const end = source.tree.end(node);
  const open = source.text.indexOf("(", from);
  const closed = source.text.charCodeAt(end - 1) === 41;
  return { kind: "CallExpr", start, end, lparen: open < 0 || open >= end ? end : open, rparen: closed ? end - 1 : end };
}

function lowerCall(source: Source, node: number): CallExpr {
  const { field } = source.grammar;
  const callee = child(source, fieldOf(source, node, field.function), node);
  const typeArgs = fieldOf(source, node, field.type_arguments);
  const fun: Expr =
    typeArgs === NONE
      ? callee
      : {
          kind: "IndexExpr",
          start: callee.start,
          end: source.tree.end(typeArgs),
          x: callee,
          indices: typeArguments(source, typeArgs),
        };
  const list = fieldOf(source, node, field.arguments);
  const args = list === NONE ? [] : childNodes(source, list);
  const last = args[args.length - 1];
  const shape = callShape(source, node, list === NONE ? source.tree.end(node) : source.tree.start(list));
  return {
    kind: "CallExpr",
    start: shape.start,
    end: shape.end,
    fun,
    args: args.map((arg) => lowerExpr(source, arg)),
    ellipsis: last !== undefined && typeName(source, last) === "variadic_argument",
    lparen: shape.lparen,
    rparen: shape.rparen,
  };
}

function typeArguments(source: Source, node: number): Expr[] {
  return node === NONE ? [] : childNodes(source, node).map((arg) => lowerExpr(source, arg));
}

function compositeLit(source: Source, node: number, body: number, type: Expr | undefined): CompositeLit {
  const elements = body === NONE ? [] : childNodes(source, body).map((element) => lowerElement(source, element));
  const lbrace = body === NONE ? source.tree.end(node) : source.tree.start(body);
  return { kind: "CompositeLit", ...spanAt(source, node), type, elements, lbrace };
}

function lowerElement(source: Source, node: number): Element {
  const { field } = source.grammar;
  if (typeName(source, node) !== "keyed_element") {
    return { kind: "Element", ...spanAt(source, node), key: undefined, value: lowerExpr(source, node) };
  }
  const key = child(source, fieldOf(source, node, field.key), node);
  return {
    kind: "Element",
    ...spanAt(source, node),
    key,
    value: child(source, fieldOf(source, node, field.value), node),
  };
}

function arrayType(source: Source, node: number, len: ArrayType["len"]): ArrayType {
  const elem = child(source, fieldOf(source, node, source.grammar.field.element), node);
  return { kind: "ArrayType", ...spanAt(source, node), len, elem };
}

function lowerChannel(source: Source, node: number): ChanType {
  const arrow = tokenOf(source, node, "<-");
  const keyword = tokenOf(source, node, "chan");
  const dir = arrow === NONE ? "both" : arrow < keyword ? "receive" : "send";
  const value = child(source, fieldOf(source, node, source.grammar.field.value), node);
  return { kind: "ChanType", ...spanAt(source, node), dir, value };
}

function lowerInterface(source: Source, node: number): Expr {
  const members = childNodes(source, node);
  const methods = members
    .filter((member) => typeName(source, member) === "method_elem")
    .map((member): InterfaceMethod => ({
      kind: "InterfaceMethod",
      ...spanAt(source, member),
      name: identOrEmpty(source, fieldOf(source, member, source.grammar.field.name), member),
      type: lowerSignature(source, member),
    }));
  const embeds = members
    .filter((member) => typeName(source, member) === "type_elem")
    .map((member) => lowerExpr(source, member));
  return { kind: "InterfaceType", ...spanAt(source, node), methods, embeds };
}

function lowerUnion(source: Source, node: number): Expr {
  const terms = childNodes(source, node).map((term) => lowerExpr(source, term));
  const [head, ...rest] = terms;
  if (head === undefined) return badExpr(source, node);
  return rest.reduce<Expr>((x, y) => ({ kind: "BinaryExpr", start: x.start, end: y.end, op: "|", x, y }), head);
}

// ---- signatures and fields ----

/** The parameters and results of a function declaration, literal, type or interface method. */
export function lowerSignature(source: Source, node: number): FuncType {
  const { field } = source.grammar;
  const result = fieldOf(source, node, field.result);
  const parameters = fieldOf(source, node, field.parameters);
  const start = source.tree.start(node);
  const last = result !== NONE ? result : parameters;
  return {
    kind: "FuncType",
    start,
    end: last === NONE ? source.tree.end(node) : source.tree.end(last),
    typeParams: lowerTypeParams(source, fieldOf(source, node, field.type_parameters)),
    params: lowerParams(source, parameters),
    results: lowerResults(source, result),
  };
}

function lowerResults(source: Source, node: number): Field[] {
  if (node === NONE) return [];
  if (typeName(source, node) === "parameter_list") return lowerParams(source, node);
  return [plainField(source, node, [], lowerExpr(source, node))];
}

/** The fields of a parameter list; none for {@link NONE}. */
export function lowerParams(source: Source, node: number): Field[] {
  if (node === NONE) return [];
  return childNodes(source, node).map((param) => {
    const { field } = source.grammar;
    const names = fieldsOf(source, param, field.name).map((name) => ident(source, name));
    const type = child(source, fieldOf(source, param, field.type), param);
    const variadic = typeName(source, param) === "variadic_parameter_declaration";
    return { ...plainField(source, param, names, type), variadic };
  });
}

export function lowerTypeParams(source: Source, node: number): Field[] {
  if (node === NONE) return [];
  return childNodes(source, node).map((param) => {
    const { field } = source.grammar;
    const names = fieldsOf(source, param, field.name).map((name) => ident(source, name));
    return plainField(source, param, names, child(source, fieldOf(source, param, field.type), param));
  });
}

function structFields(source: Source, list: number): Field[] {
  if (list === NONE) return [];
  return childNodes(source, list).map((declaration) => structField(source, declaration));
}

function structField(source: Source, node: number): Field {
  const { field } = source.grammar;
  const names = fieldsOf(source, node, field.name).map((name) => ident(source, name));
  const typeNode = fieldOf(source, node, field.type);
  const type = child(source, typeNode, node);
  const tagNode = fieldOf(source, node, field.tag);
  const star = names.length === 0 ? tokenOf(source, node, "*") : NONE;
  const embedded: Expr =
    star === NONE ? type : { kind: "StarExpr", start: source.tree.start(star), end: type.end, x: type };
  return {
    ...plainField(source, node, names, embedded),
    embedded: names.length === 0,
    tag: tagNode === NONE ? undefined : slice(source, tagNode),
  };
}

function plainField(source: Source, node: number, names: Field["names"], type: Expr): Field {
  return { kind: "Field", ...spanAt(source, node), names, type, variadic: false, embedded: false, tag: undefined };
}

/** The expressions of an expression_list, or the one expression that stands without a list. */
export function lowerExprList(source: Source, node: number): Expr[] {
  if (node === NONE) return [];
  if (typeName(source, node) !== "expression_list") return [lowerExpr(source, node)];
  return childNodes(source, node).map((item) => lowerExpr(source, item));
}
