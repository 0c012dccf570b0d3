import type { BasicLit, BinaryExpr, CompositeLit, Expr, IndexExpr, SliceExpr, UnaryExpr } from "../syntax/ast.ts";
import { callType, isGeneric } from "./calls.ts";
import type { Checker } from "./checker.ts";
import { binaryType, isShift } from "./operators.ts";
import { objectType, selectionType } from "./selection.ts";
import { bind, substituteFunc } from "./substitute.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { coreType, unalias } from "./underlying.ts";
import {
  pointerTo,
  sliceOf,
  STRING,
  UINT8,
  UNTYPED_COMPLEX,
  UNTYPED_FLOAT,
  UNTYPED_INT,
  UNTYPED_RUNE,
  UNTYPED_STRING,
} from "./universe.ts";

/** The type of an expression; of a type expression, that type. */
export function typeOfExpr(checker: Checker, expr: Expr): Type {
  switch (expr.kind) {
    case "BadExpr":
      return UNKNOWN;
    case "Ident":
      return identType(checker, expr);
    case "BasicLit":
      return literalType(expr);
    case "CompositeLit":
      return compositeType(checker, expr);
    case "FuncLit":
      return checker.typeExpr(expr.type);
    case "ParenExpr":
      return checker.typeOf(expr.x);
    case "SelectorExpr":
      return selectionType(checker, expr);
    case "IndexExpr":
      return indexType(checker, expr);
    case "SliceExpr":
      return sliceType(checker, expr);
    case "TypeAssertExpr":
      return expr.type === undefined ? UNKNOWN : checker.typeExpr(expr.type);
    case "CallExpr":
      return callType(checker, expr);
    case "StarExpr":
      return starType(checker, expr.x);
    case "UnaryExpr":
      return unaryType(checker, expr);
    case "BinaryExpr":
      return operationType(checker, expr);
    default:
      return checker.typeExpr(expr);
  }
}

function identType(checker: Checker, expr: Expr & { kind: "Ident" }): Type {
  const obj = checker.objectOf(expr);
  return obj === undefined && expr.name === "iota" ? UNTYPED_INT : objectType(obj);
}

function literalType(lit: BasicLit): Type {
  switch (lit.lit) {
    case "int":
      return UNTYPED_INT;
    case "float":
      return UNTYPED_FLOAT;
    case "imag":
      return UNTYPED_COMPLEX;
    case "rune":
      return UNTYPED_RUNE;
    case "string":
      return UNTYPED_STRING;
  }
}

/** A literal's own type, or the element type of the literal around it where it is left out. */
function compositeType(checker: Checker, literal: CompositeLit): Type {
  if (literal.type === undefined) return elidedType(checker, literal);
  if (literal.type.kind !== "ArrayType" || literal.type.len !== "...") return checker.typeExpr(literal.type);
  return { kind: "array", len: elementCount(checker, literal), elem: checker.typeExpr(literal.type.elem) };
}

function elementCount(checker: Checker, literal: CompositeLit): number | undefined {
  let next = 0;
  let count = 0;
  for (const element of literal.elements) {
    if (element.key !== undefined) {
      const index = checker.constantOf(element.key);
      if (index?.kind !== "int") return undefined;
      next = Number(index.value);
    }
    next++;
    count = Math.max(count, next);
  }
  return count;
}

function elidedType(checker: Checker, literal: CompositeLit): Type {
  const place = checker.names.elided.get(literal);
  if (place === undefined) return UNKNOWN;
  const outer = literalBase(checker, place.literal);
  if (outer.kind === "map") return place.role === "key" ? outer.key : outer.value;
  return outer.kind === "slice" || outer.kind === "array" ? outer.elem : UNKNOWN;
}

/** The struct, array, slice or map that a composite literal builds: `{…}` for an elided `&T{…}` builds T. */
export function literalBase(checker: Checker, literal: CompositeLit): Type {
  const core = coreType(checker.typeOf(literal), checker.world);
  return literal.type === undefined && core.kind === "pointer" ? coreType(core.elem, checker.world) : core;
}

function indexType(checker: Checker, expr: IndexExpr): Type {
  if (checker.isType(expr.x)) return checker.typeExpr(expr);
  if (isGeneric(checker, expr.x)) return instantiated(checker, expr);
  const type = checker.typeOf(expr.x);
  const core = coreType(type, checker.world);
  switch (core.kind) {
    case "slice":
    case "array":
      return core.elem;
    case "map":
      return core.value;
    case "pointer": {
      const pointed = coreType(core.elem, checker.world);
      return pointed.kind === "array" ? pointed.elem : UNKNOWN;
    }
    case "basic":
      return core.name === "string" || core.name === "untyped string" ? UINT8 : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** `F[int]` used as a value: the type parameters that are given disappear. */
function instantiated(checker: Checker, expr: IndexExpr): Type {
  const type = checker.typeOf(expr.x);
  if (type.kind !== "func") return UNKNOWN;
  const args = expr.indices.map((index) => checker.typeExpr(index));
  const names = type.typeParams.slice(0, args.length).map((param) => param.name);
  const result: FuncType = substituteFunc(type, bind(names, args));
  return { ...result, typeParams: type.typeParams.slice(args.length) };
}

function sliceType(checker: Checker, expr: SliceExpr): Type {
  const type = checker.typeOf(expr.x);
  const core = coreType(type, checker.world);
  if (core.kind === "array") return sliceOf(core.elem);
  if (core.kind === "pointer") {
    const pointed = coreType(core.elem, checker.world);
    return pointed.kind === "array" ? sliceOf(pointed.elem) : UNKNOWN;
  }
  if (core.kind === "basic") return core.name === "untyped string" ? STRING : type;
  return core.kind === "slice" ? type : UNKNOWN;
}

function starType(checker: Checker, x: Expr): Type {
  if (checker.isType(x)) return pointerTo(checker.typeExpr(x));
  const core = coreType(checker.typeOf(x), checker.world);
  return core.kind === "pointer" ? core.elem : UNKNOWN;
}

function unaryType(checker: Checker, expr: UnaryExpr): Type {
  switch (expr.op) {
    case "&": {
      const type = checker.typeOf(expr.x);
      return type.kind === "unknown" ? UNKNOWN : pointerTo(type);
    }
    case "<-": {
      const core = coreType(checker.typeOf(expr.x), checker.world);
      return core.kind === "chan" ? core.elem : UNKNOWN;
    }
    case "*":
      return starType(checker, expr.x);
    case "~":
      return checker.typeExpr(expr);
    default:
      return checker.typeOf(expr.x);
  }
}

/** Chains of operators nest to the left: they are typed in a loop, so that no length of them exhausts the stack. */
function operationType(checker: Checker, expr: BinaryExpr): Type {
  const chain: BinaryExpr[] = [];
  let left: Expr = expr;
  while (left.kind === "BinaryExpr") {
    chain.push(left);
    left = left.x;
  }
  let type = checker.typeOf(left);
  for (const operation of chain.toReversed()) {
    type = binaryType(operation.op, type, isShift(operation.op) ? UNKNOWN : checker.typeOf(operation.y));
  }
  return unalias(type, checker.world);
}
