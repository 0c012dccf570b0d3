import type { CallExpr, CompositeLit, Element, Expr, File, Ident, SelectorExpr } from "../syntax/ast.ts";
import type { Constant } from "./constants.ts";
import type { ImportTable } from "./imports.ts";
import type { Callee, LabelObj, Obj } from "./info.ts";
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

/** What the names of a file's functions and declarations were found to denote; filled declaration by declaration. */
export interface NameTable {
  /** Identifiers that denote something declared inside a declaration. What is missing is of the package, an import or predeclared. */
  readonly local: Map<Ident, Obj>;
  /** The selector of which an identifier is the `sel`. */
  readonly selectors: Map<Ident, SelectorExpr>;
  /** Identifiers that are keys of composite literals: field names if the literal is a struct. */
  readonly keys: Map<Ident, ElementPlace>;
  /** Composite literals whose type is left out. */
  readonly elided: Map<CompositeLit, ElementPlace>;
  /** Identifiers that declare a field or an interface's method, with the struct or interface type around them. */
  readonly fields: Map<Ident, Expr>;
  /** The named type whose declaration has that struct or interface type on its right side. */
  readonly owners: Map<Expr, NamedType>;
  /** Names of parameters in function types without a body: they denote nothing. */
  readonly inert: Set<Ident>;
  readonly iotas: Map<Ident, number>;
  readonly labels: Map<Ident, LabelObj>;
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
