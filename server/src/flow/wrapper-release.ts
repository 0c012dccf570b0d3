import type { Callee } from "../semantic/info.ts";
import type { MethodDeclInfo } from "../semantic/package.ts";
import type { NamedType, Type } from "../semantic/types.ts";
import type { CompositeLit, Expr, Node } from "../syntax/ast.ts";
import { unparen, walk } from "../syntax/visit.ts";
import { carryOf } from "./carry.ts";
import { joinPath } from "./hold.ts";
import type { Returned } from "./returned.ts";
import type { FunctionScope } from "./scope.ts";
import { soundsLikeRelease } from "./standard-library.ts";
import { trackingFor } from "./tracking.ts";

/**
 * The methods of a returned wrapper that release the resource it has in a field: `Close` of `&Cursor{rows: rows}`.
 * Empty where the wrapper, its field or such a method cannot be made out.
 */
export function wrapperRelease(
  returned: Returned,
  releases: readonly string[],
  scope: FunctionScope,
): readonly string[] {
  const made = wrapperOf(returned, scope);
  if (made === undefined) return [];
  const type = namedType(scope.info.typeOf(made));
  const field = fieldOf(made, returned, releases, scope);
  if (type === undefined || field === undefined) return [];
  const decl = scope.info.world.packageDecls(type.pkg, scope.info.packagePath)?.types.get(type.name);
  const wanted = releases.map((release) => joinPath(field, release));
  return [...(decl?.methods.values() ?? [])]
    .filter((method) => soundsLikeRelease(method.name) && releasesField(method, type, wanted, scope))
    .map((method) => method.name);
}

/** The literal that is returned, in place or by the one variable it was given to. */
function wrapperOf({ value }: Returned, scope: FunctionScope): CompositeLit | undefined {
  if (value === undefined) return undefined;
  const direct = literalIn(value);
  if (direct !== undefined) return direct;
  const inner = unparen(value);
  const obj = inner.kind === "Ident" ? scope.info.objectOf(inner) : undefined;
  if (obj === undefined || scope.func.body === undefined) return undefined;
  const found: CompositeLit[] = [];
  walk(scope.func.body, (node: Node) => {
    if (node.kind !== "AssignStmt" || node.lhs.length !== node.rhs.length) return;
    node.lhs.forEach((target, index) => {
      const literal = node.rhs[index] === undefined ? undefined : literalIn(node.rhs[index]);
      if (target.kind === "Ident" && scope.info.objectOf(target) === obj && literal !== undefined) found.push(literal);
    });
  });
  return found.length === 1 ? found[0] : undefined;
}

function literalIn(value: Expr): CompositeLit | undefined {
  const inner = unparen(value);
  if (inner.kind === "UnaryExpr" && inner.op === "&") return literalIn(inner.x);
  return inner.kind === "CompositeLit" ? inner : undefined;
}

function namedType(type: Type): NamedType | undefined {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" ? inner : undefined;
}

/** The field the literal puts the resource into. */
function fieldOf(
  literal: CompositeLit,
  { state }: Returned,
  releases: readonly string[],
  scope: FunctionScope,
): string | undefined {
  const tracking = trackingFor(scope, releases);
  const element = literal.elements.find(({ value }) => carryOf(value, state, tracking)?.kind === "self");
  return element?.key?.kind === "Ident" ? element.key.name : undefined;
}

function releasesField(
  method: MethodDeclInfo,
  type: NamedType,
  wanted: readonly string[],
  scope: FunctionScope,
): boolean {
  const callee: Callee = {
    kind: "method",
    pkg: type.pkg,
    recv: type.name,
    name: method.name,
    type: method.type,
    interface: false,
    through: type,
    receiver: undefined,
  };
  const source = scope.program.sourceOf(callee);
  if (source === undefined) return false;
  const receiver = scope.summaryOf(source).receiver;
  return receiver?.mayRelease.some((path) => wanted.includes(path)) === true;
}
