import type { CallExpr, Expr } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import { binaryType, defaultType, isUntyped } from "./operators.ts";
import type { Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { coreType, underlying } from "./underlying.ts";
import { ANY, basic, INT, NO_RESULT, pointerTo, sliceOf, STRING, UINT8, UINTPTR, UNSAFE_POINTER } from "./universe.ts";

/** The result of a call of a predeclared function, or of one of package unsafe's (`unsafe.Add`). */
export function builtinResult(checker: Checker, name: string, call: CallExpr): Type {
  const [first] = call.args;
  switch (name) {
    case "append":
      return first === undefined ? UNKNOWN : defaultType(checker.typeOf(first));
    case "cap":
    case "copy":
    case "len":
      return INT;
    case "clear":
    case "close":
    case "delete":
    case "panic":
    case "print":
    case "println":
      return NO_RESULT;
    case "recover":
      return ANY;
    case "make":
      return first === undefined ? UNKNOWN : checker.typeExpr(first);
    case "new":
      return first === undefined ? UNKNOWN : pointerTo(newElem(checker, first));
    case "max":
    case "min":
      return call.args.map((arg) => checker.typeOf(arg)).reduce((x, y) => binaryType("+", x, y), UNTYPED_START);
    case "complex":
    case "imag":
    case "real":
      return complexResult(checker, name, first);
    default:
      return unsafeResult(checker, name, first);
  }
}

const UNTYPED_START: Type = basic("untyped int");

/** `new(T)`; from Go 1.26 on also `new(value)`. */
function newElem(checker: Checker, arg: Expr): Type {
  if (checker.isType(arg)) return checker.typeExpr(arg);
  const type = checker.typeOf(arg);
  return type.kind === "unknown" ? checker.typeExpr(arg) : defaultType(type);
}

function complexResult(checker: Checker, name: string, first: Expr | undefined): Type {
  const type = first === undefined ? UNKNOWN : underlying(checker.typeOf(first), checker.world);
  if (type.kind !== "basic") return UNKNOWN;
  if (isUntyped(type)) return basic(name === "complex" ? "untyped complex" : "untyped float");
  const wide = type.name === "float64" || type.name === "complex128";
  if (name === "complex") return basic(wide ? "complex128" : "complex64");
  return basic(wide ? "float64" : "float32");
}

function unsafeResult(checker: Checker, name: string, first: Expr | undefined): Type {
  switch (name) {
    case "unsafe.Add":
      return UNSAFE_POINTER;
    case "unsafe.Alignof":
    case "unsafe.Offsetof":
    case "unsafe.Sizeof":
      return UINTPTR;
    case "unsafe.Slice": {
      const core = first === undefined ? UNKNOWN : coreType(checker.typeOf(first), checker.world);
      return core.kind === "pointer" ? sliceOf(core.elem) : UNKNOWN;
    }
    case "unsafe.SliceData": {
      const core = first === undefined ? UNKNOWN : coreType(checker.typeOf(first), checker.world);
      return core.kind === "slice" ? pointerTo(core.elem) : UNKNOWN;
    }
    case "unsafe.String":
      return STRING;
    case "unsafe.StringData":
      return pointerTo(UINT8);
    default:
      return UNKNOWN;
  }
}
