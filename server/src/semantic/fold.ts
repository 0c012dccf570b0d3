import type { BinaryExpr, CallExpr, Expr, Ident, SelectorExpr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Checker } from "./checker.ts";
import {
  constantFromValue,
  convertConstant,
  foldBinary,
  foldUnary,
  intConstant,
  boolConstant,
  isFloatName,
  literalConstant,
} from "./constants.ts";
import type { Constant } from "./constants.ts";
import type { ConstObj, Obj } from "./info.ts";
import { isComparison, isShift } from "./operators.ts";
import type { Type } from "./types.ts";
import { underlying } from "./underlying.ts";

/** The value of a constant expression; undefined for any other, and where it cannot be told. */
export function foldExpr(checker: Checker, expr: Expr, iota: number | undefined): Constant | undefined {
  switch (expr.kind) {
    case "BasicLit":
      return literalConstant(expr);
    case "ParenExpr":
      return checker.constantOf(expr.x, iota);
    case "Ident":
      return foldName(checker, expr, iota);
    case "SelectorExpr":
      return foldSelector(checker, expr);
    case "UnaryExpr": {
      const x = checker.constantOf(expr.x, iota);
      return x === undefined ? undefined : foldUnary(expr.op, x, underlying(checker.typeOf(expr.x), checker.world));
    }
    case "BinaryExpr":
      return foldOperation(checker, expr, iota);
    case "CallExpr":
      return foldCall(checker, expr, iota);
    default:
      return undefined;
  }
}

function foldName(checker: Checker, ident: Ident, iota: number | undefined): Constant | undefined {
  const obj = checker.objectOf(ident);
  if (obj !== undefined) return foldObject(checker, obj);
  if (ident.name === "true" || ident.name === "false") return boolConstant(ident.name === "true");
  if (ident.name !== "iota") return undefined;
  const entry = checker.names.entries.get(ident);
  const line = iota ?? (entry?.kind === "iota" ? entry.value : undefined);
  return line === undefined ? undefined : intConstant(BigInt(line));
}

function foldObject(checker: Checker, obj: Obj): Constant | undefined {
  return obj.kind === "const" ? constantOfObject(checker, obj) : undefined;
}

function constantOfObject(checker: Checker, obj: ConstObj): Constant | undefined {
  if (obj.value === undefined) return undefined;
  const type = underlying(obj.type, checker.world);
  return constantFromValue(obj.value, type.kind === "basic" && isFloatName(type.name));
}

function foldSelector(checker: Checker, expr: SelectorExpr): Constant | undefined {
  const selection = checker.selection(expr);
  if (selection.kind !== "package" || selection.member === undefined) return undefined;
  return foldObject(checker, selection.member);
}

/** Chains of operators nest to the left: they are folded in a loop, so that no length of them exhausts the stack. */
function foldOperation(checker: Checker, expr: BinaryExpr, iota: number | undefined): Constant | undefined {
  const chain: BinaryExpr[] = [];
  let left: Expr = expr;
  while (left.kind === "BinaryExpr") {
    chain.push(left);
    left = left.x;
  }
  let value = checker.constantOf(left, iota);
  for (const operation of chain.toReversed()) {
    if (value === undefined) return undefined;
    value = foldStep(checker, operation, value, iota);
  }
  return value;
}

function foldStep(checker: Checker, expr: BinaryExpr, x: Constant, iota: number | undefined): Constant | undefined {
  const y = checker.constantOf(expr.y, iota);
  if (y === undefined) return undefined;
  if (isShift(expr.op)) {
    const whole = convertConstant(x, "untyped int");
    return whole === undefined ? undefined : foldBinary(expr.op, whole, y, true);
  }
  const result = foldBinary(expr.op, x, y, x.kind === "int" && y.kind === "int");
  return result === undefined || isComparison(expr.op) ? result : inType(checker, result, checker.typeOf(expr));
}

/** The value in the form of the type: `1.0 * time.Second` is an integer. */
function inType(checker: Checker, value: Constant, type: Type): Constant | undefined {
  const under = underlying(type, checker.world);
  return under.kind === "basic" ? convertConstant(value, under.name) : value;
}

function foldCall(checker: Checker, call: CallExpr, iota: number | undefined): Constant | undefined {
  const [arg] = call.args;
  if (arg === undefined || call.args.length !== 1) return undefined;
  const fun = unparen(call.fun);
  if (checker.isType(fun)) {
    const value = checker.constantOf(arg, iota);
    return value === undefined ? undefined : inTypeOnly(checker, value, checker.typeExpr(fun));
  }
  const callee = checker.calleeOf(call);
  return callee.kind === "builtin" && callee.name === "len" ? foldLength(checker, arg, iota) : undefined;
}

function inTypeOnly(checker: Checker, value: Constant, type: Type): Constant | undefined {
  const under = underlying(type, checker.world);
  return under.kind === "basic" ? convertConstant(value, under.name) : undefined;
}

/** `len` of a constant string counts bytes; of an array its elements. */
function foldLength(checker: Checker, arg: Expr, iota: number | undefined): Constant | undefined {
  const text = checker.constantOf(arg, iota);
  if (text?.kind === "string") return intConstant(BigInt(utf8Length(text.value)));
  const type = underlying(checker.typeOf(arg), checker.world);
  return type.kind === "array" && type.len !== undefined ? intConstant(BigInt(type.len)) : undefined;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
