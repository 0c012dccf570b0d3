import type { DeclSite, TypeDeclInfo, World } from "./package.ts";
import { bind, substitute, substituteFunc } from "./substitute.ts";
import type {
  FuncType,
  InterfaceType,
  Method,
  NamedType,
  StructField,
  StructType,
  Type,
  TypeParamType,
} from "./types.ts";
import { definition, constraintInterface, typeDecl, unalias, underlying } from "./underlying.ts";

/** A field or method that a selector names. */
export type Member = FieldMember | MethodMember;

export interface FieldMember {
  readonly kind: "field";
  readonly name: string;
  readonly type: Type;
  readonly embedded: boolean;
  /** The struct type that lists the field. */
  readonly struct: StructType;
  /** The named type whose underlying type that struct is; undefined for a struct without a name. */
  readonly owner: NamedType | undefined;
  /** The embedded fields passed on the way, outermost first. */
  readonly path: readonly string[];
  /** True if a pointer was followed on the way, the operand's own included. */
  readonly indirect: boolean;
}

export interface MethodMember {
  readonly kind: "method";
  readonly name: string;
  readonly type: FuncType;
  /** The type that declares it; undefined for a method of an interface without a name. */
  readonly owner: NamedType | undefined;
  readonly interface: boolean;
  readonly pointerReceiver: boolean;
  readonly site: DeclSite | undefined;
  readonly path: readonly string[];
  readonly indirect: boolean;
}

/** What a lookup found. "unknown": a type on the way is not known, so that nothing can be said. */
export type Lookup = Member | "unknown" | undefined;

/** Deepest embedding that is searched. */
const DEEPEST = 16;

interface Embedded {
  readonly type: Type;
  readonly path: readonly string[];
  readonly indirect: boolean;
}

interface Search {
  readonly name: string;
  readonly exported: boolean;
  /** The package the name is written in: names without a capital are seen in their own package only. */
  readonly from: string | undefined;
  readonly world: World;
  readonly seen: Set<string>;
  readonly found: Member[];
  next: Embedded[];
  unknown: boolean;
  partial: boolean;
}

/** True if the name begins with an upper-case letter. */
export function isExported(name: string): boolean {
  const first = name.charAt(0);
  return first !== first.toLowerCase() || /^\p{Lu}/u.test(name);
}

/**
 * The field or method `name` of a value of this type, promoted ones included (the shallowest one; none where two are
 * equally shallow). Whether the operand is addressable is not asked.
 */
export function lookupFieldOrMethod(type: Type, name: string, world: World, from?: string): Lookup {
  const search: Search = {
    name,
    exported: isExported(name),
    from,
    world,
    seen: new Set(),
    found: [],
    next: [],
    unknown: false,
    partial: false,
  };
  let level: readonly Embedded[] = startOf(type, world);
  for (let depth = 0; level.length > 0 && depth < DEEPEST; depth++) {
    const unknownAbove = search.unknown;
    for (const entry of level) searchEntry(search, entry, depth);
    const [first] = search.found;
    if (first !== undefined) return settle(search, first, unknownAbove);
    level = search.next;
    search.next = [];
  }
  return search.unknown || search.partial ? "unknown" : undefined;
}

function settle(search: Search, first: Member, unknownAbove: boolean): Lookup {
  if (unknownAbove) return "unknown";
  return search.found.length === 1 ? first : undefined;
}

/** The method `name` of a value of this type, promoted ones included. */
export function lookupMethod(
  type: Type,
  name: string,
  world: World,
  from?: string,
): MethodMember | "unknown" | undefined {
  const member = lookupFieldOrMethod(type, name, world, from);
  return member === "unknown" || member?.kind === "method" ? member : undefined;
}

function startOf(type: Type, world: World): readonly Embedded[] {
  const direct = unalias(type, world);
  if (direct.kind === "pointer") {
    const elem = unalias(direct.elem, world);
    if (elem.kind === "typeparam" || isPlainPointer(elem, world)) return [];
    return [{ type: elem, path: [], indirect: true }];
  }
  return [{ type: direct, path: [], indirect: false }];
}

function isPlainPointer(type: Type, world: World): boolean {
  return type.kind === "pointer" || (type.kind === "named" && underlying(type, world).kind === "pointer");
}

function searchEntry(search: Search, entry: Embedded, depth: number): void {
  const { type } = entry;
  if (type.kind === "named") searchNamed(search, type, entry, depth);
  else if (type.kind === "struct") searchStruct(search, type, undefined, entry);
  else if (type.kind === "interface") searchInterface(search, type, undefined, entry, 0);
  else if (type.kind === "typeparam") searchConstraint(search, type, entry);
  else if (type.kind === "unknown") search.unknown = true;
}

/** Inside its own constraint (`[P Point[P]]`) a type parameter carries none; here it is known again. */
function searchConstraint(search: Search, param: TypeParamType, entry: Embedded): void {
  const constraint = substitute(param.constraint, new Map([[param.name, param]]));
  const type = constraintInterface(constraint, search.world);
  if (type.kind === "unknown") search.unknown = true;
  else searchInterface(search, type, constraint.kind === "named" ? constraint : undefined, entry, 0);
}

function searchNamed(search: Search, type: NamedType, entry: Embedded, depth: number): void {
  const key = `${type.pkg}.${type.name}`;
  if (search.seen.has(key)) return;
  search.seen.add(key);
  const decl = typeDecl(type, search.world);
  if (decl === undefined) {
    search.unknown = true;
    return;
  }
  if (searchDeclaredMethods(search, type, decl, entry)) return;
  searchDefinition(search, type, decl, entry, depth);
  if (type.pkg !== "" && search.world.packageDecls(type.pkg, "")?.complete === false) search.partial = true;
}

function searchDeclaredMethods(search: Search, type: NamedType, decl: TypeDeclInfo, entry: Embedded): boolean {
  const method = decl.methods.get(search.name);
  if (method === undefined || !isVisible(search, type.pkg)) return false;
  search.found.push({
    kind: "method",
    name: search.name,
    type: substituteFunc(method.type, bind(method.receiverTypeParams, type.args)),
    owner: type,
    interface: false,
    pointerReceiver: method.pointerReceiver,
    site: method.site,
    path: entry.path,
    indirect: entry.indirect,
  });
  return true;
}

function searchDefinition(search: Search, type: NamedType, decl: TypeDeclInfo, entry: Embedded, depth: number): void {
  const right = definition(type, decl);
  const under = underlying(right, search.world);
  const owner = ownerOfFields(type, right, search.world);
  if (under.kind === "struct") searchStruct(search, under, owner, entry);
  else if (under.kind === "interface") {
    if (!(depth === 0 && entry.indirect)) searchInterface(search, under, owner, entry, 0);
  } else if (under.kind === "pointer" && depth === 0) searchNamedPointer(search, under.elem, entry);
  else if (under.kind === "unknown") search.unknown = true;
}

/** `type P *T`: P has T's fields, but none of its methods. */
function searchNamedPointer(search: Search, elem: Type, entry: Embedded): void {
  const direct = unalias(elem, search.world);
  const under = underlying(direct, search.world);
  const owner = direct.kind === "named" ? direct : undefined;
  if (under.kind === "struct") searchStruct(search, under, owner, { ...entry, indirect: true });
  else if (under.kind === "unknown") search.unknown = true;
}

/** For `type T U`, where U is another named type, fields and interface methods are U's. */
function ownerOfFields(type: NamedType, right: Type, world: World): NamedType {
  const direct = unalias(right, world);
  if (direct.kind !== "named") return type;
  const decl = typeDecl(direct, world);
  return decl === undefined || direct === type ? direct : ownerOfFields(direct, decl.type, world);
}

function isVisible(search: Search, pkg: string | undefined): boolean {
  return search.exported || search.from === undefined || pkg === undefined || pkg === search.from;
}

function searchStruct(search: Search, type: StructType, owner: NamedType | undefined, entry: Embedded): void {
  for (const field of type.fields) {
    if (field.name === search.name && isVisible(search, owner?.pkg))
      search.found.push(fieldMember(field, type, owner, entry));
    else if (field.embedded) search.next.push(embeddedEntry(search.world, field, entry));
  }
}

function fieldMember(
  field: StructField,
  struct: StructType,
  owner: NamedType | undefined,
  entry: Embedded,
): FieldMember {
  const { name, type, embedded } = field;
  return { kind: "field", name, type, embedded, struct, owner, path: entry.path, indirect: entry.indirect };
}

function embeddedEntry(world: World, field: StructField, entry: Embedded): Embedded {
  const path = [...entry.path, field.name];
  const type = unalias(field.type, world);
  if (type.kind === "pointer") return { type: unalias(type.elem, world), path, indirect: true };
  return { type, path, indirect: entry.indirect };
}

function searchInterface(
  search: Search,
  type: InterfaceType,
  owner: NamedType | undefined,
  entry: Embedded,
  depth: number,
): void {
  const method = type.methods.find((candidate) => candidate.name === search.name);
  if (method !== undefined && isVisible(search, owner?.pkg)) {
    search.found.push(interfaceMember(method, owner, entry));
    return;
  }
  if (depth > DEEPEST) return;
  for (const embed of type.embeds) {
    if (searchEmbeddedInterface(search, unalias(embed, search.world), entry, depth)) return;
  }
}

/** True if the method was found: an interface may list one method twice. */
function searchEmbeddedInterface(search: Search, embed: Type, entry: Embedded, depth: number): boolean {
  const under = embed.kind === "named" ? underlying(embed, search.world) : embed;
  if (under.kind === "unknown") search.unknown = true;
  if (under.kind !== "interface") return false;
  const before = search.found.length;
  searchInterface(search, under, embed.kind === "named" ? embed : undefined, entry, depth + 1);
  return search.found.length > before;
}

function interfaceMember(method: Method, owner: NamedType | undefined, entry: Embedded): MethodMember {
  return {
    kind: "method",
    name: method.name,
    type: method.type,
    owner,
    interface: true,
    pointerReceiver: false,
    site: undefined,
    path: entry.path,
    indirect: entry.indirect,
  };
}
