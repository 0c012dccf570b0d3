import type { BasicLit } from "../syntax/ast.ts";
import type { ConstantValue } from "./package.ts";
import type { Type } from "./types.ts";

/** A constant while it is computed: integers exact, floats in double precision (not Go's exact fractions). */
export type Constant =
  | { readonly kind: "int"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bool"; readonly value: boolean };

/** Longest string and largest integer (in bits) that are folded. */
const LONGEST_STRING = 1 << 16;
const MOST_BITS = 4096n;

const int = (value: bigint): Constant => ({ kind: "int", value });
const float = (value: number): Constant => ({ kind: "float", value });
const bool = (value: boolean): Constant => ({ kind: "bool", value });
const string = (value: string): Constant | undefined =>
  value.length > LONGEST_STRING ? undefined : { kind: "string", value };

export const intConstant = int;
export const boolConstant = bool;

/** The value for readers: integers as numbers where that is exact. */
export function constantValue(constant: Constant): ConstantValue {
  if (constant.kind !== "int") return constant.value;
  const asNumber = Number(constant.value);
  return Number.isSafeInteger(asNumber) ? asNumber : constant.value;
}

/** The way back from `constantValue`; the type tells an integer from a float. */
export function constantFromValue(value: ConstantValue, isFloat: boolean): Constant | undefined {
  if (typeof value === "boolean") return bool(value);
  if (typeof value === "string") return string(value);
  if (typeof value === "bigint") return int(value);
  return isFloat || !Number.isInteger(value) ? float(value) : int(BigInt(value));
}

/** The value of a literal; undefined for an imaginary or a malformed one. */
export function literalConstant(lit: BasicLit): Constant | undefined {
  switch (lit.lit) {
    case "int":
      return integerLiteral(lit.value);
    case "float":
      return floatLiteral(lit.value);
    case "rune":
      return runeLiteral(lit.value);
    case "string":
      return stringLiteral(lit.value);
    case "imag":
      return undefined;
  }
}

function integerLiteral(text: string): Constant | undefined {
  const digits = text.replaceAll("_", "");
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  return /^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$/.test(octal) ? int(BigInt(octal)) : undefined;
}

function floatLiteral(text: string): Constant | undefined {
  const digits = text.replaceAll("_", "");
  if (/^0[xX]/.test(digits)) return hexFloat(digits);
  const value = Number(digits);
  return Number.isFinite(value) ? float(value) : undefined;
}

function hexFloat(text: string): Constant | undefined {
  const match = /^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const mantissa = Number.parseInt(whole + fraction, 16);
  const value = mantissa * 2 ** (Number(exponent) - 4 * fraction.length);
  return Number.isFinite(value) ? float(value) : undefined;
}

function runeLiteral(text: string): Constant | undefined {
  const inner = unescapeGo(text.slice(1, -1));
  const point = inner?.codePointAt(0);
  return point === undefined ? undefined : int(BigInt(point));
}

function stringLiteral(text: string): Constant | undefined {
  if (text.startsWith("`")) return string(text.slice(1, -1).replaceAll("\r", ""));
  const value = unescapeGo(text.slice(1, -1));
  return value === undefined ? undefined : string(value);
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["a", "\u0007"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
]);

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|([0-7]{3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gsu;

/** Undefined where an escape is malformed. A byte escape above 0x7f becomes the character of that number. */
function unescapeGo(text: string): string | undefined {
  if (!text.includes("\\")) return text;
  const parts: string[] = [];
  let copied = 0;
  for (const match of text.matchAll(ESCAPE)) {
    const char = escaped(match);
    if (char === undefined) return undefined;
    parts.push(text.slice(copied, match.index), char);
    copied = match.index + match[0].length;
  }
  return parts.join("") + text.slice(copied);
}

function escaped(match: RegExpExecArray): string | undefined {
  const [, hex, octal, short, long, one] = match;
  const digits = hex ?? short ?? long;
  if (digits === undefined && octal === undefined) return SIMPLE_ESCAPES.get(one ?? "");
  const point = digits === undefined ? Number.parseInt(octal ?? "", 8) : Number.parseInt(digits, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** `op x`. */
export function foldUnary(op: string, x: Constant, type: Type): Constant | undefined {
  if (op === "!") return x.kind === "bool" ? bool(!x.value) : undefined;
  if (op === "+") return x;
  if (op === "-") return x.kind === "int" ? int(-x.value) : x.kind === "float" ? float(-x.value) : undefined;
  if (op === "^" && x.kind === "int") return complement(x.value, type);
  return undefined;
}

function complement(value: bigint, type: Type): Constant | undefined {
  const bits = unsignedBits(type);
  return bits === undefined ? int(~value) : int(BigInt.asUintN(bits, ~value));
}

function unsignedBits(type: Type): number | undefined {
  if (type.kind !== "basic") return undefined;
  if (type.name === "uint" || type.name === "uintptr") return 64;
  const match = /^uint(8|16|32|64)$/.exec(type.name);
  return match === null ? undefined : Number(match[1]);
}

/** `x op y` of two constants that are neither shifted nor of mixed kinds other than integer and float. */
export function foldBinary(op: string, x: Constant, y: Constant, integerDivision: boolean): Constant | undefined {
  if (x.kind === "string" && y.kind === "string")
    return op === "+" ? string(x.value + y.value) : compare(op, x.value, y.value);
  if (x.kind === "bool" && y.kind === "bool") return foldBool(op, x.value, y.value);
  if (x.kind === "int" && y.kind === "int") return foldIntegers(op, x.value, y.value, integerDivision);
  const left = asNumber(x);
  const right = asNumber(y);
  return left === undefined || right === undefined ? undefined : foldFloats(op, left, right);
}

function asNumber(constant: Constant): number | undefined {
  if (constant.kind === "float") return constant.value;
  return constant.kind === "int" ? Number(constant.value) : undefined;
}

function foldBool(op: string, x: boolean, y: boolean): Constant | undefined {
  if (op === "&&") return bool(x && y);
  if (op === "||") return bool(x || y);
  if (op === "==") return bool(x === y);
  return op === "!=" ? bool(x !== y) : undefined;
}

function compare<T extends string | number | bigint>(op: string, x: T, y: T): Constant | undefined {
  switch (op) {
    case "==":
      return bool(x === y);
    case "!=":
      return bool(x !== y);
    case "<":
      return bool(x < y);
    case "<=":
      return bool(x <= y);
    case ">":
      return bool(x > y);
    case ">=":
      return bool(x >= y);
    default:
      return undefined;
  }
}

function foldIntegers(op: string, x: bigint, y: bigint, integerDivision: boolean): Constant | undefined {
  switch (op) {
    case "+":
      return int(x + y);
    case "-":
      return int(x - y);
    case "*":
      return int(x * y);
    case "/":
      if (y === 0n) return undefined;
      return integerDivision ? int(x / y) : float(Number(x) / Number(y));
    case "%":
      return y === 0n ? undefined : int(x % y);
    case "&":
      return int(x & y);
    case "|":
      return int(x | y);
    case "^":
      return int(x ^ y);
    case "&^":
      return int(x & ~y);
    case "<<":
      return y < 0n || y > MOST_BITS ? undefined : int(x << y);
    case ">>":
      return y < 0n || y > MOST_BITS ? undefined : int(x >> y);
    default:
      return compare(op, x, y);
  }
}

function foldFloats(op: string, x: number, y: number): Constant | undefined {
  switch (op) {
    case "+":
      return float(x + y);
    case "-":
      return float(x - y);
    case "*":
      return float(x * y);
    case "/":
      return y === 0 ? undefined : float(x / y);
    default:
      return compare(op, x, y);
  }
}

/** A constant converted to a basic type: a float without a fraction becomes an integer, an integer a float or a string. */
export function convertConstant(constant: Constant, basicName: string): Constant | undefined {
  if (basicName === "string" || basicName === "untyped string") return toText(constant);
  if (basicName === "bool" || basicName === "untyped bool") return constant.kind === "bool" ? constant : undefined;
  if (isFloatName(basicName)) return constant.kind === "int" ? float(Number(constant.value)) : constant;
  if (!isIntegerName(basicName)) return undefined;
  if (constant.kind !== "float") return constant.kind === "int" ? constant : undefined;
  return Number.isInteger(constant.value) ? int(BigInt(constant.value)) : undefined;
}

function toText(constant: Constant): Constant | undefined {
  if (constant.kind === "string") return constant;
  if (constant.kind !== "int") return undefined;
  const point = Number(constant.value);
  return string(point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd");
}

export function isFloatName(name: string): boolean {
  return name === "float64" || name === "float32" || name === "untyped float";
}

export function isIntegerName(name: string): boolean {
  return /^(u?int(8|16|32|64)?|uintptr|untyped int|untyped rune)$/.test(name);
}
