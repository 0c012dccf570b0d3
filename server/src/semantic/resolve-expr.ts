import type { CompositeLit, Element, Expr, FuncLit, FuncType, InterfaceType, StructType } from "../syntax/ast.ts";
import type { ElementPlace, NameEntry } from "./checker.ts";
import { declareSignature } from "./resolve-signature.ts";
import type { Resolver } from "./resolver.ts";
import { useName } from "./resolver.ts";
import { lookupName, openScope } from "./scope.ts";
import type { Scope } from "./scope.ts";

/** Finds what the identifiers of an expression or a type denote. */
export function resolveExpr(resolver: Resolver, expr: Expr, scope: Scope): void {
  switch (expr.kind) {
    case "BadExpr":
    case "BasicLit":
      return;
    case "Ident":
      useName(resolver, expr, scope);
      return;
    case "CompositeLit":
      resolveComposite(resolver, expr, scope);
      return;
    case "FuncLit":
      resolveFuncLit(resolver, expr, scope);
      return;
    case "SelectorExpr":
      resolver.checker.names.entries.set(expr.sel, expr);
      resolveExpr(resolver, expr.x, scope);
      return;
    case "BinaryExpr":
      resolveOperands(resolver, expr, scope);
      return;
    case "StructType":
      resolveStruct(resolver, expr, scope);
      return;
    case "FuncType":
      resolveFuncType(resolver, expr, scope);
      return;
    case "InterfaceType":
      resolveInterface(resolver, expr, scope);
      return;
    default:
      for (const part of partsOf(expr)) if (part !== undefined) resolveExpr(resolver, part, scope);
  }
}

type Plain = Exclude<
  Expr,
  { kind: "BadExpr" | "BasicLit" | "Ident" | "CompositeLit" | "FuncLit" | "SelectorExpr" | "BinaryExpr" }
>;

function partsOf(
  expr: Exclude<Plain, { kind: "StructType" | "FuncType" | "InterfaceType" }>,
): readonly (Expr | undefined)[] {
  switch (expr.kind) {
    case "ParenExpr":
    case "StarExpr":
    case "UnaryExpr":
      return [expr.x];
    case "IndexExpr":
      return [expr.x, ...expr.indices];
    case "SliceExpr":
      return [expr.x, expr.low, expr.high, expr.max];
    case "TypeAssertExpr":
      return [expr.x, expr.type];
    case "CallExpr":
      return [expr.fun, ...expr.args];
    case "ArrayType":
      return [expr.len === "..." ? undefined : expr.len, expr.elem];
    case "MapType":
      return [expr.key, expr.value];
    case "ChanType":
      return [expr.value];
  }
}

/** Long chains of `+` nest to the left: they are walked in a loop, so that no length of them exhausts the stack. */
function resolveOperands(resolver: Resolver, expr: Expr, scope: Scope): void {
  const right: Expr[] = [];
  let left = expr;
  while (left.kind === "BinaryExpr") {
    right.push(left.y);
    left = left.x;
  }
  resolveExpr(resolver, left, scope);
  for (const operand of right.toReversed()) resolveExpr(resolver, operand, scope);
}

function resolveComposite(resolver: Resolver, literal: CompositeLit, scope: Scope): void {
  if (literal.type !== undefined) resolveExpr(resolver, literal.type, scope);
  for (const element of literal.elements) {
    if (element.key !== undefined) resolveKey(resolver, element.key, element, literal, scope);
    resolvePart(resolver, element.value, element, literal, "value", scope);
  }
}

function resolveKey(resolver: Resolver, key: Expr, element: Element, literal: CompositeLit, scope: Scope): void {
  if (key.kind === "Ident") {
    const place: ElementPlace = { literal, element, role: "key" };
    resolver.checker.names.entries.set(key, { kind: "key", place, obj: lookupName(scope, key.name) });
  } else resolvePart(resolver, key, element, literal, "key", scope);
}

function resolvePart(
  resolver: Resolver,
  part: Expr,
  element: Element,
  literal: CompositeLit,
  role: "key" | "value",
  scope: Scope,
): void {
  if (part.kind === "CompositeLit" && part.type === undefined) {
    resolver.checker.names.elided.set(part, { literal, element, role });
  }
  resolveExpr(resolver, part, scope);
}

function resolveFuncLit(resolver: Resolver, literal: FuncLit, scope: Scope): void {
  const inner: Resolver = { ...resolver, owner: literal, labels: new Map(), iota: undefined };
  const own = openScope(literal, scope, literal);
  declareSignature(inner, literal, literal.type, own, (expr) => {
    resolveExpr(inner, expr, own);
  });
  resolver.statements(inner, literal.body.stmts, own);
}

function resolveStruct(resolver: Resolver, struct: StructType, scope: Scope): void {
  for (const field of struct.fields) {
    for (const name of field.names) resolver.checker.names.entries.set(name, struct);
    resolveExpr(resolver, field.type, scope);
  }
}

function resolveInterface(resolver: Resolver, type: InterfaceType, scope: Scope): void {
  for (const method of type.methods) {
    resolver.checker.names.entries.set(method.name, type);
    resolveExpr(resolver, method.type, scope);
  }
  for (const embed of type.embeds) resolveExpr(resolver, embed, scope);
}

const INERT: NameEntry = { kind: "inert" };

function resolveFuncType(resolver: Resolver, type: FuncType, scope: Scope): void {
  for (const field of [...type.params, ...type.results]) {
    for (const ident of field.names) resolver.checker.names.entries.set(ident, INERT);
    resolveExpr(resolver, field.type, scope);
  }
}
