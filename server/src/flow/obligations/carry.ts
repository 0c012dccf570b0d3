import { fluentResult } from "../../catalog/fluent.ts";
import type { Callee, Obj, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { CallExpr, CompositeLit, Expr, FuncLit, SelectorExpr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { calledBy } from "../called.ts";
import { fateOf, isDoneWith } from "./argument-fate.ts";
import { HOLDER, holderWith, joinPath, leadsToRelease, memberOfHolder, RELEASER, SELF, type Hold } from "./hold.ts";
import type { PathState } from "./path-state.ts";
import { canHold } from "../standard-library.ts";
import type { Tracking } from "./tracking.ts";

/** How the value of an expression relates to the resource; undefined if it has nothing of it. */
export function carryOf(expr: Expr, state: PathState, tracking: Tracking): Hold | undefined {
  const inner = unparen(expr);
  switch (inner.kind) {
    case "Ident":
      return holdOfObject(tracking.scope.info.objectOf(inner), state, tracking);
    case "SelectorExpr":
      return carryOfSelector(inner, state, tracking);
    case "CallExpr":
      if (inner === tracking.acquire) return tracking.result < 0 ? undefined : SELF;
      return carryOfCall(inner, state, tracking);
    case "TypeAssertExpr":
    case "StarExpr":
      return carryOf(inner.x, state, tracking);
    case "UnaryExpr":
      return inner.op === "&" ? carryOfAddress(inner.x, state, tracking) : undefined;
    case "IndexExpr":
      return carryOfElement(inner.x, state, tracking);
    case "SliceExpr":
      return carryOf(inner.x, state, tracking) === undefined ? undefined : HOLDER;
    case "CompositeLit":
      return carryOfLiteral(inner, state, tracking);
    case "FuncLit":
      return captures(inner, state, tracking) ? { kind: "closure", literal: inner } : undefined;
    default:
      return undefined;
  }
}

/** What an element of the operand has of the resource: of a list or map that holds it, any may be it. */
export function carryOfElement(operand: Expr, state: PathState, tracking: Tracking): Hold | undefined {
  if (carryOf(operand, state, tracking) === undefined) return undefined;
  const { info } = tracking.scope;
  const { kind } = underlying(info.typeOf(operand), info.world);
  return kind === "slice" || kind === "array" || kind === "map" ? SELF : HOLDER;
}

function holdOfObject(obj: Obj | undefined, state: PathState, tracking: Tracking): Hold | undefined {
  if (obj?.kind !== "var") return undefined;
  const held = state.holds.get(obj);
  if (held !== undefined) return held;
  const literal = tracking.scope.closures.get(obj);
  return literal !== undefined && captures(literal, state, tracking) ? { kind: "closure", literal } : undefined;
}

function carryOfAddress(x: Expr, state: PathState, tracking: Tracking): Hold | undefined {
  const inside = carryOf(x, state, tracking);
  return inside?.kind === "self" ? HOLDER : inside;
}

function carryOfLiteral(literal: CompositeLit, state: PathState, tracking: Tracking): Hold | undefined {
  const inside = literal.elements.flatMap(({ key, value }, index): readonly Hold[] => {
    const hold = carryOf(value, state, tracking);
    if (hold === undefined) return key !== undefined && carryOf(key, state, tracking)?.kind === "self" ? [HOLDER] : [];
    const field = fieldOfElement(literal, index, tracking);
    return [field === undefined ? HOLDER : holderWith(field, hold)];
  });
  return inside.find((hold) => hold.kind === "holder" && hold.field !== undefined) ?? inside[0];
}

/** The field of a struct that an element of a literal sets, by its key or its place. */
function fieldOfElement(literal: CompositeLit, index: number, { scope }: Tracking): string | undefined {
  const { info } = scope;
  const type = underlying(info.typeOf(literal), info.world);
  const key = literal.elements[index]?.key;
  if (type.kind !== "struct") return undefined;
  return key === undefined ? type.fields[index]?.name : key.kind === "Ident" ? key.name : undefined;
}

/** True if a variable that leads to the resource is mentioned in the literal. */
export function captures(literal: FuncLit, state: PathState, tracking: Tracking): boolean {
  let found = false;
  walk(literal.body, (node) => {
    if (node.kind === "Ident" && !found) {
      const obj = tracking.scope.info.objectOf(node);
      found = obj?.kind === "var" && state.holds.has(obj);
    }
    return !found;
  });
  return found;
}

function carryOfSelector(expr: SelectorExpr, state: PathState, tracking: Tracking): Hold | undefined {
  const base = carryOf(expr.x, state, tracking);
  if (base?.kind === "holder") return memberOfHolder(base.field, expr.sel.name);
  if (base?.kind !== "self") return undefined;
  const path = joinPath(base.path, expr.sel.name);
  if (leadsToRelease(tracking.releases, path)) return { kind: "self", path };
  if (tracking.releases.includes(path)) return RELEASER;
  const member = tracking.scope.info.objectOf(expr.sel);
  if (member?.kind === "var") return isEmbeddedSelf(member) ? base : undefined;
  // A method value of the resource, or a member nothing is known of.
  return HOLDER;
}

/** A field named like its type, as embedded fields are: `rows.Rows`. It is taken for the resource under another type. */
function isEmbeddedSelf(field: VarObj): boolean {
  const type = pointee(field.type);
  return type.kind === "named" && type.name === field.name;
}

function pointee(type: Type): Type {
  return type.kind === "pointer" ? type.elem : type;
}

/** What is left of the resource in a call's results, once the call itself has turned out not to take or release it. */
function carryOfCall(call: CallExpr, state: PathState, tracking: Tracking): Hold | undefined {
  const { info } = tracking.scope;
  const callee = info.calleeOf(call);
  if (callee.kind === "conversion") {
    const [operand] = call.args;
    return operand === undefined ? undefined : carryOf(operand, state, tracking);
  }
  if (isFluent(call, state, tracking)) return SELF;
  for (const [index, argument] of call.args.entries()) {
    const hold = carryOf(argument, state, tracking);
    if (hold === undefined || isDoneWith(tracking.scope, call, index)) continue;
    const fate = fateOf(tracking.scope, callee, index, hold, tracking.releases);
    if (fate === "moves") return SELF;
    if (hold.kind === "self" && isBufferOfBuffer(callee, tracking)) return SELF;
    if ((hold.kind !== "closure" || fate === "reads") && canHold(info.typeOf(call))) return HOLDER;
  }
  const fun = unparen(call.fun);
  const base = fun.kind === "SelectorExpr" ? carryOf(fun.x, state, tracking) : undefined;
  if (base?.kind === "self" && fun.kind === "SelectorExpr") {
    const path = joinPath(base.path, `${fun.sel.name}()`);
    if (leadsToRelease(tracking.releases, path)) return { kind: "self", path };
  }
  return base?.kind === "holder" && canHold(info.typeOf(call)) ? HOLDER : undefined;
}

/** `bufio.NewWriter(w)` of what is a bufio.Writer already gives that one back, so that to flush it is to flush that. */
function isBufferOfBuffer(callee: Callee, { releases }: Tracking): boolean {
  return (
    callee.kind === "func" &&
    callee.pkg === "bufio" &&
    callee.name.startsWith("NewWriter") &&
    releases.includes("Flush")
  );
}

/** A method of the resource that answers the resource: `span.SetTag(…)`. */
function isFluent(call: CallExpr, state: PathState, tracking: Tracking): boolean {
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr") return false;
  const base = carryOf(fun.x, state, tracking);
  if (base?.kind !== "self" || base.path !== "") return false;
  // Of a library that is not at hand: `tx.WithTimestampBound(b)` is the transaction.
  const ref = fun.sel.name.startsWith("With") ? calledBy(call, tracking.scope.info)?.ref : undefined;
  if (ref?.recv !== undefined && fluentResult(ref.pkg, ref.recv, ref.name) === ref.recv) return true;
  const given = pointee(tracking.scope.info.typeOf(fun.x));
  const answered = pointee(tracking.scope.info.typeOf(call));
  return (
    given.kind === "named" && answered.kind === "named" && given.pkg === answered.pkg && given.name === answered.name
  );
}
