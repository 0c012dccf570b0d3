import type { FileInfo, VarObj } from "../../semantic/info.ts";
import { lookupFieldOrMethod } from "../../semantic/lookup.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { Type } from "../../semantic/types.ts";
import type { Expr, Ident, SelectorExpr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { expressionText } from "../expression-text.ts";

/** A place in memory (or a condition) by what its names denote: equal ids denote the same as long as no variable of it changes. */
export interface Reference {
  readonly id: string;
  /** As the source writes it. */
  readonly text: string;
  /** The variable it starts from; undefined for package variables and for everything that is not a path. */
  readonly root: VarObj | undefined;
  /** What follows the root in `id`. */
  readonly path: string;
  /** What follows the root in `text`. */
  readonly pathText: string;
  /** All variables of the function it depends on, the root among them. */
  readonly vars: readonly VarObj[];
  /** True if nothing but an assignment to one of `vars` can change it. */
  readonly stable: boolean;
  /** The declaration that its last name denotes, the same in all functions: a field with its type, a variable. */
  readonly declared: string;
}

/** Tells references apart. One for a declaration and all literals inside it. */
export interface ReferenceNames {
  readonly info: FileInfo;
  readonly ids: Map<VarObj, number>;
  /** What a variable that is set once stands for: `mu := &s.mu`. */
  readonly alias: (obj: VarObj) => Reference | undefined;
}

/** Undefined for what cannot be followed: literals, slices, conversions to types. */
export function referenceOf(names: ReferenceNames, expr: Expr): Reference | undefined {
  switch (expr.kind) {
    case "ParenExpr":
    case "StarExpr":
    case "TypeAssertExpr":
      return referenceOf(names, expr.x);
    case "UnaryExpr":
      return expr.op === "&" || expr.op === "*" ? referenceOf(names, expr.x) : composed(names, expr.op, [expr.x], true);
    case "Ident":
      return identReference(names, expr);
    case "BasicLit":
      return constant(expr.value);
    case "SelectorExpr":
      return selectorReference(names, expr);
    case "IndexExpr":
      return indexReference(names, expr.x, expr.indices);
    case "BinaryExpr":
      return composed(names, expr.op, [expr.x, expr.y], true);
    case "CallExpr":
      return callReference(names, expr.fun, expr.args);
    default:
      return undefined;
  }
}

/** The same reference seen from another root: a callee's `s.mu` as its caller's `store.mu`. */
export function rerooted(reference: Reference, root: Reference): Reference {
  return {
    id: root.id + reference.path,
    text: root.text + reference.pathText,
    root: root.root,
    path: root.path + reference.path,
    pathText: root.pathText + reference.pathText,
    vars: root.vars,
    stable: false,
    declared: reference.path === "" ? root.declared : reference.declared,
  };
}

/** The last name of a reference: `mu` of `s.mu`, `Mutex` of an `s` that embeds it. */
export function lastName(reference: Reference): string {
  const name = reference.path === "" ? reference.text : reference.path;
  return /(\w+)\W*$/.exec(name.replace(/\[[^\]]*\]|\([^)]*\)/g, ""))?.[1] ?? reference.text;
}

/** The lock that is embedded in a type that other packages have no name for, or in such a variable of the package. */
export function isOfUnexportedOwner({ declared, root, path, text }: Reference): boolean {
  if (!/\.(RW)?Mutex$/.test(path)) return false;
  const [owner] = declared.split(".").slice(-2);
  return /^[a-z_]/.test(owner ?? "") || (root === undefined && /^[a-z_]\w*$/.test(text));
}

function constant(text: string): Reference {
  return { id: `=${text}`, text, root: undefined, path: "", pathText: "", vars: [], stable: true, declared: "" };
}

function identReference(names: ReferenceNames, ident: Ident): Reference | undefined {
  const obj = names.info.objectOf(ident);
  if (obj === undefined) return ident.name === "_" ? undefined : globalReference(`?${ident.name}`, ident.name);
  switch (obj.kind) {
    case "var":
      return obj.scope === "package"
        ? globalReference(`${names.info.packagePath}.${obj.name}`, ident.name)
        : (names.alias(obj) ?? variableReference(names, obj));
    case "const":
      return constant(`${obj.pkg}.${obj.name}`);
    case "nil":
    case "builtin":
      return constant(obj.kind === "nil" ? "nil" : obj.name);
    case "func":
    case "type":
      return globalReference(`${names.info.packagePath}.${obj.name}`, ident.name);
    default:
      return undefined;
  }
}

export function variableReference(names: ReferenceNames, obj: VarObj): Reference {
  const id = `$${String(numberOf(names, obj))}`;
  const declared = `${obj.name}@${String(obj.decl?.start ?? -1)}`;
  return { id, text: obj.name, root: obj, path: "", pathText: "", vars: [obj], stable: true, declared };
}

function globalReference(id: string, text: string): Reference {
  return { id: `@${id}`, text, root: undefined, path: "", pathText: "", vars: [], stable: false, declared: id };
}

function numberOf(names: ReferenceNames, obj: VarObj): number {
  const known = names.ids.get(obj);
  if (known !== undefined) return known;
  names.ids.set(obj, names.ids.size);
  return names.ids.size - 1;
}

function selectorReference(names: ReferenceNames, expr: SelectorExpr): Reference | undefined {
  const operand = unparen(expr.x);
  if (operand.kind === "Ident") {
    const obj = names.info.objectOf(operand);
    if (obj?.kind === "package") return globalReference(`${obj.path}.${expr.sel.name}`, expressionText(expr));
  }
  const condLock = lockOfCond(names, expr);
  if (condLock !== undefined) return condLock;
  const base = referenceOf(names, expr.x);
  if (base === undefined) return undefined;
  const operandType = names.info.typeOf(expr.x);
  const stable = base.stable && base.root !== undefined && isPlainValue(operandType);
  const embedded = embeddedPath(operandType, expr.sel.name, names.info);
  const reference = extended(base, `${embedded}.${expr.sel.name}`, `.${expr.sel.name}`, [], stable);
  return { ...reference, declared: declaredField(operandType, expr.sel.name, names.info) };
}

/**
 * The embedded fields a selector passes on its way, as part of a path: a field reached by its short name and by its long
 * one are the same.
 */
export function embeddedPath(operand: Type, name: string, info: FileInfo): string {
  const member = lookupFieldOrMethod(operand, name, info.world, info.packagePath);
  return member === undefined || member === "unknown" ? "" : member.path.map((field) => `.${field}`).join("");
}

/** The type that lists a field, and the field; of an unknown type the field alone. */
function declaredField(operand: Type, name: string, info: FileInfo): string {
  const member = lookupFieldOrMethod(operand, name, info.world, info.packagePath);
  const owner = member === undefined || member === "unknown" || member.kind !== "field" ? undefined : member.owner;
  return owner === undefined ? name : `${owner.pkg}.${owner.name}.${name}`;
}

/** What a selector's operand leads to once the embedded fields on the way to `name` are followed. */
export function throughEmbedded(names: ReferenceNames, operand: Expr, name: string): Reference | undefined {
  const base = referenceOf(names, operand);
  const path = embeddedPath(names.info.typeOf(operand), name, names.info);
  if (base === undefined || path === "") return base;
  const type = deref(names.info.typeOf(operand));
  const declared = type.kind === "named" ? `${type.pkg}.${type.name}${path}` : path;
  return { ...extended(base, path, "", [], false), declared };
}

/** A value whose parts nobody changes behind a pointer. */
function isPlainValue(type: Type): boolean {
  return type.kind !== "pointer" && type.kind !== "unknown";
}

/** `cond.L` is the mutex the condition was made with: the only lock beside it in its struct. */
function lockOfCond(names: ReferenceNames, expr: SelectorExpr): Reference | undefined {
  if (expr.sel.name !== "L" || !isNamed(deref(names.info.typeOf(expr.x)), "sync", ["Cond"])) return undefined;
  const cond = unparen(expr.x);
  if (cond.kind === "Ident") {
    const obj = names.info.objectOf(cond);
    return obj?.kind === "var" ? names.alias(obj) : undefined;
  }
  if (cond.kind !== "SelectorExpr") return undefined;
  const struct = underlying(deref(names.info.typeOf(cond.x)), names.info.world);
  if (struct.kind !== "struct") return undefined;
  const locks = struct.fields.filter((field) => isNamed(deref(field.type), "sync", ["Mutex", "RWMutex"]));
  const base = referenceOf(names, cond.x);
  const [only] = locks;
  if (base === undefined || only === undefined || locks.length > 1) return undefined;
  const lock = extended(base, `.${only.name}`, only.embedded ? "" : `.${only.name}`, [], false);
  return { ...lock, declared: declaredField(names.info.typeOf(cond.x), only.name, names.info) };
}

export function isNamed(type: Type, pkg: string, names: readonly string[]): boolean {
  return type.kind === "named" && type.pkg === pkg && names.includes(type.name);
}

export function deref(type: Type): Type {
  return type.kind === "pointer" ? type.elem : type;
}

function extended(
  base: Reference,
  path: string,
  pathText: string,
  vars: readonly VarObj[],
  stable: boolean,
): Reference {
  return {
    ...base,
    id: base.id + path,
    text: base.text + pathText,
    path: base.path + path,
    pathText: base.pathText + pathText,
    vars: [...base.vars, ...vars],
    stable,
  };
}

function indexReference(names: ReferenceNames, x: Expr, indices: readonly Expr[]): Reference | undefined {
  const base = referenceOf(names, x);
  const parts = indices.map((index) => referenceOf(names, index));
  if (base === undefined) return undefined;
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  const ids = known.map((part) => part.id).join(",");
  const texts = known.map((part) => part.text).join(", ");
  return extended(
    base,
    `[${ids}]`,
    `[${texts}]`,
    known.flatMap((part) => part.vars),
    false,
  );
}

function composed(
  names: ReferenceNames,
  operator: string,
  operands: readonly Expr[],
  stable: boolean,
): Reference | undefined {
  const parts = operands.map((operand) => referenceOf(names, operand));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) return undefined;
  return {
    id: `(${operator} ${known.map((part) => part.id).join(" ")})`,
    text: known.map((part) => part.text).join(` ${operator} `),
    root: undefined,
    path: "",
    pathText: "",
    vars: known.flatMap((part) => part.vars),
    stable: stable && known.every((part) => part.stable),
    declared: "",
  };
}

function callReference(names: ReferenceNames, fun: Expr, args: readonly Expr[]): Reference | undefined {
  const callee = unparen(fun);
  if (callee.kind === "FuncLit" || callee.kind === "CallExpr") return undefined;
  const parts = composed(names, "call", [fun, ...args], false);
  if (parts === undefined) return undefined;
  const text = `${expressionText(fun)}(${args.map(expressionText).join(", ")})`;
  const steady = callee.kind === "Ident" && callee.name === "len" && parts.vars.length > 0;
  const argsStable = args.every((arg) => referenceOf(names, arg)?.stable === true);
  return { ...parts, text, stable: steady && argsStable };
}
