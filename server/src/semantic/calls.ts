import type { CallExpr, Expr, Ident, SelectorExpr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";
import { builtinResult } from "./builtins.ts";
import type { Checker } from "./checker.ts";
import { inferTypeArgs } from "./infer.ts";
import type { Callee, Obj } from "./info.ts";
import type { MethodMember } from "./lookup.ts";
import { instantiateFunc } from "./substitute.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { coreType } from "./underlying.ts";
import { tuple } from "./universe.ts";

/** Chains of calls up to this length are followed by recursion. */
const SHORT_CHAIN = 16;

/** Long chains `a.b().c()…` are worked out from their beginning, so that no length of them exhausts the stack. */
function settleChain(checker: Checker, call: CallExpr): void {
  const links: CallExpr[] = [];
  for (let operand = operandOf(call); operand?.kind === "CallExpr"; operand = operandOf(operand)) links.push(operand);
  if (links.length <= SHORT_CHAIN) return;
  for (const link of links.toReversed()) checker.typeOf(link);
}

function operandOf(call: CallExpr): Expr | undefined {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" ? unparen(fun.x) : undefined;
}

/** What a call calls. */
export function resolveCallee(checker: Checker, call: CallExpr): Callee {
  const fun = unparen(call.fun);
  settleChain(checker, call);
  if (checker.isType(fun)) return { kind: "conversion", type: checker.typeExpr(fun) };
  const base = fun.kind === "IndexExpr" && isGeneric(checker, fun.x) ? unparen(fun.x) : fun;
  if (base.kind === "FuncLit") return literalCallee(checker, base);
  if (base.kind === "Ident") return objectCallee(checker, call, checker.objectOf(base), base, undefined);
  if (base.kind === "SelectorExpr") return selectorCallee(checker, call, base);
  const type = checker.typeOf(base);
  return type.kind === "unknown" ? unknownCallee(undefined, undefined) : { kind: "value", obj: undefined, type };
}

function literalCallee(checker: Checker, literal: Expr & { kind: "FuncLit" }): Callee {
  const type = checker.typeOf(literal);
  return type.kind === "func" ? { kind: "literal", literal, type } : unknownCallee(undefined, undefined);
}

function unknownCallee(pkg: string | undefined, name: string | undefined): Callee {
  return { kind: "unknown", pkg, name };
}

/** True if `F[int]` instantiates a generic function rather than indexes a value. */
export function isGeneric(checker: Checker, expr: Expr): boolean {
  const fun = unparen(expr);
  if (fun.kind !== "Ident" && fun.kind !== "SelectorExpr") return false;
  const type = checker.typeOf(fun);
  return type.kind === "func" && type.typeParams.length > 0;
}

function objectCallee(
  checker: Checker,
  call: CallExpr,
  obj: Obj | undefined,
  name: Ident,
  pkg: string | undefined,
): Callee {
  switch (obj?.kind) {
    case "func":
      return { kind: "func", pkg: obj.pkg, name: obj.name, type: instantiateCall(checker, call, obj.type) };
    case "var":
      return { kind: "value", obj: obj.scope === "field" ? undefined : obj, type: obj.type };
    case "builtin":
      return { kind: "builtin", name: obj.name };
    default:
      return unknownCallee(pkg, name.name);
  }
}

function selectorCallee(checker: Checker, call: CallExpr, fun: SelectorExpr): Callee {
  const selection = checker.selection(fun);
  if (selection.kind === "package") return objectCallee(checker, call, selection.member, fun.sel, selection.path);
  const { member, operand } = selection;
  if (member === undefined || member === "unknown") return unknownCallee(undefined, fun.sel.name);
  if (member.kind === "field") return { kind: "value", obj: undefined, type: member.type };
  return methodCallee(member, operand, selection.kind === "methodExpr" ? call.args[0] : fun.x);
}

function methodCallee(member: MethodMember, through: Type, receiver: Expr | undefined): Callee {
  const { owner, name, type } = member;
  return {
    kind: "method",
    pkg: owner?.pkg ?? "",
    recv: owner?.name ?? "",
    name,
    type,
    interface: member.interface,
    through,
    receiver,
  };
}

/** A generic function's type in this call; a plain one's as it is. */
function instantiateCall(checker: Checker, call: CallExpr, type: FuncType): FuncType {
  if (type.typeParams.length === 0) return type;
  const fun = unparen(call.fun);
  const explicit = fun.kind === "IndexExpr" ? fun.indices.map((index) => checker.typeExpr(index)) : [];
  const complete = explicit.length >= type.typeParams.length;
  const args = complete ? [] : argumentTypes(checker, call);
  return instantiateFunc(type, inferTypeArgs(type, explicit, args, checker.world));
}

/** The types of the arguments; `f(g())` passes on all results of `g`. For `f(xs...)` the last one stands for an element. */
function argumentTypes(checker: Checker, call: CallExpr): readonly Type[] {
  const types = call.args.map((arg) => checker.typeOf(arg));
  const [only] = types;
  if (types.length === 1 && only?.kind === "tuple") return only.elems;
  const last = types.at(-1);
  if (!call.ellipsis || last === undefined) return types;
  const core = coreType(last, checker.world);
  return [...types.slice(0, -1), core.kind === "slice" ? core.elem : UNKNOWN];
}

/** The function type that is called; undefined for builtins, conversions, and what is not known. */
export function calledSignature(checker: Checker, call: CallExpr): FuncType | undefined {
  const callee = checker.calleeOf(call);
  switch (callee.kind) {
    case "func":
    case "literal":
      return callee.type;
    case "method":
      return callee.type;
    case "value": {
      const core = coreType(callee.type, checker.world);
      return core.kind === "func" ? core : undefined;
    }
    default:
      return undefined;
  }
}

/** The type of a call: its one result, else the tuple of its results. */
export function callType(checker: Checker, call: CallExpr): Type {
  const callee = checker.calleeOf(call);
  if (callee.kind === "conversion") return callee.type;
  if (callee.kind === "builtin") return builtinResult(checker, callee.name, call);
  const signature = checker.signatureOf(call);
  if (signature === undefined) return UNKNOWN;
  const [first] = signature.results;
  if (first !== undefined && signature.results.length === 1) return first.type;
  return tuple(signature.results.map((result) => result.type));
}
