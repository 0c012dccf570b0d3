import type {
  CallExpr,
  CompositeLit,
  Element,
  Expr,
  File,
  Ident,
  InterfaceType,
  SelectorExpr,
  StructType,
} from "../syntax/ast.ts";
import type { Constant } from "./constants.ts";
import type { ImportTable } from "./imports.ts";
import type { Callee, Obj } from "./info.ts";
import type { Lookup } from "./lookup.ts";
import type { PackageDecls, TypeDeclInfo, World } from "./package.ts";
import type { Scope } from "./scope.ts";
import type { FuncType, NamedType, Type } from "./types.ts";

/** Where an expression stands in the composite literal around it. */
export interface ElementPlace {
  readonly literal: CompositeLit;
  readonly element: Element;
  readonly role: "key" | "value";
}

/**
 * What was found of an identifier: the object it denotes if that is declared inside the same declaration; else the
 * node that decides (the selector it belongs to, the struct or interface whose field or method it declares), its place
 * as a key of a composite literal, or that it is for the file's scope to answer.
 */
export type NameEntry =
  | Obj
  | SelectorExpr
  | StructType
  | InterfaceType
  | { readonly kind: "key"; readonly place: ElementPlace; readonly obj: Obj | undefined }
  | { readonly kind: "iota"; readonly value: number }
  | { readonly kind: "outer" }
  /** A parameter's name in a function type without a body. */
  | { readonly kind: "inert" };

/** What the names of a file's functions and declarations were found to denote; filled declaration by declaration. */
export interface NameTable {
  readonly entries: Map<Ident, NameEntry>;
  /** Composite literals whose type is left out. */
  readonly elided: Map<CompositeLit, ElementPlace>;
  /** The named type whose declaration has that struct or interface type on its right side. */
  readonly owners: Map<Expr, NamedType>;
  /** Types declared inside functions, by their unique names. */
  readonly localTypes: Map<string, TypeDeclInfo>;
}

/** What a selector expression was found to be. */
export type Selection =
  | { readonly kind: "package"; readonly path: string; readonly member: Obj | undefined }
  | { readonly kind: "member"; readonly operand: Type; readonly member: Lookup }
  | { readonly kind: "methodExpr"; readonly operand: Type; readonly member: Lookup };

/**
 * The state behind one file's `FileInfo`: its caches, and the questions that need each other. The modules of this
 * folder answer one question each; `createFileInfo` ties them together.
 */
export interface Checker {
  readonly file: File;
  readonly uri: string;
  readonly packagePath: string;
  readonly goVersion: string | undefined;
  /** The world as this file sees it: its own package and local types included. */
  readonly world: World;
  /** The file's own package. */
  readonly own: PackageDecls;
  readonly imports: ImportTable;
  readonly names: NameTable;
  /** The outermost scope of each function or declaration that was resolved. */
  readonly scopes: Map<object, Scope>;
  /** The functions whose bodies were resolved. */
  readonly resolvedBodies: Set<object>;

  readonly objectOf: (ident: Ident) => Obj | undefined;
  readonly typeOf: (expr: Expr) => Type;
  /** The type a type expression denotes; unknown for other expressions. */
  readonly typeExpr: (expr: Expr) => Type;
  readonly isType: (expr: Expr) => boolean;
  readonly selection: (expr: SelectorExpr) => Selection;
  readonly calleeOf: (call: CallExpr) => Callee;
  /** The type of what is called, instantiated for the call; undefined where it is no function. */
  readonly signatureOf: (call: CallExpr) => FuncType | undefined;
  readonly constantOf: (expr: Expr, iota?: number) => Constant | undefined;
  /** What a name at package level means: the package's own, an import, a dot import or predeclared. */
  readonly fileScope: (name: string) => Obj | undefined;
  readonly memberOf: (path: string, name: string) => Obj | undefined;
}
