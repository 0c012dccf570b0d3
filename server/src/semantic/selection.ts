import type { Expr, SelectorExpr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import type { Checker, Selection } from "./checker.ts";
import type { Obj } from "./info.ts";
import { lookupFieldOrMethod } from "./lookup.ts";
import type { MethodMember } from "./lookup.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { typeDecl } from "./underlying.ts";
import { UNTYPED_NIL } from "./universe.ts";

/** What `x.sel` is: a member of a package, a field or method, or a method expression `T.f`. */
export function select(checker: Checker, expr: SelectorExpr): Selection {
  const x = unparen(expr.x);
  const obj = x.kind === "Ident" ? checker.objectOf(x) : undefined;
  if (obj?.kind === "package") {
    return { kind: "package", path: obj.path, member: checker.memberOf(obj.path, expr.sel.name) };
  }
  const isType = checker.isType(x);
  const operand = isType ? checker.typeExpr(x) : checker.typeOf(x);
  const member = lookupFieldOrMethod(operand, expr.sel.name, checker.world, checker.packagePath);
  return { kind: isType ? "methodExpr" : "member", operand, member };
}

export function selectionType(checker: Checker, expr: SelectorExpr): Type {
  const selection = checker.selection(expr);
  if (selection.kind === "package") return objectType(selection.member);
  const { member, operand } = selection;
  if (member === undefined || member === "unknown") return UNKNOWN;
  return selection.kind === "methodExpr" && member.kind === "method" ? withReceiver(member, operand) : member.type;
}

/** The type of what an object denotes; of a type, that type. */
export function objectType(obj: Obj | undefined): Type {
  switch (obj?.kind) {
    case "var":
    case "const":
    case "func":
    case "type":
      return obj.type;
    case "nil":
      return UNTYPED_NIL;
    default:
      return UNKNOWN;
  }
}

/** `T.f` is a function that takes the receiver first. */
function withReceiver(method: MethodMember, operand: Type): FuncType {
  return { ...method.type, params: [{ name: "", type: operand }, ...method.type.params] };
}

/** True if the expression denotes a type. */
export function denotesType(checker: Checker, expr: Expr): boolean {
  switch (expr.kind) {
    case "Ident":
      return checker.objectOf(expr)?.kind === "type";
    case "ParenExpr":
    case "StarExpr":
    case "IndexExpr":
      return checker.isType(expr.x);
    case "UnaryExpr":
      return expr.op === "*" && checker.isType(expr.x);
    case "SelectorExpr":
      return qualifiesType(checker, expr);
    case "ArrayType":
    case "MapType":
    case "ChanType":
    case "FuncType":
    case "StructType":
    case "InterfaceType":
      return true;
    default:
      return false;
  }
}

function qualifiesType(checker: Checker, expr: SelectorExpr): boolean {
  const x = unparen(expr.x);
  const obj = x.kind === "Ident" ? checker.objectOf(x) : undefined;
  if (obj?.kind !== "package") return false;
  if (obj.path === "unsafe") return expr.sel.name === "Pointer";
  return typeDecl({ kind: "named", pkg: obj.path, name: expr.sel.name, args: [] }, checker.world) !== undefined;
}
