import type { Ident, SelectorExpr } from "../syntax/ast.ts";
import type { Checker, ElementPlace } from "./checker.ts";
import { literalBase } from "./expr-type.ts";
import type { FuncObj, Obj, VarObj } from "./info.ts";
import { memoize } from "./lazy.ts";
import { lookupFieldOrMethod } from "./lookup.ts";
import type { FieldMember, Lookup, MethodMember } from "./lookup.ts";
import type { PackageDecls, ValueDecl } from "./package.ts";
import { outermostAt, resolveAround } from "./resolve-decl.ts";
import { receiverBase } from "../syntax/receiver.ts";
import { hasPointerReceiver } from "./receiver.ts";
import { typeKey } from "./type-key.ts";
import type { Type } from "./types.ts";
import {
  isBuiltin,
  named,
  pointerTo,
  predeclaredType,
  UNSAFE_BUILTINS,
  UNSAFE_POINTER,
  UNTYPED_BOOL,
} from "./universe.ts";

const UNIVERSE = new Map<string, Obj | undefined>();

/** What a predeclared name denotes; `iota` denotes nothing by itself. */
function universeObject(name: string): Obj | undefined {
  if (!UNIVERSE.has(name)) UNIVERSE.set(name, predeclared(name));
  return UNIVERSE.get(name);
}

function predeclared(name: string): Obj | undefined {
  const type = predeclaredType(name);
  if (type !== undefined) return { kind: "type", name, type };
  if (isBuiltin(name)) return { kind: "builtin", name };
  if (name === "nil") return { kind: "nil" };
  if (name !== "true" && name !== "false") return undefined;
  return { kind: "const", name, pkg: "", type: UNTYPED_BOOL, value: name === "true" };
}

/** What `name` means at the file's level: the package's own, an import, a dot import, or predeclared. */
export function fileScopeObject(checker: Checker, name: string): Obj | undefined {
  const own = checker.memberOf(checker.packagePath, name);
  if (own !== undefined) return own;
  const path = checker.imports.pathOf(name);
  if (path !== undefined) return { kind: "package", name, path };
  for (const dot of checker.imports.dots) {
    const member = checker.memberOf(dot, name);
    if (member !== undefined) return member;
  }
  return universeObject(name);
}

/** What a package declares under that name. */
export function packageMember(checker: Checker, path: string, name: string): Obj | undefined {
  if (path === "unsafe") return unsafeMember(name);
  const decls = checker.world.packageDecls(path, checker.packagePath);
  if (decls === undefined) return undefined;
  const func = decls.funcs.get(name);
  if (func !== undefined) return funcObject(path, name, () => func.type);
  const value = decls.values.get(name);
  if (value !== undefined) return valueObject(checker, decls, value);
  return decls.types.has(name) ? { kind: "type", name, type: named(path, name) } : undefined;
}

function unsafeMember(name: string): Obj | undefined {
  if (name === "Pointer") return { kind: "type", name, type: UNSAFE_POINTER };
  return UNSAFE_BUILTINS.has(name) ? { kind: "builtin", name: `unsafe.${name}` } : undefined;
}

function funcObject(pkg: string, name: string, type: () => FuncObj["type"]): FuncObj {
  return {
    kind: "func",
    name,
    pkg,
    get type() {
      return type();
    },
  };
}

function valueObject(checker: Checker, decls: PackageDecls, value: ValueDecl): Obj {
  const type = (): Type => value.type;
  const { name } = value;
  if (value.constant) {
    return {
      kind: "const",
      name,
      pkg: decls.path,
      get type() {
        return type();
      },
      get value() {
        return value.value;
      },
    };
  }
  return {
    kind: "var",
    name,
    scope: "package",
    decl: value.site?.uri === checker.uri ? value.site.name : undefined,
    owner: undefined,
    get type() {
      return type();
    },
  };
}

/** Objects of fields and methods, the same one for each use. */
export interface MemberObjects {
  readonly byKey: Map<string, Obj>;
  readonly byStruct: Map<object, Map<string, Obj>>;
}

/** What an identifier denotes, at its declaration or its use. */
export function objectOfIdent(checker: Checker, objects: MemberObjects, ident: Ident): Obj | undefined {
  if (ident.name === "_") return undefined;
  if (!checker.names.entries.has(ident)) resolveAround(checker, ident);
  const entry = checker.names.entries.get(ident);
  switch (entry?.kind) {
    case undefined:
      return declaredName(checker, objects, ident);
    case "outer":
      return checker.fileScope(ident.name);
    case "inert":
    case "iota":
      return undefined;
    case "key":
      return keyObject(checker, objects, ident, entry.place, entry.obj);
    case "SelectorExpr":
      return selectedObject(checker, objects, entry);
    case "StructType":
    case "InterfaceType":
      return declaredMember(checker, objects, ident.name, checker.names.owners.get(entry) ?? checker.typeExpr(entry));
    default:
      return entry;
  }
}

function selectedObject(checker: Checker, objects: MemberObjects, selector: SelectorExpr): Obj | undefined {
  const selection = checker.selection(selector);
  return selection.kind === "package" ? selection.member : memberObject(objects, selection.member);
}

/** The name in a declaration at the outermost level; a method's is not a name of the package. */
function declaredName(checker: Checker, objects: MemberObjects, ident: Ident): Obj | undefined {
  const node = outermostAt(checker.file, ident.start);
  if (node?.kind !== "FuncDecl" || node.name !== ident || node.recv === undefined) {
    return checker.fileScope(ident.name);
  }
  const base = receiverBase(node.recv);
  if (base === undefined) return undefined;
  const type = named(checker.packagePath, base.name);
  return declaredMember(checker, objects, ident.name, hasPointerReceiver(node.recv) ? pointerTo(type) : type);
}

/** A key of a composite literal names a field if the literal is a struct; nothing can be said if its type is not known. */
function keyObject(
  checker: Checker,
  objects: MemberObjects,
  ident: Ident,
  place: ElementPlace,
  obj: Obj | undefined,
): Obj | undefined {
  const base = literalBase(checker, place.literal);
  if (base.kind === "unknown") return undefined;
  if (base.kind !== "struct") return obj ?? checker.fileScope(ident.name);
  return declaredMember(checker, objects, ident.name, literalType(checker.typeOf(place.literal)));
}

function literalType(type: Type): Type {
  return type.kind === "named" || type.kind === "struct" ? type : type.kind === "pointer" ? type.elem : type;
}

function declaredMember(checker: Checker, objects: MemberObjects, name: string, type: Type): Obj | undefined {
  return memberObject(objects, lookupFieldOrMethod(type, name, checker.world));
}

function memberObject(objects: MemberObjects, member: Lookup): Obj | undefined {
  if (member === undefined || member === "unknown") return undefined;
  const make = (): Obj => (member.kind === "field" ? fieldObject(member) : methodObject(member));
  if (member.owner !== undefined) return memoize(objects.byKey, `${typeKey(member.owner)}.${member.name}`, make);
  const shape = member.kind === "field" ? member.struct : member.type;
  return memoize(
    memoize(objects.byStruct, shape, () => new Map<string, Obj>()),
    member.name,
    make,
  );
}

function fieldObject(member: FieldMember): VarObj {
  const { name, type } = member;
  return { kind: "var", name, type, scope: "field", decl: undefined, owner: undefined };
}

function methodObject(member: MethodMember): FuncObj {
  return { kind: "func", name: member.name, pkg: member.owner?.pkg ?? "", type: member.type };
}
