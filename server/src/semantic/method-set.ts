import type { MethodMember } from "./lookup.ts";
import { lookupMethod } from "./lookup.ts";
import type { World } from "./package.ts";
import type { InterfaceType, Type } from "./types.ts";
import { constraintInterface, typeDecl, unalias, underlying } from "./underlying.ts";

/** The methods that a value of a type has. */
export interface MethodSet {
  readonly methods: ReadonlyMap<string, MethodMember>;
  /** False where an embedded type is not known: there may be more. */
  readonly complete: boolean;
}

const DEEPEST = 16;

interface Names {
  readonly names: Set<string>;
  readonly seen: Set<string>;
  complete: boolean;
}

/** True if a value of the operand's type that is not addressable has the method: the rule for method sets. */
export function inMethodSet(method: MethodMember): boolean {
  return method.interface || !method.pointerReceiver || method.indirect;
}

/** Go's method set: of `T` the methods with a value receiver, of `*T` all; promoted ones included. */
export function methodSet(type: Type, world: World): MethodSet {
  const names: Names = { names: new Set(), seen: new Set(), complete: true };
  gatherNames(type, world, names, 0);
  const methods = new Map<string, MethodMember>();
  for (const name of names.names) {
    const method = lookupMethod(type, name, world);
    if (method === "unknown") names.complete = false;
    else if (method !== undefined && inMethodSet(method)) methods.set(name, method);
  }
  return { methods, complete: names.complete };
}

function gatherNames(type: Type, world: World, into: Names, depth: number): void {
  if (depth > DEEPEST) return;
  const direct = unalias(type, world);
  if (direct.kind === "pointer") gatherNames(direct.elem, world, into, depth + 1);
  else if (direct.kind === "named") gatherNamed(direct.pkg, direct.name, direct, world, into, depth);
  else gatherStructural(direct, world, into, depth);
}

function gatherNamed(pkg: string, name: string, type: Type, world: World, into: Names, depth: number): void {
  const key = `${pkg}.${name}`;
  if (into.seen.has(key)) return;
  into.seen.add(key);
  const decl = type.kind === "named" ? typeDecl(type, world) : undefined;
  if (decl === undefined || world.packageDecls(pkg, "")?.complete === false) into.complete = false;
  if (decl === undefined) return;
  for (const method of decl.methods.keys()) into.names.add(method);
  gatherStructural(underlying(type, world), world, into, depth);
}

function gatherStructural(type: Type, world: World, into: Names, depth: number): void {
  if (type.kind === "struct") {
    for (const field of type.fields) if (field.embedded) gatherNames(field.type, world, into, depth + 1);
  } else if (type.kind === "interface") gatherInterface(type, world, into, depth);
  else if (type.kind === "typeparam")
    gatherStructural(constraintInterface(type.constraint, world), world, into, depth + 1);
  else if (type.kind === "unknown") into.complete = false;
}

function gatherInterface(type: InterfaceType, world: World, into: Names, depth: number): void {
  for (const method of type.methods) into.names.add(method.name);
  for (const embed of type.embeds) if (embed.kind !== "union") gatherNames(embed, world, into, depth + 1);
}
